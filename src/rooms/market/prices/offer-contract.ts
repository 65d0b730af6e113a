import { z } from 'zod';

export const offerRequestSchema = z.object({
  /** Prices and promotions of this day count; today when not given. */
  day: z.iso.date().optional(),
  currency: z.string().length(3).optional(),
  segment: z.string().min(1).max(120).optional(),
  lines: z
    .array(z.object({ productId: z.uuid(), quantity: z.number().positive().max(1e9) }))
    .min(1)
    .max(500),
  coupons: z.array(z.string().min(1).max(60)).max(20).default([]),
});

const taken = z.object({ promotionId: z.string(), promotion: z.string(), amount: z.string() });

export const pricedOfferSchema = z.object({
  day: z.string(),
  currency: z.string(),
  lines: z.array(
    z.object({
      productId: z.string(),
      quantity: z.number(),
      /** The price list that gave the price; null: the product's own list price. */
      priceList: z.string().nullable(),
      /** Null: no price holds on the day in this currency. */
      unitPrice: z.string().nullable(),
      gross: z.string(),
      taken: z.array(taken),
      net: z.string(),
      /** A floor price kept some of a discount back. */
      heldByFloor: z.boolean(),
    }),
  ),
  gross: z.string(),
  net: z.string(),
  unused: z.array(
    z.object({
      promotion: z.string(),
      productId: z.string().nullable(),
      reason: z.enum([
        'notYet',
        'expired',
        'otherSegment',
        'otherProducts',
        'belowThreshold',
        'lessThanAnother',
        'exclusive',
        'noRoom',
        'twice',
      ]),
    }),
  ),
  conflicts: z.array(
    z.object({
      kind: z.enum(['listPrices', 'exclusives', 'unknownCoupon']),
      productId: z.string().nullable(),
      names: z.array(z.string()),
    }),
  ),
});
