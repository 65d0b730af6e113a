import { type CivilDate, addDays, addMonths, civilDate, dayNumber, weekday } from '#kernel/civil-date.ts';

/** A span of days with its name; `through` is the last day. Periods of one calendar do not overlap. */
export interface Period {
  readonly id: string;
  readonly from: CivilDate;
  readonly through: CivilDate;
}

export const periodKinds = ['week', 'month', 'quarter', 'half-year', 'year'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** Finds the period of a day; undefined when the day lies in none (only possible with a list of one's own). */
export interface PeriodCalendar {
  periodOf(date: CivilDate): Period | undefined;
  next(period: Period): Period | undefined;
  /** Of a list of one's own: the period with this id. */
  named?(id: string): Period | undefined;
}

const monthsIn: Readonly<Record<Exclude<PeriodKind, 'week'>, number>> = {
  month: 1,
  quarter: 3,
  'half-year': 6,
  year: 12,
};

/**
 * Weeks (ISO 8601), months, quarters, half-years or years; a fiscal year may start in any month and is named after the
 * calendar year in which it ends (FY2027 runs from July 2026 to June 2027).
 */
export function regularCalendar(kind: PeriodKind, yearStartsIn = 1): PeriodCalendar {
  const cache = new Map<CivilDate, Period>();
  const ids = new Map<string, Period>();
  const make = kind === 'week' ? isoWeek : (date: CivilDate) => monthsPeriod(date, kind, yearStartsIn);
  const periodOf = (date: CivilDate): Period => {
    let period = cache.get(date);
    if (period === undefined) {
      const made = make(date);
      period = ids.get(made.id) ?? made;
      ids.set(made.id, period);
      cache.set(date, period);
    }
    return period;
  };
  return { periodOf, next: (period) => periodOf(addDays(period.through, 1)) };
}

/** A plan's own list of periods (pay cycles), in the order of their days. */
export function listedCalendar(periods: readonly Period[]): PeriodCalendar {
  const sorted = [...periods].sort((left, right) => (left.from < right.from ? -1 : 1));
  return {
    periodOf: (date) => sorted.find((period) => date >= period.from && date <= period.through),
    next: (period) => sorted[sorted.findIndex((one) => one.id === period.id) + 1],
    named: (id) => sorted.find((period) => period.id === id),
  };
}

/** How many months a period of this kind has; undefined for weeks. */
export function monthsOfKind(kind: PeriodKind): number | undefined {
  return kind === 'week' ? undefined : monthsIn[kind];
}

export function daysIn(span: { readonly from: CivilDate; readonly through: CivilDate }): number {
  return dayNumber(span.through) - dayNumber(span.from) + 1;
}

function monthsPeriod(date: CivilDate, kind: Exclude<PeriodKind, 'week'>, yearStartsIn: number): Period {
  const size = monthsIn[kind];
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  const startYear = month >= yearStartsIn ? year : year - 1;
  const index = Math.floor(((month - yearStartsIn + 12) % 12) / size);
  const from = addMonths(civilDate(startYear, yearStartsIn, 1), index * size);
  const through = addDays(addMonths(from, size), -1);
  if (kind === 'month') return { id: from.slice(0, 7), from, through };
  const name = yearStartsIn === 1 ? String(startYear) : `FY${startYear + 1}`;
  const suffix = kind === 'quarter' ? `-Q${index + 1}` : kind === 'half-year' ? `-H${index + 1}` : '';
  return { id: `${name}${suffix}`, from, through };
}

function isoWeek(date: CivilDate): Period {
  const from = addDays(date, 1 - weekday(date));
  const thursday = addDays(from, 3);
  const firstOfYear = `${thursday.slice(0, 4)}-01-01`;
  const week = Math.floor((dayNumber(thursday) - dayNumber(firstOfYear)) / 7) + 1;
  return { id: `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`, from, through: addDays(from, 6) };
}
