import type { DayRange } from '#engines/variance/pipeline-variance.ts';
import { civilDate, dayNumber, daysInMonth, parseCivilDate } from '#kernel/civil-date.ts';

/** Reads '2017', '2017-Q3', '2017-05', '2017-05-09' or '2017-01-01..2017-03-31'; undefined for anything else. */
export function periodRange(text: string): DayRange | undefined {
  const [first, last] = text.split('..');
  if (last !== undefined) {
    const [from, to] = [parseCivilDate(first.trim()), parseCivilDate(last.trim())];
    return from === undefined || to === undefined || to < from
      ? undefined
      : { from: dayNumber(from), to: dayNumber(to) };
  }
  const match = /^(\d{4})(?:-?Q([1-4])|-(\d{2})(?:-(\d{2}))?)?$/i.exec(text.trim());
  if (match === null) return undefined;
  const [year, quarter, month] = [Number(match[1]), match[2], match[3]];
  if (match[4] !== undefined) {
    const day = parseCivilDate(text.trim());
    return day === undefined ? undefined : { from: dayNumber(day), to: dayNumber(day) };
  }
  const begin = quarter !== undefined ? 3 * Number(quarter) - 2 : month !== undefined ? Number(month) : 1;
  const end = quarter !== undefined ? begin + 2 : month !== undefined ? begin : 12;
  if (year < 1 || begin < 1 || end > 12) return undefined;
  return {
    from: dayNumber(civilDate(year, begin, 1)),
    to: dayNumber(civilDate(year, end, daysInMonth(year, end))),
  };
}
