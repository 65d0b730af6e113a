import { z } from 'zod';

const reasons = [
  'constantPrice',
  'littleVariation',
  'monotonePrice',
  'fewObservations',
  'confounded',
  'positive',
  'priceFollowsDemand',
  'zeroQuantities',
  'wideInterval',
] as const;

const elasticity = z.object({
  /** % change of quantity per 1 % of price; null when it cannot be told. */
  estimate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  observations: z.int(),
  /** Own rows, drawn to the family, or only the family's. */
  method: z.enum(['log-log', 'poisson', 'borrowed', 'none']),
  /** Share that comes from the other products of the family. */
  borrowed: z.number(),
  warnings: z.array(z.enum(reasons)),
});

export const priceHealthSchema = z.object({
  health: z
    .object({
      currency: z.string(),
      from: z.string(),
      through: z.string(),
      lines: z.int(),
      quantity: z.number(),
      revenue: z.number(),
      elasticity,
      family: z.string().nullable(),
      /** From list to pocket in whole currency units; the cost only for who may see it. */
      waterfall: z.object({
        list: z.number(),
        discount: z.number(),
        promotion: z.number(),
        pocket: z.number(),
        cost: z.number().nullable(),
        /** Pocket ÷ list. */
        realised: z.number(),
      }),
      /** A tenth, the middle and nine tenths of the quantity were sold below these prices. */
      dispersion: z.object({
        low: z.number(),
        median: z.number(),
        high: z.number(),
        spread: z.number(),
        /** What selling everything below it at the price usual for its size would have brought. */
        recoverable: z.number(),
        regions: z.array(
          z.object({ region: z.string().nullable(), index: z.number(), recoverable: z.number(), sales: z.int() }),
        ),
      }),
      months: z.array(z.object({ month: z.string(), realised: z.number(), price: z.number() })),
      /** What a change is held against: mean price and quantity of the last year, cost of a unit for who may see it. */
      today: z.object({ price: z.number(), quantity: z.number(), cost: z.number().nullable() }),
    })
    .nullable(),
});
export type PriceHealth = NonNullable<z.output<typeof priceHealthSchema>['health']>;
