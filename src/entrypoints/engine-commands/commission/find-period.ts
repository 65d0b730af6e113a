import type { Period, PeriodCalendar } from '#engines/commission/periods.ts';
import { addDays, parseCivilDate } from '#kernel/civil-date.ts';

/** Finds a period by its id, or the one that holds the month or day named; undefined when there is none. */
export function findPeriod(calendar: PeriodCalendar, label: string): Period | undefined {
  const text = label
    .trim()
    .toUpperCase()
    .replace(/^(\d{4})\s*-?\s*([QHW]\d+)$/, '$1-$2');
  const day = parseCivilDate(/^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text);
  if (day !== undefined) return calendar.periodOf(day);
  const year = /\d{4}/.exec(text)?.[0];
  if (year === undefined || Number(year) < 2) return byName(calendar, label);
  let at = `${String(Number(year) - 1).padStart(4, '0')}-01-01`;
  for (let weeks = 0; weeks < 160; weeks++) {
    const period = calendar.periodOf(at);
    if (period?.id === text || period?.id === label) return period;
    at = addDays(at, 7);
  }
  return byName(calendar, label);
}

/** Pay cycles of a plan's own have names without a year: walk through them from the first that is found. */
function byName(calendar: PeriodCalendar, label: string): Period | undefined {
  return calendar.named?.(label.trim());
}
