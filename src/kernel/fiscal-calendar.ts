import { type CivilDate, addDays, addMonths, civilDate, weekday } from './civil-date.ts';
import type { DateRange } from './date-range.ts';

/**
 * How the company's year is cut. 'months': twelve calendar months from `startMonth`. '4-4-5' and its sisters: 52 or 53
 * whole weeks in quarters of 13, ending on the last `endWeekday` (1 Monday … 7 Sunday) of `endMonth`
 * (the convention of NRF and of ISO 10962-style retail calendars); the 53rd week belongs to the last period.
 */
export type FiscalCalendar =
  | { readonly kind: 'months'; readonly startMonth: number }
  | { readonly kind: '4-4-5' | '4-5-4' | '5-4-4'; readonly endMonth: number; readonly endWeekday: number };

export interface FiscalPeriod extends Required<DateRange> {
  readonly year: number;
  /** 1 … 12 for months, 1 … 4 for quarters. */
  readonly number: number;
}

const weeks = { '4-4-5': [4, 4, 5], '4-5-4': [4, 5, 4], '5-4-4': [5, 4, 4] } as const;

/** The fiscal year a day falls in; it is named by the calendar year in which it ends (months from January: the year itself). */
export function fiscalYear(calendar: FiscalCalendar, date: CivilDate): FiscalPeriod {
  const year = Number(date.slice(0, 4));
  for (const candidate of [year - 1, year, year + 1, year + 2]) {
    const range = yearRange(calendar, candidate);
    if (date >= range.from && date < range.until) return { ...range, year: candidate, number: 1 };
  }
  throw new RangeError(`no fiscal year holds ${date}`);
}

/** The twelve periods of a fiscal year, in order, without gap or overlap. */
export function fiscalMonths(calendar: FiscalCalendar, year: number): FiscalPeriod[] {
  const range = yearRange(calendar, year);
  const periods: FiscalPeriod[] = [];
  let from = range.from;
  for (let number = 1; number <= 12; number++) {
    const until =
      number === 12
        ? range.until
        : calendar.kind === 'months'
          ? addMonths(range.from, number)
          : addDays(from, weeks[calendar.kind][(number - 1) % 3] * 7);
    periods.push({ year, number, from, until });
    from = until;
  }
  return periods;
}

export function fiscalQuarters(calendar: FiscalCalendar, year: number): FiscalPeriod[] {
  const months = fiscalMonths(calendar, year);
  return [0, 1, 2, 3].map((quarter) => ({
    year,
    number: quarter + 1,
    from: months[quarter * 3].from,
    until: months[quarter * 3 + 2].until,
  }));
}

export function fiscalMonth(calendar: FiscalCalendar, date: CivilDate): FiscalPeriod {
  return periodHolding(fiscalMonths(calendar, fiscalYear(calendar, date).year), date);
}

export function fiscalQuarter(calendar: FiscalCalendar, date: CivilDate): FiscalPeriod {
  return periodHolding(fiscalQuarters(calendar, fiscalYear(calendar, date).year), date);
}

function periodHolding(periods: readonly FiscalPeriod[], date: CivilDate): FiscalPeriod {
  const found = periods.find((period) => date >= period.from && date < period.until);
  if (found === undefined) throw new RangeError(`no period holds ${date}`);
  return found;
}

function yearRange(calendar: FiscalCalendar, year: number): Required<DateRange> {
  if (calendar.kind === 'months') {
    const from = civilDate(calendar.startMonth === 1 ? year : year - 1, calendar.startMonth, 1);
    return { from, until: addMonths(from, 12) };
  }
  return { from: yearEnd(calendar, year - 1), until: yearEnd(calendar, year) };
}

/** The day after the last `endWeekday` of `endMonth`. */
function yearEnd(calendar: Exclude<FiscalCalendar, { kind: 'months' }>, year: number): CivilDate {
  const afterMonth = addMonths(civilDate(year, calendar.endMonth, 1), 1);
  const last = addDays(afterMonth, -1);
  const back = (weekday(last) - calendar.endWeekday + 7) % 7;
  return addDays(last, 1 - back);
}
