import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { bootstrapInterval } from './bootstrap.ts';
import { median, quantile } from './quantile.ts';
import { robustZ } from './robust-z.ts';

describe('quantiles', () => {
  it('equal the printed values of R for types 4 to 9', () => {
    // R: sapply(4:9, function(t) quantile(c(3, 1, 4, 1, 5, 9, 2, 6), .3, type = t))
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const found = ([4, 5, 6, 7, 8, 9] as const).map((type) => quantile(values, 0.3, type));
    [1.4, 1.9, 1.7, 2.1, 1.833_333_333_333_333, 1.85].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 13));
  });

  it('stay between the extremes, rise with p and turn with the sign', () => {
    const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(numbers, share, share, (values, p, q) => {
        const [low, high] = [Math.min(p, q), Math.max(p, q)];
        expect(quantile(values, low)).toBeLessThanOrEqual(quantile(values, high) + 1e-9);
        expect(quantile(values, 0) - Math.min(...values)).toBe(0);
        expect(
          quantile(
            values.map((v) => -v),
            1 - p,
          ),
        ).toBeCloseTo(-quantile(values, p), 6);
      }),
    );
    expect(median([4, 1, 3])).toBe(3);
    expect(() => quantile([], 0.5)).toThrow('invalid values');
  });
});

describe('robust z', () => {
  it('sees the outlier that a standard deviation hides', () => {
    const z = robustZ([10, 11, 9, 10, 12, 8, 10, 500, 510]);
    expect(z[7]).toBeGreaterThan(100);
    expect(Math.abs(z[0])).toBeLessThan(1);
    expect([...robustZ([5, 5, 5])]).toEqual([0, 0, 0]);
    expect(robustZ([5, 5, 5, 5, 9])[4]).toBeGreaterThan(2);
  });
});

describe('Benjamini-Hochberg', () => {
  it("equals R's p.adjust", () => {
    const found = benjaminiHochberg([0.01, 0.02, 0.03, 0.04, 0.5, 0.005]);
    [0.03, 0.04, 0.045, 0.048, 0.5, 0.03].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 14));
    expect(() => benjaminiHochberg([1.5])).toThrow('invalid p: 1.5');
  });
});

describe('bootstrap', () => {
  it('covers the mean of skewed data at its level and repeats with its seed', () => {
    const random = seededRandom(4);
    let covered = 0;
    const rounds = 200;
    for (let round = 0; round < rounds; round++) {
      const values = Float64Array.from({ length: 60 }, () => random.exponential());
      const mean = (sample: Int32Array): number => sample.reduce((sum, i) => sum + values[i], 0) / sample.length;
      const found = bootstrapInterval(60, mean, random.fork(round), { replicates: 400, level: 0.9 });
      if (found.low <= 1 && found.high >= 1) covered += 1;
      if (round === 0)
        expect(bootstrapInterval(60, mean, random.fork(0), { replicates: 400, level: 0.9 })).toEqual(found);
    }
    expect(covered / rounds).toBeGreaterThan(0.82);
    expect(covered / rounds).toBeLessThan(0.96);
  });
});
