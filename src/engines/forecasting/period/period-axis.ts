import { dayNumber, fromDayNumber, weekday } from '#kernel/civil-date.ts';
import type { PeriodCell } from './period-notation.ts';

export type Frequency = 'year' | 'half-year' | 'quarter' | 'month' | 'week' | 'day' | 'working day' | 'hour' | 'step';

/** A column of periods with its spacing: each period is a whole number, one apart from the next. */
export interface PeriodAxis {
  readonly frequency: Frequency;
  /** Weeks only: days by which its weeks start after Monday. */
  readonly anchor: number;
  readonly indices: readonly number[];
}

/** Usual length of the season for a frequency; 1 for none. */
export const seasonOf: Readonly<Record<Frequency, number>> = {
  year: 1,
  'half-year': 2,
  quarter: 4,
  month: 12,
  week: 52,
  day: 7,
  'working day': 5,
  hour: 24,
  step: 1,
};

/**
 * Finds the spacing of a column of period cells in any order. Undefined when notations are mixed or fractions of years
 * fit neither months nor quarters. Dates on one day of the month are months (quarters, half-years, years when every step
 * is a multiple), seven days apart weeks, Monday to Friday only working days, otherwise days.
 */
export function detectAxis(cells: readonly PeriodCell[]): PeriodAxis | undefined {
  const kind = cells[0]?.kind;
  if (kind === undefined) return undefined;
  if (!cells.every((cell) => cell.kind === kind)) return mixedDays(cells);
  if (kind === 'number') return fromNumbers(cells.map((cell) => (cell as { value: number }).value));
  if (kind === 'date') return fromDays(cells.map((cell) => (cell as { day: number }).day));
  const indices = cells.map((cell) => (cell as { index: number }).index);
  if (kind === 'hour') {
    if (indices.every((index) => index % 24 === 0)) return fromDays(indices.map((index) => index / 24));
    return { frequency: 'hour', anchor: 0, indices };
  }
  return { frequency: kind === 'half' ? 'half-year' : kind, anchor: 0, indices };
}

/** Days and midnights in one column are still days. */
function mixedDays(cells: readonly PeriodCell[]): PeriodAxis | undefined {
  const days: number[] = [];
  for (const cell of cells) {
    if (cell.kind === 'date') days.push(cell.day);
    else if (cell.kind === 'hour' && cell.index % 24 === 0) days.push(cell.index / 24);
    else return undefined;
  }
  return fromDays(days);
}

function fromNumbers(values: readonly number[]): PeriodAxis | undefined {
  if (values.every(Number.isInteger)) {
    const years = values.every((value) => value >= 1000 && value <= 2999);
    return { frequency: years ? 'year' : 'step', anchor: 0, indices: values };
  }
  for (const [parts, frequency] of [
    [2, 'half-year'],
    [4, 'quarter'],
    [12, 'month'],
  ] as const) {
    const indices = values.map((value) => Math.round(value * parts));
    if (values.every((value, i) => value >= 1000 && value < 3000 && Math.abs(value * parts - indices[i]) < 0.1)) {
      return { frequency, anchor: 0, indices };
    }
  }
  return undefined;
}

function fromDays(days: readonly number[]): PeriodAxis {
  const dates = days.map(fromDayNumber);
  const sameDay = dates.every((date) => date.slice(8) === dates[0].slice(8));
  const monthEnds = days.every((day) => fromDayNumber(day + 1).endsWith('-01'));
  if (days.length > 1 && (sameDay || monthEnds)) {
    const indices = dates.map((date) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1);
    const step = commonStep(indices);
    if (step > 0) return wholeMonths(indices, step);
  }
  const step = commonStep(days);
  if (days.length > 1 && step > 0 && step % 7 === 0) {
    const anchor = weekday(dates[0]) - 1;
    return { frequency: 'week', anchor, indices: days.map((day) => (day - anchor + 3) / 7) };
  }
  if (days.length >= 10 && dates.every((date) => weekday(date) <= 5)) {
    return { frequency: 'working day', anchor: 0, indices: days.map(workingDayIndex) };
  }
  return { frequency: 'day', anchor: 0, indices: days };
}

function wholeMonths(indices: readonly number[], step: number): PeriodAxis {
  for (const [months, frequency] of [
    [12, 'year'],
    [6, 'half-year'],
    [3, 'quarter'],
  ] as const) {
    if (step % months === 0) {
      return { frequency, anchor: 0, indices: indices.map((index) => Math.floor(index / months)) };
    }
  }
  return { frequency: 'month', anchor: 0, indices };
}

/** Greatest common divisor of all distances; 0 when there is only one place. */
function commonStep(places: readonly number[]): number {
  let step = 0;
  for (const place of places) {
    let [a, b] = [Math.abs(place - places[0]), step];
    while (b !== 0) [a, b] = [b, a % b];
    step = a;
  }
  return step;
}

function workingDayIndex(day: number): number {
  const sinceMonday = day + 3;
  return Math.floor(sinceMonday / 7) * 5 + (sinceMonday % 7);
}

/** How a period of this axis is written. */
export function periodLabel({ frequency, anchor }: Pick<PeriodAxis, 'frequency' | 'anchor'>, index: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  switch (frequency) {
    case 'half-year':
      return `${Math.floor(index / 2)}H${(index % 2) + 1}`;
    case 'quarter':
      return `${Math.floor(index / 4)}Q${(index % 4) + 1}`;
    case 'month':
      return `${Math.floor(index / 12)}-${pad((index % 12) + 1)}`;
    case 'week':
      return fromDayNumber(index * 7 - 3 + anchor);
    case 'working day':
      return fromDayNumber(Math.floor(index / 5) * 7 - 3 + (index % 5));
    case 'day':
      return fromDayNumber(index);
    case 'hour':
      return `${fromDayNumber(Math.floor(index / 24))}T${pad(index % 24)}:00`;
    default:
      return String(index);
  }
}

/** First and last day of a period that lies on the calendar; undefined for plain steps. */
export function periodDays(
  axis: Pick<PeriodAxis, 'frequency' | 'anchor'>,
  index: number,
): { readonly first: number; readonly last: number } | undefined {
  const monthsIn = { year: 12, 'half-year': 6, quarter: 3, month: 1 } as const;
  const { frequency } = axis;
  if (frequency === 'year' || frequency === 'half-year' || frequency === 'quarter' || frequency === 'month') {
    const months = monthsIn[frequency];
    return { first: monthStart(index * months), last: monthStart((index + 1) * months) - 1 };
  }
  if (frequency === 'step' || frequency === 'hour') return undefined;
  const first = dayNumber(periodLabel(axis, index));
  return { first, last: frequency === 'week' ? first + 6 : first };
}

function monthStart(index: number): number {
  return dayNumber(
    `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`,
  );
}
