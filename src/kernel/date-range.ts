import { type CivilDate, addDays, daysBetween } from './civil-date.ts';

/** Days from `from` up to but not including `until`; an open end is undefined. */
export interface DateRange {
  readonly from: CivilDate;
  readonly until?: CivilDate;
}

export function contains(range: DateRange, date: CivilDate): boolean {
  return date >= range.from && (range.until === undefined || date < range.until);
}

export function overlaps(left: DateRange, right: DateRange): boolean {
  return (
    (right.until === undefined || left.from < right.until) && (left.until === undefined || right.from < left.until)
  );
}

export function lengthInDays(range: Required<DateRange>): number {
  return daysBetween(range.from, range.until);
}

/** The last day inside the range. */
export function lastDay(range: Required<DateRange>): CivilDate {
  return addDays(range.until, -1);
}
