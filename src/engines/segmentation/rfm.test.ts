import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rfm, quintileScores } from './rfm.ts';
import { rfmSegment, rfmSegmentRules } from './rfm-segments.ts';

const purchase = fc.record({
  customer: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
  day: fc.integer({ min: 0, max: 400 }),
  amount: fc.integer({ min: 0, max: 100_000 }).map((cents) => cents / 100),
});
const columns = (rows: readonly { customer: string; day: number; amount: number }[]) => ({
  customer: rows.map((row) => row.customer),
  day: rows.map((row) => row.day),
  amount: rows.map((row) => row.amount),
});

describe('rfm', () => {
  it('counts days, orders and money of each customer', () => {
    const { customers } = rfm(
      {
        customer: ['ann', 'bob', 'ann', 'ann', 'bob'],
        day: [10, 20, 40, 40, 5],
        amount: [5, 100, 20, -4, 50],
        order: ['1', '2', '3', '3', '4'],
      },
      { asOf: 50 },
    );
    expect(customers).toMatchObject([
      { id: 'ann', recencyDays: 10, frequency: 2, monetary: 21 },
      { id: 'bob', recencyDays: 30, frequency: 2, monetary: 150 },
    ]);
  });

  it('joins the lines of one order and leaves later purchases out with a reason', () => {
    const result = rfm(
      { customer: ['a', 'a', 'a'], day: [1, 1, 9], amount: [1, 1, 1], order: ['x', 'x', 'y'] },
      { asOf: 5 },
    );
    expect(result.customers[0]).toMatchObject({ frequency: 1, monetary: 2, recencyDays: 4 });
    expect(result.usage).toMatchObject({ used: 2, skipped: 1 });
  });

  it('gives a customer with returns only no score, and says so', () => {
    const result = rfm({ customer: ['a', 'b'], day: [1, 1], amount: [10, -3] }, { asOf: 5 });
    expect(result.customers.map((one) => one.id)).toEqual(['a']);
    expect(result.usage.reasons).toEqual([{ reason: 'the customer has returns only', count: 1 }]);
  });

  it('scores quintiles as better than (k − 1) × 20 %, ties alike', () => {
    expect([...quintileScores([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])]).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect([...quintileScores([1, 1, 1, 1, 1, 2, 3, 4, 5, 6])]).toEqual([1, 1, 1, 1, 1, 3, 4, 4, 5, 5]);
  });

  it('refuses when nothing was bought before the as-of day', () => {
    expect(() => rfm({ customer: ['a'], day: [9], amount: [1] }, { asOf: 5 })).toThrow(/at least one purchase/);
  });

  it('does not depend on the order of rows, and money adds up', () => {
    fc.assert(
      fc.property(fc.array(purchase, { minLength: 1, maxLength: 60 }), (rows) => {
        const forward = rfm(columns(rows), { asOf: 400 });
        const backward = rfm(columns([...rows].reverse()), { asOf: 400 });
        const byId = (result: typeof forward) => [...result.customers].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(byId(backward)).toEqual(byId(forward));
        const money = forward.customers.reduce((sum, one) => sum + one.monetary, 0);
        expect(money).toBeCloseTo(
          rows.reduce((sum, row) => sum + row.amount, 0),
          4,
        );
        expect(forward.segments.reduce((sum, one) => sum + one.customers, 0)).toBe(forward.customers.length);
      }),
    );
  });
});

describe('rfmSegment', () => {
  it('gives every score exactly one rule', () => {
    for (let r = 1; r <= 5; r++) {
      for (let value = 1; value <= 5; value++) {
        const fitting = rfmSegmentRules.filter(
          (rule) => r >= rule.r[0] && r <= rule.r[1] && value >= rule.value[0] && value <= rule.value[1],
        );
        expect(fitting, `r ${r}, value ${value}`).toHaveLength(1);
        expect(rfmSegment(r, value, value)).toBe(fitting[0].segment);
      }
    }
  });

  it('refuses scores outside 1 to 5', () => {
    expect(() => rfmSegment(6, 1, 1)).toThrow(/invalid scores: r 6/);
  });
});
