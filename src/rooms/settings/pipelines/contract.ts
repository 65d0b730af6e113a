import { z } from 'zod';
import { roles } from '#platform/visibility/roles.ts';

/** One step of a pipeline as it is designed. */
export const stageDesign = z.object({
  /** Absent for a step that is new. */
  id: z.uuid().optional(),
  name: z.string().trim().min(1).max(80),
  nameEn: z.string().trim().max(80).nullable(),
  nameHant: z.string().trim().max(80).nullable(),
  outcome: z.enum(['open', 'won', 'lost']),
  probability: z.number().min(0).max(1),
  /** Service level: days a deal should stay at most. */
  expectedDays: z.int().min(0).max(3650).nullable(),
  requiredFields: z.array(z.string().max(60)).max(30),
  criteria: z.string().max(4000).nullable(),
  exitCriteria: z.string().max(4000).nullable(),
  ownerRole: z.enum(roles).nullable(),
});
export type StageDesign = z.output<typeof stageDesign>;

export const newDesign = z.object({
  name: z.string().trim().min(1).max(80),
  isDefault: z.boolean(),
  /** The version that was changed; the design is refused when another was put into force meanwhile. */
  version: z.int(),
  note: z.string().trim().max(500).nullable(),
  /** In order. */
  stages: z.array(stageDesign).min(2).max(40),
  /** Stages taken out → where their deals go. */
  moves: z.record(z.uuid(), z.uuid()).default({}),
});
export type NewDesign = z.output<typeof newDesign>;

export const pipelineDesign = z.object({
  id: z.string(),
  name: z.string(),
  isDefault: z.boolean(),
  /** 0 before the first design was kept. */
  version: z.int(),
  stages: z.array(
    stageDesign.extend({
      id: z.string(),
      /** Deals in it now, and how many of those lack a field it requires (they stay valid; the rule holds on entry). */
      deals: z.int(),
      lacking: z.int(),
    }),
  ),
});
export type PipelineDesign = z.output<typeof pipelineDesign>;

export const pipelineVersion = z.object({
  number: z.int(),
  madeAt: z.string(),
  madeBy: z.string().nullable(),
  note: z.string().nullable(),
  stages: z.array(stageDesign.partial().loose()),
});
export type PipelineVersion = z.output<typeof pipelineVersion>;
