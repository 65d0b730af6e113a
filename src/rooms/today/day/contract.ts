import { z } from 'zod';

/** Why something stands on the day: a code the screen says in the reader's language, with its numbers. */
export const reasonCodes = [
  'taskDue',
  'nextStepDue',
  'pastClose',
  'noContact',
  'leadWaiting',
  'ticketWaiting',
  'unpaid',
  'won',
  'lost',
  'created',
  'moved',
] as const;

export const dayItem = z.object({
  kind: z.string(),
  id: z.string(),
  title: z.string(),
  who: z.string().nullable(),
  reason: z.enum(reasonCodes),
  /** Days since or until, whichever the reason speaks of. */
  days: z.int().nullable(),
  detail: z.string().nullable(),
  amount: z.string().nullable(),
});
export type DayItem = z.output<typeof dayItem>;

export const dayGoal = z.object({
  from: z.string(),
  until: z.string(),
  won: z.string(),
  /** Weighted value of open deals due before the period ends. */
  weighted: z.string(),
  quota: z.string().nullable(),
  openCount: z.int(),
  openAmount: z.string(),
  /** Won value of each day of the period so far, running total, for the little chart. */
  days: z.array(z.object({ day: z.string(), total: z.string() })),
});
export type DayGoal = z.output<typeof dayGoal>;

export const helpNeeded = z.object({
  personId: z.string(),
  name: z.string(),
  pastClose: z.int(),
  quiet: z.int(),
  openAmount: z.string(),
  attainment: z.number().nullable(),
});
export type HelpNeeded = z.output<typeof helpNeeded>;

export const daySchema = z.object({
  today: z.string(),
  currency: z.string(),
  /** 'own': one's own day; 'lead': the morning briefing of people who lead. */
  view: z.enum(['own', 'lead']),
  goal: dayGoal.nullable(),
  /** What to do today, most pressing first. */
  plan: z.array(dayItem),
  /** Three at most. */
  alerts: z.array(
    z.object({ reason: z.enum(reasonCodes), count: z.int(), kind: z.string(), filter: z.array(z.string()) }),
  ),
  /** What changed since yesterday among the deals one sees. */
  changes: z.array(dayItem),
  help: z.array(helpNeeded),
});
export type Day = z.output<typeof daySchema>;
