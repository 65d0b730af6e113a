import { calendarCell } from './closing-calendar.ts';
import type { Deal } from './deal.ts';

const halfLife = 120;
const priorDays = 15;

/**
 * The view from above, blind to single deals: money won per day so far, recent days weighing more (half-life 120 days),
 * times the pattern of the months of the quarter drawn towards 1, summed over the window.
 */
export function runRateForecast(closed: readonly Deal[], historyFrom: number, asOf: number, until: number): number {
  const days = asOf - historyFrom + 1;
  if (days < 1) return 0;
  const money = new Float64Array(days);
  for (const deal of closed) {
    if (deal.won === true && deal.closed! >= historyFrom && deal.closed! <= asOf) {
      money[deal.closed! - historyFrom] += deal.amount ?? 0;
    }
  }
  const cells = new Map<string, { money: number; days: number }>();
  let total = 0;
  for (let i = 0; i < days; i++) {
    const { cell } = calendarCell(historyFrom + i);
    const one = cells.get(cell) ?? { money: 0, days: 0 };
    cells.set(cell, { money: one.money + money[i], days: one.days + 1 });
    total += money[i];
  }
  const rate = total / days;
  if (rate === 0) return 0;
  const pattern = (day: number): number => {
    const one = cells.get(calendarCell(day).cell);
    return one === undefined ? 1 : (one.money + priorDays * rate) / ((one.days + priorDays) * rate);
  };
  let [top, bottom] = [0, 0];
  for (let i = 0; i < days; i++) {
    const weight = 0.5 ** ((days - 1 - i) / halfLife);
    top += weight * money[i];
    bottom += weight * pattern(historyFrom + i);
  }
  let sum = 0;
  for (let day = asOf + 1; day <= until; day++) sum += (top / bottom) * pattern(day);
  return sum;
}
