import { z } from 'zod';

const interval = z.object({ estimate: z.number(), low: z.number(), high: z.number() });

/** Why nothing can be said. */
const missing = z.enum(['noAccess', 'noEnd', 'notOver', 'noProduct', 'noSales', 'fewWeeks']);

export const promotionEffectSchema = z.object({
  effect: z
    .object({
      currency: z.string(),
      from: z.string(),
      /** The first day that is no longer counted as promoted: whole weeks from its first day. */
      until: z.string(),
      products: z.int(),
      /** Products with fewer than six weeks free of promotions: left out. */
      productsLeftOut: z.int(),
      /** Order lines of the promoted products in its weeks, and how many of them name it. */
      lines: z.int(),
      linesNamed: z.int(),
      /** Other products of the same families, whose losses are looked for. */
      others: z.int(),
      weeksBefore: z.int(),
      baseline: z.number(),
      sold: z.number(),
      uplift: interval,
      cannibalisation: interval,
      /** null while no whole week after it is known. */
      pullForward: interval.nullable(),
      /** In whole units of the currency. */
      net: interval,
      /** Some costs are not known: the net effect is in revenue. */
      inRevenue: z.boolean(),
      chanceOfGain: z.number(),
      discount: z.number(),
      uncertainBaseline: z.boolean(),
      weeks: z.array(
        z.object({ from: z.string(), sold: z.number(), baseline: z.number().nullable(), promoted: z.boolean() }),
      ),
    })
    .nullable(),
  missing: missing.nullable(),
  /** From when it can be told, where it is only a matter of waiting. */
  knownFrom: z.string().nullable(),
});
export type PromotionEffectAnswer = z.output<typeof promotionEffectSchema>;
export type PromotionEffectView = NonNullable<PromotionEffectAnswer['effect']>;
export type MissingReason = z.output<typeof missing>;
