import { z } from 'zod';

/** A change of a draft: who or what goes where. */
export const chartMove = z.discriminatedUnion('what', [
  z.object({ what: z.literal('person'), assignmentId: z.uuid(), unitId: z.uuid() }),
  z.object({ what: z.literal('position'), positionId: z.uuid(), unitId: z.uuid() }),
  z.object({ what: z.literal('unit'), unitId: z.uuid(), parentId: z.uuid() }),
]);
export type ChartMove = z.output<typeof chartMove>;

const holder = z.object({
  assignmentId: z.string(),
  personId: z.string(),
  name: z.string(),
  fromOn: z.string(),
  untilOn: z.string().nullable(),
});

const position = z.object({
  id: z.string(),
  unitId: z.string(),
  title: z.string(),
  role: z.string(),
  leads: z.boolean(),
  holders: z.array(holder),
});

const unit = z.object({
  id: z.string(),
  parentId: z.string().nullable(),
  name: z.string(),
  level: z.string(),
  positions: z.array(position),
});
export type ChartUnit = z.output<typeof unit>;

export const chartSchema = z.object({
  structures: z.array(z.object({ id: z.string(), name: z.string(), dimension: z.string() })),
  structureId: z.string().nullable(),
  asOf: z.string(),
  today: z.string(),
  units: z.array(unit),
});
export type Chart = z.output<typeof chartSchema>;

export const draftSchema = z.object({
  structureId: z.uuid(),
  /** The day the moves take effect; never in the past. */
  effectiveOn: z.iso.date(),
  moves: z.array(chartMove).min(1).max(500),
});
export type ChartDraft = z.output<typeof draftSchema>;

export const comparisonSchema = z.object({
  moved: z.array(z.object({ personId: z.string(), name: z.string(), from: z.string(), to: z.string() })),
  /** How many people each unit holds directly, before and after; only units that change. */
  sizes: z.array(z.object({ unitId: z.string(), name: z.string(), before: z.int(), after: z.int() })),
  /** Whose sight changes: how many people's records they see before and after. */
  sight: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      role: z.string(),
      before: z.int(),
      after: z.int(),
      gains: z.array(z.string()),
      loses: z.array(z.string()),
    }),
  ),
});
export type Comparison = z.output<typeof comparisonSchema>;
