import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { stepBudget } from '#kernel/search-budget.ts';
import { capacitatedPMedian } from './capacitated-p-median.ts';
import { beginInterchange, fastInterchange, swap } from './fast-interchange.ts';
import { floydWarshall } from './floyd-warshall.ts';
import { medianCost, medianProblem } from './median-problem.ts';
import { pMedian } from './p-median.ts';

interface Case {
  readonly points: number[][];
  readonly p: number;
  readonly cost: number;
  readonly demand?: number[];
  readonly capacity?: number;
}

const expected = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../test/reference/routing/expected.json'), 'utf8'),
) as { medians: Case[]; capacitated: Case[] };

function lengths(points: readonly number[][]): Float64Array {
  return Float64Array.from(points.flatMap((a) => points.map((b) => Math.hypot(a[0] - b[0], a[1] - b[1]))));
}

function randomPoints(n: number, seed: number): number[][] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => [random.integer(50), random.integer(50)]);
}

describe('pMedian', () => {
  it('finds the costs that an integer programme proves, and a bound below them', () => {
    for (const { points, p, cost } of expected.medians) {
      const found = pMedian(lengths(points), points.length, p, { budget: stepBudget(300) });
      expect(found.cost).toBeCloseTo(cost, 6);
      expect(found.lower).toBeLessThanOrEqual(cost + 1e-6);
      expect(found.lower).toBeGreaterThan(0.95 * cost);
    }
  });

  it('keeps the value of every swap right: gain − loss + extra is what the swap saves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 14 }), fc.nat(10_000), (n, seed) => {
        const random = seededRandom(seed);
        const p = 2 + random.integer(n - 3);
        const problem = medianProblem(lengths(randomPoints(n, seed)), n, p);
        const state = beginInterchange(problem, random.shuffle(Array.from({ length: n }, (_, i) => i)).slice(0, p));
        for (let i = 0; i < 4; i++) {
          const enters = [...state.open.keys()].filter((place) => state.open[place] === 0)[0];
          const leaves = random.integer(p);
          const saves =
            state.gain[enters] - state.loss[state.medians[leaves]] + state.extra[enters * n + state.medians[leaves]];
          const before = medianCost(problem, state.medians);
          expect(state.total).toBeCloseTo(before, 6);
          swap(state, leaves, enters);
          expect(before - medianCost(problem, state.medians)).toBeCloseTo(saves, 6);
        }
        fastInterchange(state);
        expect(state.total).toBeCloseTo(medianCost(problem, state.medians), 6);
      }),
      { numRuns: 60 },
    );
  });

  it('takes one median, all of them, and repeats itself for a seed', () => {
    const cost = lengths(randomPoints(12, 3));
    const run = (p: number) => pMedian(cost, 12, p, { seed: 5, budget: stepBudget(50) });
    expect(run(12).cost).toBe(0);
    const one = Math.min(
      ...Array.from({ length: 12 }, (_, f) =>
        Array.from({ length: 12 }, (__, u) => cost[u * 12 + f]).reduce((a, b) => a + b),
      ),
    );
    expect(run(1).cost).toBeCloseTo(one, 9);
    expect(run(4)).toEqual(run(4));
  });
});

describe('capacitatedPMedian', () => {
  it('finds the costs that an integer programme proves, within the capacity', () => {
    for (const { points, p, demand = [], capacity = 0, cost } of expected.capacitated) {
      const found = capacitatedPMedian(lengths(points), points.length, p, Float64Array.from(demand), capacity, {
        budget: stepBudget(200_000),
      });
      expect(found.overload).toBe(0);
      expect(found.cost).toBeCloseTo(cost, 6);
      const loads = new Map<number, number>();
      found.assignment.forEach((median, user) => loads.set(median, (loads.get(median) ?? 0) + demand[user]));
      expect(Math.max(...loads.values())).toBeLessThanOrEqual(capacity);
      expect(loads.size).toBe(p);
    }
  });
});

describe('floydWarshall', () => {
  it('keeps the triangle inequality and never lengthens an edge', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(10_000), (n, seed) => {
        const random = seededRandom(seed);
        const edges = Float64Array.from({ length: n * n }, () =>
          random.next() < 0.4 ? 1 + random.integer(20) : Number.POSITIVE_INFINITY,
        );
        const short = floydWarshall(Float64Array.from(edges), n);
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++) {
            expect(short[i * n + j]).toBeLessThanOrEqual(i === j ? 0 : edges[i * n + j]);
            for (let k = 0; k < n; k++)
              expect(short[i * n + j]).toBeLessThanOrEqual(short[i * n + k] + short[k * n + j]);
          }
      }),
      { numRuns: 40 },
    );
  });
});
