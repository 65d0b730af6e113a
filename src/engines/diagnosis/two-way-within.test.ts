import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { chanceOfTopShare } from './top-share-chance.ts';
import { rankCorrelation } from './rank-correlation.ts';
import { twoWayWithin } from './two-way-within.ts';
import reference from '../../../test/reference/diagnosis/expected.json' with { type: 'json' };

const { panel } = reference;
const data = {
  y: Float64Array.from(panel.y),
  x: Float64Array.from(panel.x),
  unit: Int32Array.from(panel.unit),
  period: Int32Array.from(panel.period),
  cluster: Int32Array.from(panel.unit),
};

describe('two-way within estimator', () => {
  it('equals least squares with dummies, errors clustered by unit', () => {
    const fit = twoWayWithin(data)!;
    expect(fit.estimate).toBeCloseTo(panel.estimate, 9);
    expect(fit.stdError).toBeCloseTo(panel.stdError, 9);
    expect(fit.p).toBeCloseTo(panel.p, 9);
  });

  it('does not care for the level of a unit or a period', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -100, max: 100, noNaN: true }),
        fc.double({ min: -100, max: 100, noNaN: true }),
        (a, b) => {
          const moved = data.y.map((value, i) => value + a * data.unit[i] + b * data.period[i]);
          expect(twoWayWithin({ ...data, y: moved })!.estimate).toBeCloseTo(panel.estimate, 6);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('says nothing when x does not vary within units and periods', () => {
    expect(twoWayWithin({ ...data, x: Float64Array.from(data.unit) })).toBeUndefined();
  });
});

describe('rank correlation', () => {
  it('equals the reference, ties included', () => {
    const { x, y, rho, p } = reference.spearman;
    expect(rankCorrelation(x, y).rho).toBeCloseTo(rho, 10);
    expect(rankCorrelation(x, y).p).toBeCloseTo(p, 8);
  });
});

describe('chance of a top share', () => {
  const random = seededRandom('deals');
  const amounts = Array.from({ length: 120 }, () => Math.exp(random.normal()));

  it('is uniform enough when customers are alike: below 5 % in about one draw of twenty', () => {
    let small = 0;
    for (let i = 0; i < 200; i++) {
      const sums = new Map<number, number>();
      const counts = new Map<number, number>();
      for (const amount of amounts) {
        const customer = random.integer(40);
        sums.set(customer, (sums.get(customer) ?? 0) + amount);
        counts.set(customer, (counts.get(customer) ?? 0) + 1);
      }
      const total = amounts.reduce((sum, one) => sum + one, 0);
      const share =
        [...sums.values()]
          .toSorted((a, b) => b - a)
          .slice(0, 3)
          .reduce((sum, one) => sum + one, 0) / total;
      if (chanceOfTopShare(amounts, [...counts.values()], 3, share) < 0.05) small += 1;
    }
    expect(small).toBeLessThanOrEqual(18);
  });

  it('is tiny when three of forty hold half of what is bought, in many deals', () => {
    const counts = [20, 20, 20, ...Array.from({ length: 37 }, () => 2)];
    expect(chanceOfTopShare(amounts, counts, 3, 0.55)).toBeLessThan(0.001);
  });
});
