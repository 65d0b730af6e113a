import { addDays, addMonths, civilDate } from '#kernel/civil-date.ts';
import { type FiscalCalendar, fiscalQuarter, fiscalYear } from '#kernel/fiscal-calendar.ts';
import type { Period } from './period.ts';

export const periodNames = ['thisQuarter', 'lastQuarter', 'thisYear', 'lastYear', 'last12Months'] as const;
export type PeriodName = (typeof periodNames)[number];

/** A period people name, and the one it is fairly compared with. */
export interface NamedPeriod extends Period {
  readonly name: PeriodName;
  readonly against: Period;
}

/**
 * The periods a reader chooses from, on the company's calendar. Running ones end with today, and are compared with
 * equally many days of the period before (at most all of it); whole ones with the whole period before.
 */
export function namedPeriods(calendar: FiscalCalendar, today: string): NamedPeriod[] {
  const tomorrow = addDays(today, 1);
  const quarter = fiscalQuarter(calendar, today);
  const quarterBefore = fiscalQuarter(calendar, addDays(quarter.from, -1));
  const quarterBeforeThat = fiscalQuarter(calendar, addDays(quarterBefore.from, -1));
  const year = fiscalYear(calendar, today);
  const yearBefore = fiscalYear(calendar, addDays(year.from, -1));
  const yearBeforeThat = fiscalYear(calendar, addDays(yearBefore.from, -1));
  const twelveMonthsAgo = addMonths(tomorrow, -12);
  return [
    {
      name: 'thisQuarter',
      from: quarter.from,
      until: tomorrow,
      against: sameStretch(quarter.from, tomorrow, quarterBefore),
    },
    { name: 'lastQuarter', ...range(quarterBefore), against: range(quarterBeforeThat) },
    { name: 'thisYear', from: year.from, until: tomorrow, against: sameStretch(year.from, tomorrow, yearBefore) },
    { name: 'lastYear', ...range(yearBefore), against: range(yearBeforeThat) },
    {
      name: 'last12Months',
      from: twelveMonthsAgo,
      until: tomorrow,
      against: { from: addMonths(tomorrow, -24), until: twelveMonthsAgo },
    },
  ];
}

function range({ from, until }: Period): Period {
  return { from, until };
}

function sameStretch(from: string, until: string, before: Period): Period {
  const days = (Date.parse(until) - Date.parse(from)) / 86_400_000;
  const end = addDays(before.from, days);
  return { from: before.from, until: end < before.until ? end : before.until };
}

/** Whole calendar months that ended before the month of `today`, oldest first, as one period. */
export function wholeMonthsBefore(today: string, months: number): Period {
  const until = civilDate(Number(today.slice(0, 4)), Number(today.slice(5, 7)), 1);
  return { from: addMonths(until, -months), until };
}

/** As the API takes it: both ends included. */
export function periodText({ from, until }: Period): string {
  return `${from}..${addDays(until, -1)}`;
}
