import { z } from 'zod';
import { isCurrencyCode } from '#kernel/currency.ts';

const currency = z.string().refine(isCurrencyCode, 'an ISO 4217 code such as USD is expected');
const rateText = z
  .string()
  .regex(/^\d{1,10}(\.\d{1,10})?$/, 'a rate such as 7.1234 is expected')
  .refine((value) => Number(value) > 0, 'a rate above 0 is expected');

export const newRate = z.object({
  currency,
  onDate: z.iso.date(),
  /** How many units of the company's currency one unit of `currency` is worth on that day. */
  rate: rateText,
  source: z.string().trim().max(120).nullable().optional(),
});
export type NewRate = z.output<typeof newRate>;

export const rateSchema = z.object({
  currency: z.string(),
  onDate: z.string(),
  rate: z.string(),
  source: z.string().nullable(),
});
export type RateView = z.output<typeof rateSchema>;

export const ratesSchema = z.object({
  base: z.string(),
  today: z.string(),
  currencies: z.array(
    z.object({
      currency: z.string(),
      rates: z.int(),
      firstOn: z.string().nullable(),
      latestOn: z.string().nullable(),
      latest: z.string().nullable(),
      /** Days since the latest rate; null without one. */
      ageDays: z.int().nullable(),
      /** Records with amounts in this currency, and how many of them lie before its first rate. */
      records: z.int(),
      withoutRate: z.int(),
      earliestUse: z.string().nullable(),
    }),
  ),
  /** The latest rates, newest first; at most 500. */
  rates: z.array(rateSchema),
});
export type RatesView = z.output<typeof ratesSchema>;
