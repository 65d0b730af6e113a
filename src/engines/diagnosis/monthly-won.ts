import { fromDayNumber } from '#kernel/civil-date.ts';
import { type LocalText, text } from '#kernel/local-text.ts';
import type { DiagnosisFrame } from './rule.ts';

export const leastMonths = 12;
export const wonByMonth: LocalText = text('Won value by month', '每月成交额', '每月成交額');
export const twelveMonths: LocalText = text(
  'at least 12 whole months of won value',
  '至少 12 个整月的成交数据',
  '至少 12 個整月的成交資料',
);

export interface Months {
  /** '2026-03' */
  readonly labels: string[];
  readonly values: number[];
}

/** Whole calendar months up to the last complete one. */
export function monthlyWon({ input }: DiagnosisFrame): Months {
  const sums = new Map<string, number>();
  for (const deal of input.deals) {
    if (deal.status !== 'won' || deal.closedDay === null || deal.amount === null || deal.closedDay > input.asOfDay)
      continue;
    const month = fromDayNumber(deal.closedDay).slice(0, 7);
    sums.set(month, (sums.get(month) ?? 0) + deal.amount);
  }
  const last = fromDayNumber(input.asOfDay + 1).slice(0, 7);
  const known = [...sums.keys()].filter((month) => month < last).sort();
  const labels: string[] = [];
  if (known.length > 0) for (let month = known[0]; month <= known.at(-1)!; month = nextMonth(month)) labels.push(month);
  // The first month is rarely whole.
  const whole = labels.slice(1);
  return { labels: whole, values: whole.map((label) => sums.get(label) ?? 0) };
}

function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
