import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { type HierarchyLeaf, forecastHierarchy } from './forecast-hierarchy.ts';
import { reconcileMint } from './mint.ts';
import { shrunkCorrelation } from './shrunk-correlation.ts';
import { hierarchyNodes } from './summing-structure.ts';

const leaves = ['N/1', 'N/2', 'S/1', 'S/2', 'S/3'].map((text) => {
  const [region, team] = text.split('/');
  return { region, team };
});

describe('the nodes of a hierarchy', () => {
  it('are the total, the regions and the teams', () => {
    expect(hierarchyNodes(leaves, [['region', 'team']]).map((node) => node.id)).toEqual([
      'total',
      'region=N',
      'region=S',
      'region=N/team=1',
      'region=N/team=2',
      'region=S/team=1',
      'region=S/team=2',
      'region=S/team=3',
    ]);
  });

  it('cross two paths and leave out nodes that repeat another', () => {
    const ids = hierarchyNodes(leaves, [['region'], ['team']]).map((node) => node.id);
    expect(ids).toContain('team=1');
    expect(ids).toContain('region=S');
    expect(ids).not.toContain('team=3');
    expect(ids.filter((id) => id.includes('/'))).toHaveLength(5);
  });
});

describe('minimum trace reconciliation', () => {
  const nodes = hierarchyNodes(leaves, [['region', 'team']]);
  const random = seededRandom('mint');

  it('adds up exactly in any order, for any base forecasts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e9, noNaN: true }), { minLength: 8, maxLength: 8 }),
        fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), { minLength: 8, maxLength: 8 }),
        fc.boolean(),
        (means, deviations, nonNegative) => {
          const forecasts = nodes.map((_, i) => ({ mean: [means[i]], deviation: [deviations[i]] }));
          const { mean } = reconcileMint(nodes, forecasts, undefined, nonNegative);
          expect(mean[1][0] + mean[2][0]).toBe(mean[0][0]);
          expect(mean[7][0] + mean[6][0] + mean[5][0]).toBe(mean[2][0]);
          if (nonNegative) for (const own of mean) expect(own[0]).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('leaves forecasts that already add up as they are, and moves the uncertain ones most', () => {
    const { correlation, lambda } = shrunkCorrelation(
      nodes.map(() => Float64Array.from({ length: 40 }, () => random.normal())),
    );
    expect(lambda).toBeGreaterThan(0);
    expect(lambda).toBeLessThanOrEqual(1);
    const bottom = [1, 2, 3, 4, 5];
    const sums = nodes.map((node) => node.leaves.reduce((sum, leaf) => sum + bottom[leaf], 0));
    const coherent = reconcileMint(
      nodes,
      sums.map((value) => ({ mean: [value], deviation: [1] })),
      correlation,
      false,
    );
    coherent.mean.forEach((own, i) => expect(own[0]).toBeCloseTo(sums[i], 9));
    const off = reconcileMint(
      nodes,
      sums.map((value, i) => ({ mean: [i === 0 ? value + 3 : value], deviation: [i === 7 ? 10 : 1] })),
      undefined,
      false,
    );
    expect(off.mean[7][0] - 5).toBeGreaterThan(2 * (off.mean[3][0] - 1));
  });

  it('forecasts series of teams so that the company is their sum', () => {
    const series = leaves.map(
      (at, k): HierarchyLeaf => ({
        id: `${at.region}/${at.team}`,
        at,
        season: 12,
        values: Array.from(
          { length: 60 },
          (_, t) => 50 + 20 * k + 10 * Math.sin(((t + k) * Math.PI) / 6) + 2 * random.normal(),
        ),
      }),
    );
    const { series: found } = forecastHierarchy(series, [['region', 'team']], { horizon: 6, levels: [80] });
    const of = (id: string) => found.find((one) => one.id === id)!;
    for (let h = 0; h < 6; h++) {
      expect(of('region=N').mean[h] + of('region=S').mean[h]).toBe(of('total').mean[h]);
      expect(of('total').upper['80'][h]).toBeGreaterThan(of('total').mean[h]);
    }
  });
});
