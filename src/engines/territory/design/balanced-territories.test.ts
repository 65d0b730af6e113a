import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { stepBudget } from '#kernel/search-budget.ts';
import { balancedTerritories } from './balanced-territories.ts';
import { convexHull } from './convex-hull.ts';
import type { TerritoryProblem } from './territory-problem.ts';

function randomProblem(n: number, seed: number, more: Partial<TerritoryProblem> = {}): TerritoryProblem {
  const random = seededRandom(seed);
  return {
    at: Float64Array.from(Array.from({ length: n }, () => [random.next() * 100, random.next() * 100, 0]).flat()),
    workload: Float64Array.from({ length: n }, () => 1 + random.integer(4)),
    potential: Float64Array.from({ length: n }, () => 1 + 9 * random.next()),
    current: new Int32Array(n).fill(-1),
    locked: new Uint8Array(n),
    territories: 5,
    allowed: undefined,
    tolerance: 0.05,
    disruption: 1,
    ...more,
  };
}

describe('balancedTerritories', () => {
  it('balances workload and potential at once and says truly how well', () => {
    const problem = randomProblem(300, 1);
    const design = balancedTerritories(problem, { budget: stepBudget(150_000) });
    for (const [values, told] of [
      [problem.workload, design.balance.workload],
      [problem.potential, design.balance.potential],
    ] as const) {
      const sums = new Float64Array(5);
      design.territoryOf.forEach((territory, place) => (sums[territory] += values[place]));
      const mean = sums.reduce((a, b) => a + b) / 5;
      const worst = Math.max(...Array.from(sums, (sum) => Math.abs(sum / mean - 1)));
      expect(told).toBeCloseTo(worst, 9);
      expect(worst).toBeLessThanOrEqual(0.05);
    }
    const random = seededRandom(9);
    const scattered = {
      ...problem,
      current: Int32Array.from({ length: 300 }, () => random.integer(5)),
      disruption: 1e6,
    };
    expect(design.spread).toBeLessThan(0.4 * balancedTerritories(scattered, { budget: stepBudget(100) }).spread);
  });

  it('never moves a locked place nor gives one to a territory without the skill', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 60 }), fc.nat(10_000), (n, seed) => {
        const random = seededRandom(seed);
        const current = Int32Array.from({ length: n }, () => random.integer(4) - 1);
        const locked = Uint8Array.from(current, (territory) => (territory !== -1 && random.next() < 0.3 ? 1 : 0));
        const allowed = Uint8Array.from({ length: n * 3 }, (_, i) => (i % 3 === 0 || random.next() < 0.6 ? 1 : 0));
        const design = balancedTerritories(randomProblem(n, seed, { territories: 3, current, locked, allowed }), {
          seed,
          budget: stepBudget(2000),
        });
        design.territoryOf.forEach((territory, place) => {
          if (locked[place] === 1) expect(territory).toBe(current[place]);
          else expect(allowed[place * 3 + territory]).toBe(1);
        });
        const moved = design.territoryOf.reduce(
          (sum, territory, place) => sum + (current[place] !== -1 && current[place] !== territory ? 1 : 0),
          0,
        );
        expect(design.moved).toBe(moved);
      }),
      { numRuns: 40 },
    );
  });

  it('moves fewer places the more a change costs, and repeats itself for a seed', () => {
    const start = balancedTerritories(randomProblem(200, 4), { budget: stepBudget(60_000) });
    const problem = randomProblem(200, 4, { current: start.territoryOf, workload: randomProblem(200, 77).workload });
    const run = (disruption: number) =>
      balancedTerritories({ ...problem, disruption }, { seed: 3, budget: stepBudget(60_000) });
    expect(run(10).moved).toBeLessThan(run(0).moved);
    expect(run(1)).toEqual(run(1));
  });
});

describe('convexHull', () => {
  it('holds every point and turns one way', () => {
    const coordinate = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 30 }), (points) => {
        const hull = convexHull(points);
        if (hull.length < 3) return;
        hull.forEach((a, i) => {
          const b = hull[(i + 1) % hull.length];
          for (const c of points)
            expect((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });
});
