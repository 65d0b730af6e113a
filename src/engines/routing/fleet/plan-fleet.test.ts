import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { stepBudget } from '#kernel/search-budget.ts';
import { distanceMatrix } from '../distances.ts';
import { type FleetProblem, routeDistance, routeProblem } from './fleet-problem.ts';
import { planFleet } from './plan-fleet.ts';

interface Case {
  readonly points: number[][];
  readonly demand?: number[];
  readonly windows?: number[][];
  readonly capacity?: number;
  readonly service?: number;
  readonly length: number;
}

const expected = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../test/reference/routing/expected.json'), 'utf8'),
) as { fleets: Case[]; windows: Case[] };

function fleetProblem(one: Omit<Case, 'length'>, vehicles = one.points.length - 1): FleetProblem {
  const n = one.points.length;
  const distance = distanceMatrix('euclidean', one.points);
  return {
    size: n,
    distance,
    duration: distance,
    demand: Float64Array.from(one.demand ?? one.points.map(() => 0)),
    service: Float64Array.from(one.points, (_, i) => (i === 0 ? 0 : (one.service ?? 0))),
    open: Float64Array.from(one.points, (_, i) => one.windows?.[i][0] ?? 0),
    close: Float64Array.from(one.points, (_, i) => one.windows?.[i][1] ?? 1e9),
    start: 0,
    end: 0,
    customers: Int32Array.from({ length: n - 1 }, (_, i) => i + 1),
    capacity: one.capacity ?? 1e9,
    vehicles,
  };
}

function randomProblem(n: number, seed: number, vehicles?: number): FleetProblem {
  const random = seededRandom(seed);
  const points = Array.from({ length: n + 1 }, () => [random.integer(100), random.integer(100)]);
  const windows = points.map((_, i) => {
    const begin = 150 + random.integer(400);
    return i === 0 ? [0, 1000] : [begin, begin + 20 + random.integer(200)];
  });
  const demand = points.map((_, i) => (i === 0 ? 0 : 1 + random.integer(9)));
  return fleetProblem({ points, windows, demand, capacity: 25, service: 10 }, vehicles);
}

describe('planFleet', () => {
  it('finds the lengths that an integer programme proves, with loads and with hours', () => {
    for (const one of [...expected.fleets, ...expected.windows]) {
      const plan = planFleet(fleetProblem(one), { budget: stepBudget(4000), fleet: 'free' });
      expect(plan.unserved).toEqual([]);
      expect(plan.distance).toBeCloseTo(one.length, 6);
    }
  });

  it('serves each customer at most once and keeps load and hours, whatever the problem', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.nat(10_000),
        fc.constantFrom('fewest', 'free'),
        fc.integer({ min: 1, max: 8 }),
        (n, seed, fleet, vehicles) => {
          const problem = randomProblem(n, seed, vehicles);
          const plan = planFleet(problem, { seed, budget: stepBudget(300), fleet: fleet as 'fewest' | 'free' });
          expect([...plan.routes.flat(), ...plan.unserved].sort((a, b) => a - b)).toEqual(
            Array.from(problem.customers),
          );
          expect(plan.routes.length).toBeLessThanOrEqual(vehicles);
          for (const route of plan.routes) expect(routeProblem(problem, route)).toBeUndefined();
          expect(plan.distance).toBeCloseTo(
            plan.routes.reduce((sum, route) => sum + routeDistance(problem, route), 0),
            6,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('saves vehicles first when asked, and never goes below the load bound', () => {
    const problem = randomProblem(60, 11);
    const free = planFleet(problem, { budget: stepBudget(3000), fleet: 'free' });
    const fewest = planFleet(problem, { budget: stepBudget(3000), fleet: 'fewest' });
    expect(fewest.unserved).toEqual([]);
    expect(fewest.routes.length).toBeLessThanOrEqual(free.routes.length);
    expect(fewest.routes.length).toBeGreaterThanOrEqual(fewest.leastVehicles);
  });

  it('repeats itself for a seed, and more steps are not worse', () => {
    const problem = randomProblem(50, 5);
    const run = (steps: number) => planFleet(problem, { seed: 2, budget: stepBudget(steps), fleet: 'free' });
    expect(run(1000)).toEqual(run(1000));
    expect(run(8000).distance).toBeLessThanOrEqual(run(50).distance);
  });

  it('names customers that no vehicle can serve', () => {
    const problem = randomProblem(10, 3);
    problem.close[4] = 1; // shut before anyone can be there
    problem.open[4] = 0;
    problem.demand[7] = 26;
    const plan = planFleet(problem, { budget: stepBudget(200), fleet: 'free' });
    expect(plan.unreachable).toEqual([4, 7]);
    expect(plan.unserved).toEqual([4, 7]);
  });

  it('ends elsewhere than it starts, on streets that differ by direction', () => {
    const points = [
      [0, 0],
      [10, 0],
      [20, 0],
      [30, 0],
    ];
    const problem = fleetProblem({ points }, 1);
    const distance = Float64Array.from(problem.distance);
    for (let i = 0; i < 4; i++) for (let j = 0; j < i; j++) distance[i * 4 + j] *= 3; // back is uphill
    const plan = planFleet(
      { ...problem, distance, end: 3, customers: Int32Array.of(2, 1) },
      { budget: stepBudget(200), fleet: 'free' },
    );
    expect(plan).toMatchObject({ routes: [[1, 2]], distance: 30 });
  });
});
