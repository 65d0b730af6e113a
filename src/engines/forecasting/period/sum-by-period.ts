import { dayNumber, fromDayNumber } from '#kernel/civil-date.ts';
import type { SeriesRow } from './arrange-series.ts';
import { periodDays } from './period-axis.ts';
import type { PeriodCell } from './period-notation.ts';

export type SumPeriod = 'year' | 'quarter' | 'month' | 'week' | 'day';

export interface SummedRows {
  /** One row for each series and each period from the first to the last of the table; zero where nothing was added. */
  readonly rows: SeriesRow[];
  /** Days of the last period that come after the last dated row: it may not be complete. */
  readonly daysAfterLastRow: number;
}

/**
 * Adds dated rows (order lines, payments) up to evenly spaced periods. Every series runs from its own first period to the
 * last period of the table; a period without rows is zero, because nothing was sold in it. Undefined when a row has no day.
 */
export function sumByPeriod(rows: readonly SeriesRow[], every: SumPeriod): SummedRows | undefined {
  const sums = new Map<string, Map<number, { value: number; line: number }>>();
  let [lastDay, lastPeriod] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    const day = dayOf(row.period);
    if (day === undefined) return undefined;
    const place = periodOf(day, every);
    lastDay = Math.max(lastDay, day);
    lastPeriod = Math.max(lastPeriod, place);
    let own = sums.get(row.series);
    if (own === undefined) sums.set(row.series, (own = new Map()));
    const one = own.get(place);
    if (one === undefined) own.set(place, { value: row.value ?? 0, line: row.line });
    else one.value += row.value ?? 0;
  }
  const made: SeriesRow[] = [];
  for (const [series, own] of sums) {
    let first = Number.POSITIVE_INFINITY;
    for (const place of own.keys()) first = Math.min(first, place);
    for (let place = first; place <= lastPeriod; place++) {
      const one = own.get(place);
      made.push({ series, period: cellOf(place, every), value: one?.value ?? 0, line: one?.line ?? 0 });
    }
  }
  const end = periodDays({ frequency: every, anchor: 0 }, lastPeriod)?.last ?? lastDay;
  return { rows: made, daysAfterLastRow: end - lastDay };
}

function dayOf(cell: PeriodCell): number | undefined {
  return cell.kind === 'date' ? cell.day : cell.kind === 'hour' ? Math.floor(cell.index / 24) : undefined;
}

function periodOf(day: number, every: SumPeriod): number {
  if (every === 'day') return day;
  if (every === 'week') return Math.floor((day + 3) / 7);
  const date = fromDayNumber(day);
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
  return Math.floor(month / { year: 12, quarter: 3, month: 1 }[every]);
}

function cellOf(place: number, every: SumPeriod): PeriodCell {
  if (every === 'day') return { kind: 'date', day: place };
  if (every === 'year') return { kind: 'date', day: dayNumber(`${String(place).padStart(4, '0')}-01-01`) };
  return { kind: every, index: place };
}
