import { dayNumber, daysInMonth, fromDayNumber } from '#kernel/civil-date.ts';

/** Which month of its quarter a day lies in ('1', '2', '3'), and the last day of that month. */
export interface CalendarCell {
  readonly cell: string;
  readonly last: number;
}

const cells = new Map<number, CalendarCell>();

/** Closings bunch before a quarter ends, so the month of the quarter is what the calendar says about a day. */
export function calendarCell(day: number): CalendarCell {
  const known = cells.get(day);
  if (known !== undefined) return known;
  const date = fromDayNumber(day);
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  const last = dayNumber(`${date.slice(0, 7)}-${String(daysInMonth(year, month)).padStart(2, '0')}`);
  const made = { cell: String(((month - 1) % 3) + 1), last };
  if (cells.size > 50_000) cells.clear();
  cells.set(day, made);
  return made;
}
