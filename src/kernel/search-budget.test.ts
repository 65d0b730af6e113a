import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restOf, spanOf, stepBudget, timeBudget } from './search-budget.ts';

describe('search budgets', () => {
  it('end, whatever part of them is taken', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(600), fc.double({ min: 0, max: 2, noNaN: true }), (steps, done, share) => {
        const part = spanOf(stepBudget(steps), done, share);
        expect(part.used(steps + 1)).toBe(1);
        expect(part.used(0)).toBeGreaterThanOrEqual(0);
        expect(restOf(stepBudget(steps), done).used(steps + 1)).toBe(1);
      }),
    );
  });

  it('count steps, or time by the clock handed in', () => {
    expect([0, 5, 10, 20].map((done) => stepBudget(10).used(done))).toEqual([0, 0.5, 1, 1]);
    let now = 100;
    const budget = timeBudget(50, () => now);
    now = 125;
    expect(budget.used(0)).toBe(0.5);
    expect(spanOf(budget, 0, 0.25).used(0)).toBeCloseTo(0, 9);
    now = 1000;
    expect(budget.used(0)).toBe(1);
    expect(timeBudget(0, () => now).used(0)).toBe(1);
  });
});
