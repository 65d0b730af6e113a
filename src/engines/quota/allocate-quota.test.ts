import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type QuotaRow, allocateQuota } from './allocate-quota.ts';
import { divideExactly } from './largest-remainder.ts';

const plain = { potentialWeight: 0.5, historyWeight: 0.5, mostChange: undefined };
const row = (id: string, more: Partial<QuotaRow> = {}): QuotaRow => ({
  id,
  potential: undefined,
  history: undefined,
  capacity: undefined,
  ramp: 1,
  expected: undefined,
  ...more,
});

describe('divideExactly', () => {
  it('adds up to the last unit within the bounds, whatever the weights', () => {
    const part = fc.record({
      weight: fc.double({ min: 0, max: 1000, noNaN: true }),
      least: fc.nat(50),
      room: fc.nat(500),
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), fc.nat(4000), (parts, total) => {
        const least = parts.map((one) => one.least);
        const most = parts.map((one) => one.least + one.room);
        const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
        const found = divideExactly(
          total,
          parts.map((one) => one.weight),
          least,
          most,
        );
        const possible = total >= sum(least) && total <= sum(most);
        expect(found !== undefined).toBe(possible);
        if (!possible) return;
        expect(sum(found ?? [])).toBe(total);
        found?.forEach((value, i) => {
          expect(Number.isInteger(value)).toBe(true);
          expect(value).toBeGreaterThanOrEqual(least[i]);
          expect(value).toBeLessThanOrEqual(most[i]);
        });
      }),
    );
  });

  it('is the method of largest remainders when nothing binds', () => {
    // seats of the textbook example: votes 47, 16, 15.8, 12, 6.1, 3.1 (thousands), 10 seats → 5, 2, 1, 1, 1, 0
    const votes = [47_000, 16_000, 15_900, 12_000, 6000, 3100];
    expect(
      divideExactly(
        10,
        votes,
        votes.map(() => 0),
        votes.map(() => 10),
      ),
    ).toEqual([5, 2, 1, 1, 1, 0]);
  });
});

describe('allocateQuota', () => {
  it('weighs potential and history, ramps, and holds at capacity', () => {
    const found = allocateQuota(
      [
        row('a', { potential: 60, history: 40 }),
        row('b', { potential: 40, history: 60 }),
        row('new', { potential: 100, ramp: 0.5 }),
        row('full', { potential: 100, history: 100, capacity: 100 }),
      ],
      { ...plain, total: 1000 },
    );
    expect(found?.total).toBe(1000);
    expect(found?.quotas.find(({ id }) => id === 'full')).toMatchObject({ quota: 100 });
    const of = (id: string): number => found?.quotas.find((one) => one.id === id)?.quota ?? 0;
    expect(Math.abs(of('a') - of('b'))).toBeLessThan(of('a') * 0.3);
    expect(found?.quotas[2].because.join(' ')).toMatch(/still learning: counted at 50%/);
  });

  it('keeps the limit of change when it can, and says when it cannot', () => {
    const rows = [row('a', { potential: 900, history: 100 }), row('b', { potential: 100, history: 100 })];
    expect(allocateQuota(rows, { ...plain, total: 200, mostChange: 0.2 })?.quotas.map(({ quota }) => quota)).toEqual([
      120, 80,
    ]);
    expect(allocateQuota(rows, { ...plain, total: 500, mostChange: 0.2 })).toMatchObject({
      changeLimitGivenUp: true,
      total: 500,
    });
  });

  it('sets bottom-up against top-down and measures fairness', () => {
    const found = allocateQuota(
      [row('a', { potential: 10, expected: 60 }), row('b', { potential: 10, expected: 40 })],
      { ...plain, total: 100 },
    );
    expect(found).toMatchObject({
      bottomUp: { total: 100, gap: 0 },
      fairness: { giniToPotential: 0, loadRatio: 1, attainable: 0.5 },
    });
    expect(found?.quotas[1].stretch).toBe(1.25);
    expect(allocateQuota([row('a', { capacity: 5 })], { ...plain, total: 10 })).toBeUndefined();
  });
});
