import { describe, expect, it } from 'vitest';
import type { DiagnosedDeal } from './diagnosis-input.ts';
import { moneyInStage } from './money-in-stage.ts';

const deal = (amount: number | null) => ({ amount }) as DiagnosedDeal;
const visit = (of: number, stage: string, enteredDay: number, days: number, running = false) => ({
  deal: of,
  stage,
  enteredDay,
  days,
  running,
});

describe('money in a stage', () => {
  const input = {
    asOfDay: 1000,
    deals: [deal(1000), deal(3000), deal(null)],
    stageVisits: [
      visit(0, 'first', 900, 10),
      visit(0, 'quoted', 910, 20),
      visit(1, 'quoted', 950, 50, true),
      visit(2, 'quoted', 940, 10),
      visit(1, 'quoted', 400, 100),
    ],
  };

  it('is amount × days there ÷ the days the log covers, running visits until today, a usual amount where none is known', () => {
    // The log of the last year runs from day 900 to 1000; the visit of day 400 is over.
    expect(moneyInStage(input, 'quoted', new Set([0, 1, 2]), 500)).toBeCloseTo(
      (1000 * 20 + 3000 * 50 + 500 * 10) / 100,
      9,
    );
    expect(moneyInStage(input, 'first', new Set([0]), 500)).toBeCloseTo((1000 * 10) / 30, 9);
  });

  it('is nothing for deals that were not there', () => {
    expect(moneyInStage(input, 'first', new Set([2]), 500)).toBe(0);
    expect(moneyInStage(input, 'quoted', new Set(), 500)).toBe(0);
  });
});
