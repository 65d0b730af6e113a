import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moderate, variancePrior } from './moderated-variance.ts';
import { jackknifeVariance, neweyWestVariance } from './one-coefficient-variance.ts';
import { randomEffects } from './random-effects.ts';
import { generalisedLinearModel } from './generalised-linear-model.ts';
import { matrixFromRows } from './matrix.ts';
import { trigamma, trigammaInverse } from './trigamma.ts';
import { weightedLogistic } from './weighted-logistic.ts';

interface Expected {
  readonly meta: {
    readonly y: number[];
    readonly v: number[];
    readonly group: number[];
    readonly tau2: number;
    readonly mean: number;
    readonly variance: number;
    readonly tau2Groups: number;
    readonly meanGroups: number[];
    readonly varianceGroups: number[];
  };
  readonly limma: { s2: number[]; df: number[]; priorDf: number; priorVariance: number; posterior: number[] };
  readonly clusters: {
    x: number[];
    residual: number[];
    cluster: number[];
    hc3: number;
    cr3: number;
    neweyWest: number;
  };
}
const { meta, limma, clusters }: Expected = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../test/reference/pricing/expected.json'), 'utf8'),
);

describe('random effects by REML against metafor', () => {
  it('one mean', () => {
    const { tauSquared, means } = randomEffects(meta.y, meta.v);
    expect(tauSquared).toBeCloseTo(meta.tau2, 6);
    expect(means[0].mean).toBeCloseTo(meta.mean, 6);
    expect(means[0].variance).toBeCloseTo(meta.variance, 6);
  });
  it('a mean per group', () => {
    const { tauSquared, means } = randomEffects(meta.y, meta.v, meta.group);
    expect(tauSquared).toBeCloseTo(meta.tau2Groups, 6);
    means.forEach(({ mean, variance }, g) => {
      expect(mean).toBeCloseTo(meta.meanGroups[g], 5);
      expect(variance).toBeCloseTo(meta.varianceGroups[g], 5);
    });
  });
  it('no spread when the values differ less than by chance', () => {
    const y = [-1, -1.01, -1, -1.01, -1, -1.01];
    expect(
      randomEffects(
        y,
        y.map(() => 0.5),
      ).tauSquared,
    ).toBe(0);
  });
  it('moves with its values and does not depend on their order', () => {
    const values = fc.array(
      fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: 0.01, max: 2, noNaN: true })),
      {
        minLength: 3,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(values, fc.double({ min: -3, max: 3, noNaN: true }), (pairs, shift) => {
        const found = randomEffects(
          pairs.map(([y]) => y),
          pairs.map(([, v]) => v),
        );
        const moved = randomEffects(
          pairs.toReversed().map(([y]) => y + shift),
          pairs.toReversed().map(([, v]) => v),
        );
        expect(moved.means[0].mean).toBeCloseTo(found.means[0].mean + shift, 3);
        expect(Math.min(...pairs.map(([y]) => y)) - 1e-9).toBeLessThanOrEqual(found.means[0].mean);
        expect(found.tauSquared).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 60 },
    );
  });
  it('refuses fewer values than groups', () => {
    expect(() => randomEffects([1], [1])).toThrow(/more than the 1 groups/);
  });
});

describe('moderated variances against limma', () => {
  it('prior and posterior', () => {
    const prior = variancePrior(limma.s2, limma.df)!;
    expect(prior.df).toBeCloseTo(limma.priorDf, 6);
    expect(prior.variance).toBeCloseTo(limma.priorVariance, 9);
    limma.s2.forEach((s2, i) => expect(moderate(s2, limma.df[i], prior).variance).toBeCloseTo(limma.posterior[i], 9));
  });
  it('trigamma and its inverse', () => {
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 13);
    for (const x of [0.02, 0.7, 3, 40, 5000]) expect(trigammaInverse(trigamma(x)) / x).toBeCloseTo(1, 9);
  });
});

describe('variance of one coefficient against sandwich and clubSandwich', () => {
  const { x, residual, cluster } = clusters;
  it('rows: HC3', () => {
    expect(jackknifeVariance(x, residual).variance * (60 / 59)).toBeCloseTo(clusters.hc3, 12);
  });
  it('clusters: CR3', () => {
    expect(jackknifeVariance(x, residual, cluster).variance * (10 / 9)).toBeCloseTo(clusters.cr3, 12);
  });
  it('neighbouring rows: Newey-West', () => {
    const one = x.map(() => 0);
    expect(neweyWestVariance(x, residual, one, 3)).toBeCloseTo(clusters.neweyWest, 12);
  });
  it('says nothing when one cluster holds all variation', () => {
    expect(jackknifeVariance([1, 2, 0], [1, 1, 1], [0, 0, 1]).variance).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('weighted logistic regression', () => {
  it('agrees with the generalised linear model, whose values are those of R', () => {
    const rows = clusters.x.map((x, i) => [1, x, ((i * 7) % 5) - 2]);
    const y = clusters.residual.map((r, i) => (r + 0.5 * Math.sin(i) > 0 ? 1 : 0));
    const weights = clusters.cluster.map((c, i) => c / 5 + (i % 3));
    const exact = generalisedLinearModel(matrixFromRows(rows), y, 'binomial', { weights });
    weightedLogistic(rows, y, weights).forEach((b, j) => expect(b).toBeCloseTo(exact.coefficients[j], 7));
  });
});
