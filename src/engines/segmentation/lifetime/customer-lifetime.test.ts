import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '#kernel/civil-date.ts';
import { referenceData } from '../../../../test/reference-data.ts';
import { customerLifetime } from './customer-lifetime.ts';
import { holdoutReport } from './holdout.ts';
import { summarisePurchases } from './purchase-summary.ts';

const history = {
  x: [0, 1, 4, 0, 2, 7, 0, 1, 3, 0],
  tx: [0, 10, 30, 0, 25, 36, 0, 2, 20, 0],
  T: [39, 38, 37, 36, 35, 39, 30, 31, 32, 33],
};
const m = [0, 20, 31, 0, 18, 44, 0, 25, 37, 0];

describe('customerLifetime', () => {
  it('values every row, and the total is their sum', () => {
    const result = customerLifetime(history, { horizon: 26, m });
    const sum = (values: Float64Array | undefined) => values?.reduce((a, b) => a + b, 0) ?? Number.NaN;
    expect(sum(result.expectedPurchases)).toBeCloseTo(result.total.purchases, 9);
    expect(sum(result.value)).toBeCloseTo(result.total.value ?? 0, 6);
    expect(result.fit.warnings).toContainEqual(expect.stringMatching(/loose/));
  });

  it('discounting lowers value and leaves purchases alone', () => {
    const plain = customerLifetime(history, { horizon: 26, m });
    const discounted = customerLifetime(history, { horizon: 26, m, discount: 0.01 });
    expect(discounted.total.purchases).toBeCloseTo(plain.total.purchases, 8);
    expect(discounted.total.value ?? 0).toBeLessThan((plain.total.value ?? 0) * 0.95);
    expect(discounted.total.value ?? 0).toBeGreaterThan((plain.total.value ?? 0) / 1.01 ** 26);
  });

  it('counted rows answer as repeated rows do', () => {
    const doubled = {
      x: [...history.x, ...history.x],
      tx: [...history.tx, ...history.tx],
      T: [...history.T, ...history.T],
    };
    const counted = customerLifetime({ ...history, count: history.x.map(() => 2) }, { horizon: 26 });
    const repeated = customerLifetime(doubled, { horizon: 26 });
    expect(counted.total.purchases).toBeCloseTo(repeated.total.purchases, 6);
    expect(counted.expectedPurchases[2]).toBeCloseTo(repeated.expectedPurchases[2], 6);
  });

  it('refuses a horizon or a discount that cannot be', () => {
    expect(() => customerLifetime(history, { horizon: 0 })).toThrow(/invalid horizon: 0/);
    expect(() => customerLifetime(history, { horizon: 2.5, model: 'bgbb' })).toThrow(/a whole number/);
    expect(() => customerLifetime(history, { horizon: 2, discount: -1 })).toThrow(/invalid discount/);
  });
});

describe('summarisePurchases', () => {
  it('joins a day, drops returns, counts what came later', () => {
    const found = summarisePurchases(
      {
        customer: ['a', 'a', 'a', 'a', 'b', 'c', 'a', 'a'],
        day: [0, 7, 7, 14, 3, 30, 25, 10],
        amount: [5, 10, 20, 6, 9, 9, 9, -4],
      },
      21,
      7,
    );
    expect(found).toMatchObject({ ids: ['a', 'b'], newcomers: 1, returns: 1 });
    expect([...found.x]).toEqual([2, 0]);
    expect([...found.tx]).toEqual([2, 0]);
    expect([...found.T]).toEqual([3, 18 / 7]);
    expect([...(found.m ?? [])]).toEqual([18, 0]);
    expect([...found.later]).toEqual([1, 0]);
  });
  it('refuses when all came later', () => {
    expect(() => summarisePurchases({ customer: ['a'], day: [9] }, 5, 1)).toThrow(/first bought before/);
  });
});

describe('holdoutReport', () => {
  it('groups by frequency and weighs rivals', () => {
    const report = holdoutReport([0, 0, 9, 8], [10, 10, 10, 10], 10, [1, 1, 8, 8], [0, 2, 9, 7]);
    expect(report.byFrequency).toEqual([
      { x: 0, customers: 2, actual: 1, expected: 1 },
      { x: 7, customers: 2, actual: 8, expected: 8 },
    ]);
    expect(report.meanAbsoluteError).toEqual({ model: 1, pastRate: 0.75, average: 3.5 });
  });
});

const purchases = referenceData('cdnow-lifetimes/CDNOW_sample.txt');
const summary = referenceData('cdnow-lifetimes/cdnow_customers_summary.csv');
describe.skipIf(purchases === undefined || summary === undefined)('CDNOW purchases', () => {
  it('give the published summary row by row', () => {
    const lines = readFileSync(purchases!, 'utf8')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.trim().split(/\s+/));
    const day = lines.map(([, , date]) => dayNumber(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`));
    const found = summarisePurchases({ customer: lines.map(([, id]) => id), day }, dayNumber('1997-09-30'), 7);
    const wanted = readFileSync(summary!, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').map(Number));
    expect(found.ids.length).toBe(2357);
    wanted.forEach(([, x, tx, T], i) => {
      expect(found.x[i], `row ${i}`).toBe(x);
      expect(Math.abs(found.tx[i] - tx)).toBeLessThanOrEqual(0.0051);
      expect(Math.abs(found.T[i] - T)).toBeLessThanOrEqual(0.0051);
    });
  });
});
