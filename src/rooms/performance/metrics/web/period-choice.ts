import { type CivilDate, addDays, addMonths, civilDate } from '#kernel/civil-date.ts';

export const periodChoices = ['month', 'quarter', 'year', 'twelve'] as const;
export type PeriodChoice = (typeof periodChoices)[number];

/**
 * The first and last day of a choice, both included. Running periods end with today, so that the comparison is with equally many
 * days before. Quarters and years are those of the calendar.
 */
export function periodDays(
  choice: PeriodChoice,
  today: CivilDate,
): { readonly from: CivilDate; readonly last: CivilDate } {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const monthStart = civilDate(year, month, 1);
  switch (choice) {
    case 'month':
      return { from: monthStart, last: today };
    case 'quarter': {
      const from = civilDate(year, month - ((month - 1) % 3), 1);
      return { from, last: today };
    }
    case 'year':
      return { from: civilDate(year, 1, 1), last: today };
    case 'twelve':
      return { from: addDays(addMonths(today, -12), 1), last: today };
  }
}

/** As the API reads it: '2026-10-01..2026-12-31'. */
export function periodText({ from, last }: { readonly from: CivilDate; readonly last: CivilDate }): string {
  return `${from}..${last}`;
}

/** The last two years of whole months: a month that still runs would look like a fall. */
export function twoYearsOfMonths(today: CivilDate): { readonly from: CivilDate; readonly last: CivilDate } {
  const monthStart = civilDate(Number(today.slice(0, 4)), Number(today.slice(5, 7)), 1);
  return { from: addMonths(monthStart, -24), last: addDays(monthStart, -1) };
}
