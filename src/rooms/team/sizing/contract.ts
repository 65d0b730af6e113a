import { z } from 'zod';

const segment = z.object({
  id: z.string(),
  name: z.string(),
  /** In selling seats today. */
  people: z.int(),
  /** Of the last 365 days, in whole units of the base currency. */
  sales: z.number(),
  /** Sales less cost ÷ sales, over lines whose cost is known; null without any, or for whom costs are closed. */
  margin: z.number().nullable(),
});
export type SellingSegment = z.output<typeof segment>;

export const sizingSchema = z.object({
  currency: z.string(),
  from: z.string(),
  through: z.string(),
  segments: z.array(segment),
  /** Units that nothing can be said about: people who sold nothing, or sales with nobody there today. */
  leftOut: z.array(segment),
  /** Sales of people who hold and held no selling seat. */
  elsewhere: z.number(),
});
export type SizingFacts = z.output<typeof sizingSchema>;
