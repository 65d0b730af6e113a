import { fromDayNumber } from '#kernel/civil-date.ts';

export type PeriodKind = 'week' | 'month' | 'quarter' | 'year';

/** Consecutive calendar periods as whole numbers, so that "two periods later" is a subtraction. */
export interface CalendarPeriod {
  readonly kind: PeriodKind;
  readonly of: (day: number) => number;
  /** '2026-02-16' (the Monday), '2026-02', '2026-Q1', '2026'. */
  readonly label: (period: number) => string;
}

/** Weeks run from Monday (ISO 8601) and are named by the day they begin on; the others follow the calendar year. */
export function calendarPeriod(kind: PeriodKind): CalendarPeriod {
  if (kind === 'week') {
    return { kind, of: (day) => Math.floor((day + 3) / 7), label: (period) => fromDayNumber(period * 7 - 3) };
  }
  const perYear = kind === 'month' ? 12 : kind === 'quarter' ? 4 : 1;
  const known = new Map<number, number>();
  return {
    kind,
    of(day) {
      let period = known.get(day);
      if (period === undefined) {
        const date = fromDayNumber(day);
        period = Number(date.slice(0, 4)) * perYear + Math.floor(((Number(date.slice(5, 7)) - 1) * perYear) / 12);
        known.set(day, period);
      }
      return period;
    },
    label(period) {
      const year = String(Math.floor(period / perYear)).padStart(4, '0');
      const part = (period % perYear) + 1;
      return kind === 'year'
        ? year
        : kind === 'quarter'
          ? `${year}-Q${part}`
          : `${year}-${String(part).padStart(2, '0')}`;
    },
  };
}
