import { type CivilDate, addDays, addMonths, civilDate } from '#kernel/civil-date.ts';

export const periodChoices = ['month', 'quarter', 'year', 'twelve'] as const;
export type PeriodChoice = (typeof periodChoices)[number];

/** The first and last day of a choice, both included, as of today. Quarters and years are those of the calendar. */
export function periodDays(
  choice: PeriodChoice,
  today: CivilDate,
): { readonly from: CivilDate; readonly last: CivilDate } {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const monthStart = civilDate(year, month, 1);
  switch (choice) {
    case 'month':
      return { from: monthStart, last: addDays(addMonths(monthStart, 1), -1) };
    case 'quarter': {
      const from = civilDate(year, month - ((month - 1) % 3), 1);
      return { from, last: addDays(addMonths(from, 3), -1) };
    }
    case 'year':
      return { from: civilDate(year, 1, 1), last: civilDate(year, 12, 31) };
    case 'twelve':
      return { from: addMonths(monthStart, -11), last: addDays(addMonths(monthStart, 1), -1) };
  }
}

/** As the API reads it: '2026-10-01..2026-12-31'. */
export function periodText({ from, last }: { readonly from: CivilDate; readonly last: CivilDate }): string {
  return `${from}..${last}`;
}
