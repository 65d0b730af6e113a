import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepBudget } from '#kernel/search-budget.ts';
import { seededRandom } from '#kernel/random.ts';
import { distanceMatrix } from '../distances.ts';
import { cyclicTour, tourLength } from './cyclic-tour.ts';
import { oneTreeBound } from './one-tree-bound.ts';
import { nearLists, shortestTour } from './shortest-tour.ts';
import { shortestTourExact } from './shortest-tour-exact.ts';
import { enqueue, stopQueue, twoOptOrOpt } from './two-opt-or-opt.ts';

const expected = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../test/reference/routing/expected.json'), 'utf8'),
) as { tours: { points: number[][]; length: number }[] };

function randomPoints(n: number, seed: number): number[][] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => [random.integer(1000), random.integer(1000)]);
}

describe('shortestTour', () => {
  it('finds the lengths that an integer programme proves', () => {
    for (const { points, length } of expected.tours) {
      const tour = shortestTour(distanceMatrix('euclidean', points), points.length, { budget: stepBudget(2000) });
      expect(tour.length).toBeCloseTo(length, 6);
      expect(tour.lower).toBeLessThanOrEqual(length + 1e-9);
    }
  });

  it('is exact where it says so: dynamic programming against the search', () => {
    fc.assert(
      fc.property(fc.integer({ min: 9, max: 11 }), fc.nat(10_000), (n, seed) => {
        const distance = distanceMatrix('euclidean', randomPoints(n, seed));
        const exact = tourLength(distance, shortestTourExact(distance, n));
        const start = seededRandom(seed).shuffle(Array.from({ length: n }, (_, i) => i));
        const tour = cyclicTour(start);
        const queue = stopQueue(n);
        for (let stop = 0; stop < n; stop++) enqueue(queue, stop);
        const before = tourLength(distance, start);
        const saved = twoOptOrOpt(tour, distance, nearLists(distance, n, 8), queue);
        const after = tourLength(distance, tour.order);
        expect(before - saved).toBeCloseTo(after, 6); // what it says it saved is what it saved
        expect(after).toBeGreaterThanOrEqual(exact - 1e-6);
        expect(oneTreeBound(distance, n, after)).toBeLessThanOrEqual(exact + 1e-6);
        expect([...tour.order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
        tour.order.forEach((stop, i) => expect(tour.positionOf[stop]).toBe(i));
      }),
      { numRuns: 60 },
    );
  });

  it('visits every stop once, from the first, repeats itself for a seed, and more steps are never worse', () => {
    const distance = distanceMatrix('EUC_2D', randomPoints(150, 4));
    const lengths = [200, 1000, 5000].map((steps) => {
      const tour = shortestTour(distance, 150, { seed: 3, budget: stepBudget(steps) });
      expect(tour.order[0]).toBe(0);
      expect(new Set(tour.order).size).toBe(150);
      expect(tour.length).toBe(tourLength(distance, tour.order));
      return tour.length;
    });
    expect(lengths[2]).toBeLessThan(lengths[0]);
    expect(shortestTour(distance, 150, { seed: 3, budget: stepBudget(1000) }).length).toBe(lengths[1]);
  });

  it('takes places that lie on each other, and none at all', () => {
    const same = distanceMatrix(
      'euclidean',
      Array.from({ length: 20 }, () => [5, 5]),
    );
    expect(shortestTour(same, 20, { budget: stepBudget(100) })).toMatchObject({ length: 0, lower: 0 });
    expect(shortestTour(new Float64Array(1), 1, { budget: stepBudget(1) }).order).toEqual([0]);
  });
});
