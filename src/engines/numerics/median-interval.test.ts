import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { medianInterval } from './median-interval.ts';

const ranks = (n: number, level: number) =>
  medianInterval(
    Array.from({ length: n }, (_, i) => i + 1),
    level,
  );

describe('the interval of a median', () => {
  // Conover (1999), table A3: Binomial(n, ½)
  it.each([
    [6, 0.95, 1, 6],
    [10, 0.95, 2, 9],
    [20, 0.95, 6, 15],
    [30, 0.95, 10, 21],
    [100, 0.95, 40, 61],
  ])('of %i values at %f runs from rank %i to %i', (n, level, low, high) => {
    expect(ranks(n, level)).toEqual({ low, high });
  });

  it('is the whole range when there are too few values, and hardly jumps where the formula changes', () => {
    expect(ranks(4, 0.95)).toEqual({ low: 1, high: 4 });
    expect(Math.abs(ranks(2000, 0.95).low - ranks(2001, 0.95).low)).toBeLessThanOrEqual(1);
  });

  it('covers the median as often as it says', () => {
    const random = seededRandom('median interval');
    let covered = 0;
    for (let i = 0; i < 4000; i++) {
      const sample = Float64Array.from({ length: 25 }, () => random.exponential()).sort();
      const { low, high } = medianInterval(sample, 0.9);
      if (low <= Math.LN2 && high >= Math.LN2) covered += 1;
    }
    // the exact coverage of ranks 8 and 18 of 25 is 0.9567
    expect(covered / 4000).toBeGreaterThan(0.9);
    expect(covered / 4000).toBeLessThan(0.975);
  });
});
