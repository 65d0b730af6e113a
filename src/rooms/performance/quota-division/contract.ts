import { z } from 'zod';
import { parseCivilDate } from '#kernel/civil-date.ts';

const day = z.string().refine((value) => parseCivilDate(value) !== undefined, 'a day such as 2026-11-23 is expected');
const amount = z.string().regex(/^\d{1,13}(\.\d{1,3})?$/, 'an amount such as 1200000 or 1200000.00 is expected');
const localText = z.object({ en: z.string(), 'zh-Hans': z.string(), 'zh-Hant': z.string() });
export const dividedMetrics = ['wonAmount', 'revenue'] as const;

const span = {
  fromOn: day,
  /** The day after the last. */
  untilOn: day,
  metric: z.enum(dividedMetrics).default('wonAmount'),
};

export const divisionBody = z.object({
  ...span,
  /** What all together are to sell, in the company's currency; left out: as much as a year before. */
  total: amount.optional(),
  /** A quota changes by at most this share from what was sold a year before; null for no limit. */
  mostChange: z.number().min(0).max(5).nullable().default(0.25),
  /** Quotas are whole multiples of this. */
  unit: amount.default('1000'),
  /** Months until someone new sells as much as the others. */
  rampMonths: z.int().min(0).max(36).default(6),
});

export const divisionSchema = z.object({
  currency: z.string(),
  total: z.string(),
  /** What the same people sold in the same days a year before. */
  soldBefore: z.string(),
  before: z.object({ fromOn: z.string(), untilOn: z.string() }),
  quotas: z.array(
    z.object({
      person: z.object({ id: z.string(), name: z.string() }),
      unit: z.string().nullable(),
      joinedOn: z.string().nullable(),
      soldBefore: z.string().nullable(),
      /** Open deals expected to close in the days, at their probability. */
      pipeline: z.string(),
      /** Share of full strength, from 0 to 1. */
      ramp: z.number(),
      quota: z.string(),
      /** The person has a quota of the metric on some of these days already. */
      taken: z.boolean(),
      because: z.array(localText),
    }),
  ),
  fairness: z.object({
    giniToPotential: z.number().nullable(),
    loadRatio: z.number().nullable(),
    attainable: z.number().nullable(),
  }),
  changeLimitGivenUp: z.boolean(),
});
export type Division = z.infer<typeof divisionSchema>;

export const adoptionBody = z.object({
  ...span,
  quotas: z
    .array(z.object({ personId: z.uuid(), amount }))
    .min(1)
    .max(5000),
});
export const adoptionSchema = z.object({ created: z.int() });
