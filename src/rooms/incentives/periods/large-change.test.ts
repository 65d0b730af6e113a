import { describe, expect, it } from 'vitest';
import { farFromUsual } from './large-change.ts';

const yuan = (...amounts: readonly number[]): bigint[] => amounts.map((amount) => BigInt(amount) * 100n);
const far = (amount: number, earlier: readonly number[], calendar = 'month') =>
  farFromUsual(yuan(amount)[0], yuan(...earlier), calendar, 'CNY');

describe('pay that is far from the usual', () => {
  it('is more than half above or below the mean of the last three, and no trifle', () => {
    expect(far(16_000, [10_000, 10_000, 10_000])).toBe(1_000_000n);
    expect(far(4000, [10_000, 10_000, 10_000])).toBe(1_000_000n);
    expect(far(15_000, [10_000, 10_000, 10_000])).toBeUndefined();
    expect(far(700, [300, 300, 300])).toBeUndefined();
    expect(far(16_000, [])).toBeUndefined();
  });

  it('is not a bonus of the quarter, nor the month after it', () => {
    const months = [10_000, 10_000, 40_000, 10_000, 10_000, 42_000, 11_000, 10_000, 39_000];
    const flagged = months.filter((amount, i) => i > 2 && far(amount, months.slice(0, i).reverse()) !== undefined);
    expect(flagged).toEqual([]);
  });

  it('is a bonus that nobody had a quarter or a year before', () => {
    expect(far(40_000, [10_000, 10_000, 10_000, 10_000])).toBe(1_000_000n);
    expect(
      far(40_000, [10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 41_000]),
    ).toBe(undefined);
    expect(far(40_000, [10_000, 10_000, 40_000, 10_000], 'week')).toBe(2_000_000n);
  });

  it('stays what it is below zero', () => {
    expect(far(-8000, [10_000, 10_000, 10_000])).toBe(1_000_000n);
  });
});
