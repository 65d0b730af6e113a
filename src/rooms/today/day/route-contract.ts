import { z } from 'zod';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const routeQuery = z.object({
  /** The city whose middle the day begins and ends at; that of most of the day's visits when not given. */
  start: z.string().min(1).max(120).optional(),
  /** When the day begins. */
  leave: clock.default('09:00'),
});

const visit = z.object({
  kind: z.enum(['task', 'activity']),
  id: z.string(),
  title: z.string(),
  accountId: z.string().nullable(),
  account: z.string().nullable(),
  city: z.string().nullable(),
  /** When it was planned for, in the company's time; null when only for the day. */
  planned: z.string().nullable(),
  /** The time is agreed with the customer and is kept. */
  agreed: z.boolean(),
});

const stop = visit.extend({
  longitude: z.number(),
  latitude: z.number(),
  /** False: only the city is known. */
  exact: z.boolean(),
  arrive: z.string(),
  begin: z.string(),
  end: z.string(),
  /** From the place before. */
  km: z.number(),
});
export type RouteStop = z.output<typeof stop>;

export const leftReasons = ['noPlace', 'noRoom', 'tooLate'] as const;

export const routeSchema = z.object({
  day: z.string(),
  /** Cities the day may begin in: those of one's own customers, the most frequent first. */
  cities: z.array(z.string()),
  start: z.object({ city: z.string(), longitude: z.number(), latitude: z.number() }).nullable(),
  leave: z.string(),
  stops: z.array(stop),
  /** Back at the start; null without stops. */
  back: z.string().nullable(),
  lunch: z.string().nullable(),
  km: z.number(),
  /** The same stops in the order they were planned in. */
  plannedKm: z.number(),
  left: z.array(
    visit.extend({
      reason: z.enum(leftReasons),
      /** When one would be there by driving straight from the start; given where that is too late. */
      earliest: z.string().nullable(),
    }),
  ),
  /** What travel is reckoned with. */
  speedKmh: z.number(),
  roadFactor: z.number(),
});
export type DayRoute = z.output<typeof routeSchema>;
