import { addDays, addMonths, civilDate, parseCivilDate } from '#kernel/civil-date.ts';
import type { DateRange } from '#kernel/date-range.ts';
import { type FiscalCalendar, fiscalQuarters, fiscalYear } from '#kernel/fiscal-calendar.ts';
import { Refused } from '#kernel/result.ts';

export type Period = Required<DateRange>;

/**
 * Reads a period: 2017, 2017-Q3 (of the fiscal calendar), 2017-03, 2017-03-05, or two of them joined by '..' (both included).
 */
export function parsePeriod(value: string, calendar: FiscalCalendar): Period {
  const [first, last, extra] = value.split('..');
  const from = part(first, calendar);
  const until = last === undefined ? from : part(last, calendar);
  if (extra !== undefined || from === undefined || until === undefined || until.until <= from.from) {
    throw new Refused('invalid-period', `invalid period: ${value}`, {
      field: 'period',
      found: value,
      expected: '2017, 2017-Q3, 2017-03, 2017-03-05 or two of them joined by ".."',
    });
  }
  return { from: from.from, until: until.until };
}

function part(value: string, calendar: FiscalCalendar): Period | undefined {
  let match = /^(\d{4})$/.exec(value);
  if (match !== null) {
    const [q1, , , q4] = fiscalQuarters(calendar, Number(match[1]));
    return { from: q1.from, until: q4.until };
  }
  match = /^(\d{4})-?[Qq]([1-4])$/.exec(value);
  if (match !== null) {
    const quarter = fiscalQuarters(calendar, Number(match[1]))[Number(match[2]) - 1];
    return { from: quarter.from, until: quarter.until };
  }
  match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(value);
  if (match !== null) {
    const from = civilDate(Number(match[1]), Number(match[2]), 1);
    return { from, until: addMonths(from, 1) };
  }
  const day = parseCivilDate(value);
  return day === undefined ? undefined : { from: day, until: addDays(day, 1) };
}

/** The period of the same length just before. */
export function previousPeriod(period: Period): Period {
  const months =
    (Number(period.until.slice(0, 4)) - Number(period.from.slice(0, 4))) * 12 +
    Number(period.until.slice(5, 7)) -
    Number(period.from.slice(5, 7));
  const whole = months > 0 && addMonths(period.from, months) === period.until;
  if (whole) return { from: addMonths(period.from, -months), until: period.from };
  const days = (Date.parse(period.until) - Date.parse(period.from)) / 86_400_000;
  return { from: addDays(period.from, -days), until: period.from };
}

/** The same days one year earlier. */
export function yearBefore(period: Period): Period {
  return { from: addMonths(period.from, -12), until: addMonths(period.until, -12) };
}

/** The fiscal year that a day falls in, up to that day. */
export function yearToDate(calendar: FiscalCalendar, today: string): Period {
  return { from: fiscalYear(calendar, today).from, until: addDays(today, 1) };
}
