import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { adjustedRandIndex } from './adjusted-rand.ts';
import { cluster } from './cluster.ts';
import { kMeans } from './k-means.ts';
import { prepareFeatures } from './prepare-features.ts';
import { silhouette } from './silhouette.ts';

const expected = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../test/reference/segmentation/expected.json'), 'utf8'),
);

/** `per` points around each of the centres, in two columns, with the group they came from. */
function planted(centres: readonly (readonly [number, number])[], per: number, spread: number, seed: number) {
  const random = seededRandom(seed);
  const rows = centres.flatMap(([x, y], group) =>
    Array.from({ length: per }, () => ({ group, x: x + spread * random.normal(), y: y + spread * random.normal() })),
  );
  return {
    columns: [
      { name: 'x', values: rows.map((row) => row.x) },
      { name: 'y', values: rows.map((row) => row.y) },
    ],
    groups: rows.map((row) => row.group),
  };
}

describe('adjustedRandIndex', () => {
  it('agrees with scikit-learn', () => {
    const { left, right, value } = expected.adjustedRand;
    expect(adjustedRandIndex(left, right)).toBeCloseTo(value, 14);
  });
  it('is 1 under renaming and symmetric', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 2, maxLength: 40 }), (pairs) => {
        const left = pairs.map(([a]) => a);
        const right = pairs.map(([, b]) => b);
        expect(
          adjustedRandIndex(
            left,
            left.map((label) => 3 - label),
          ),
        ).toBeCloseTo(1, 12);
        expect(adjustedRandIndex(left, right)).toBeCloseTo(adjustedRandIndex(right, left), 12);
      }),
    );
  });
});

describe('silhouette', () => {
  it('agrees with scikit-learn', () => {
    const { points, of, value } = expected.silhouette;
    const flat = { values: Float64Array.from(points.flat()), rows: points.length, width: 2 };
    expect(silhouette(flat, Int32Array.from(of), 3)).toBeCloseTo(value, 12);
  });
});

describe('kMeans', () => {
  it('finds the best split of small sets, as brute force does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 9 }), (values) => {
        const points = { values: Float64Array.from(values), rows: values.length, width: 1 };
        const found = kMeans(points, { k: 2, random: seededRandom(1), starts: 20 });
        let best = Number.POSITIVE_INFINITY;
        const sorted = [...values].sort((a, b) => a - b);
        for (let cut = 1; cut < sorted.length; cut++) {
          best = Math.min(best, squares(sorted.slice(0, cut)) + squares(sorted.slice(cut)));
        }
        expect(found.withinSquares).toBeCloseTo(best, 6);
      }),
      // Lloyd's iterations alone stop at 1453.33 here, from every start.
      { numRuns: 60, examples: [[[0, -1, 35, -36, 31, 8, 9, -14]]] },
    );
  });
  it('refuses a k that cannot be', () => {
    const points = { values: new Float64Array(3), rows: 3, width: 1 };
    expect(() => kMeans(points, { k: 4, random: seededRandom(1) })).toThrow(/invalid k: 4/);
  });
});

describe('cluster', () => {
  it('recovers planted groups and their number at any scale, and says what sets them apart', () => {
    for (const scale of [1, 1e9, 1e-9]) {
      const { columns, groups } = planted(
        [
          [0, 0],
          [10, 0],
          [0, 10],
        ],
        60,
        1,
        3,
      );
      const scaled = columns.map(({ name, values }) => ({ name, values: values.map((value) => value * scale) }));
      const found = cluster(scaled);
      expect(found.k).toBe(3);
      expect(adjustedRandIndex(Array.from(found.of), groups)).toBeGreaterThan(0.98);
      expect(found.stability).toBeGreaterThan(0.95);
      expect(found.structure).toBe('clear');
      const right = found.clusters.find((one) => one.centre.x > 5 * scale);
      expect(right?.distinctive[0]).toMatchObject({ feature: 'x', direction: 'higher' });
    }
  });

  it('calls noise weak or moderate, never clear', () => {
    const { columns } = planted([[0, 0]], 300, 1, 5);
    expect(cluster(columns).structure).not.toBe('clear');
  });

  it('leaves constant columns out by name and refuses when none varies', () => {
    const { columns } = planted(
      [
        [0, 0],
        [9, 9],
      ],
      30,
      1,
      7,
    );
    const constant = { name: 'same', values: columns[0].values.map(() => 4) };
    expect(cluster([...columns, constant]).constant).toEqual(['same']);
    expect(() => cluster([constant])).toThrow(/values differ/);
    expect(() => cluster([{ name: 'x', values: [1, 2] }])).toThrow(/at least 4 rows/);
    expect(() => cluster(columns, { k: 1.5 })).toThrow(/invalid k: 1.5/);
  });

  it('gives the same answer for the same seed', () => {
    const { columns } = planted(
      [
        [0, 0],
        [4, 4],
      ],
      50,
      1,
      9,
    );
    expect(cluster(columns, { seed: 4 })).toEqual(cluster(columns, { seed: 4 }));
  });
});

describe('prepareFeatures', () => {
  it('logs skewed columns, standardises all', () => {
    const money = Array.from({ length: 200 }, (_, i) => Math.exp(i / 20));
    const { scales, points } = prepareFeatures([{ name: 'money', values: money }]);
    expect(scales[0].transform).toBe('log1p');
    const mean = points.values.reduce((sum, value) => sum + value, 0) / 200;
    expect(mean).toBeCloseTo(0, 10);
  });
});

function squares(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
