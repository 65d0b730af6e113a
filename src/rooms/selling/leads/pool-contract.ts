import { z } from 'zod';

export const poolView = z.object({
  id: z.string(),
  name: z.string(),
  holds: z.enum(['lead', 'account']),
  idleDays: z.int(),
  claimLimit: z.int(),
  claimsPerDay: z.int(),
  /** What waits in it. */
  waiting: z.int(),
  /** What the asker claimed today and holds now. */
  claimed: z.int(),
  held: z.int(),
});
export type PoolView = z.output<typeof poolView>;

export const pooledEntry = z.object({
  id: z.string(),
  kind: z.enum(['lead', 'account']),
  name: z.string(),
  region: z.string().nullable(),
  industry: z.string().nullable(),
  source: z.string().nullable(),
  need: z.string().nullable(),
  since: z.string(),
});
export type PooledEntry = z.output<typeof pooledEntry>;
