import { z } from 'zod';

const localText = z.object({ en: z.string(), 'zh-Hans': z.string(), 'zh-Hant': z.string() });

export const processQuery = z.object({
  /** The busiest pipeline when not given. */
  pipelineId: z.uuid().optional(),
  /** Deals created in these days. */
  from: z.iso.date().optional(),
  through: z.iso.date().optional(),
  ownerId: z.uuid().optional(),
  region: z.string().max(120).optional(),
});

const stage = z.object({
  id: z.string(),
  name: localText,
  outcome: z.enum(['open', 'won', 'lost']),
  /** Days that the stage should take, when that is set. */
  expectedDays: z.int().nullable(),
  deals: z.int(),
  /** Median days from entering it to entering the next. */
  medianDays: z.number().nullable(),
  /** Entered again after it was left. */
  repeats: z.int(),
  /** In it today: deals, their money, and the median of the days so far. */
  now: z.object({ deals: z.int(), amount: z.number(), medianDays: z.number().nullable() }),
});

const edge = z.object({
  from: z.string(),
  to: z.string(),
  count: z.int(),
  medianDays: z.number(),
  low: z.number(),
  high: z.number(),
  ninetyDays: z.number(),
  shareOfTime: z.number(),
  /** Money that stands still here on an average day, and the part of it above the median. */
  moneyHeld: z.number().nullable(),
  moneyAboveMedian: z.number().nullable(),
});

export const processSchema = z.object({
  pipeline: z.object({ id: z.string(), name: z.string() }).nullable(),
  pipelines: z.array(z.object({ id: z.string(), name: z.string() })),
  regions: z.array(z.string()),
  currency: z.string(),
  deals: z.int(),
  variantCount: z.int(),
  stages: z.array(stage),
  edges: z.array(edge),
  variants: z.array(z.object({ path: z.array(z.string()), count: z.int(), share: z.number(), medianDays: z.number() })),
  conformance: z
    .object({
      fitness: z.number(),
      closed: z.int(),
      fitting: z.int(),
      medianDays: z.object({ fitting: z.number().nullable(), deviating: z.number().nullable() }),
      deviations: z.array(
        z.object({ kind: z.enum(['skipped', 'inserted', 'moved']), stage: z.string(), deals: z.int() }),
      ),
    })
    .nullable(),
  handOvers: z.object({
    successions: z.int(),
    handedOver: z.int(),
    people: z.array(z.object({ id: z.string(), name: z.string(), deals: z.int(), pace: z.number().nullable() })),
  }),
});
export type ProcessView = z.infer<typeof processSchema>;
