import { z } from 'zod';
import { parseCivilDate } from '#kernel/civil-date.ts';

const day = z
  .string()
  .refine((value) => parseCivilDate(value) !== undefined, 'a calendar day such as 2026-11-23 is expected');

export const fiscalCalendar = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('months'), startMonth: z.int().min(1).max(12) }),
  z.object({
    kind: z.enum(['4-4-5', '4-5-4', '5-4-4']),
    endMonth: z.int().min(1).max(12),
    endWeekday: z.int().min(1).max(7),
  }),
]);

const period = z.object({ number: z.int(), from: z.string(), until: z.string() });

export const calendarDaySchema = z.object({
  onDate: day,
  kind: z.enum(['holiday', 'workday']),
  name: z.string().trim().min(1).max(80),
  source: z.string().max(300).nullable(),
});
export type CalendarDayView = z.output<typeof calendarDaySchema>;

export const calendarSchema = z.object({
  version: z.int(),
  today: z.string(),
  fiscal: fiscalCalendar,
  /** 1 Monday … 7 Sunday. */
  workingDays: z.array(z.int()),
  /** The fiscal year that today falls in, as it is cut. */
  year: z.object({
    year: z.int(),
    from: z.string(),
    until: z.string(),
    months: z.array(period),
    quarters: z.array(period),
  }),
  days: z.array(calendarDaySchema),
  /** Years whose public holidays of mainland China can be taken over. */
  offered: z.array(z.object({ year: z.int(), source: z.string(), days: z.int(), taken: z.boolean() })),
});
export type CalendarView = z.output<typeof calendarSchema>;

export const calendarChange = z.object({
  fiscal: fiscalCalendar.optional(),
  workingDays: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
});
export type CalendarChange = z.output<typeof calendarChange>;
