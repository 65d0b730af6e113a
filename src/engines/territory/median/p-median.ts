import { seededRandom } from '#kernel/random.ts';
import type { SearchBudget } from '#kernel/search-budget.ts';
import { type Interchange, beginInterchange, fastInterchange, swap } from './fast-interchange.ts';
import { lagrangianBound } from './lagrangian-bound.ts';
import { type MedianProblem, medianCost, medianProblem } from './median-problem.ts';

export interface Medians {
  readonly medians: readonly number[];
  /** The median of each user. */
  readonly assignment: readonly number[];
  readonly cost: number;
  readonly lower: number;
  readonly steps: number;
}

/** Largest number of medians that a shake swaps. */
const mostShaken = 12;
const boundSteps = 400;

/**
 * Chooses p of n places so that serving every user from the nearest costs least: Lagrangian prices give a bound and starts,
 * fast interchange improves, variable neighbourhood search (Hansen & Mladenović 1997) shakes ever more medians until one
 * helps. Stops when the bound proves the answer best. `cost` is n × n, user by place.
 */
export function pMedian(
  cost: Float64Array,
  size: number,
  p: number,
  { seed = 1, budget }: { readonly seed?: number; readonly budget: SearchBudget },
): Medians {
  const problem = medianProblem(cost, size, p);
  if (p === 1 || p >= size) return trivial(problem);
  const random = seededRandom(seed);
  const places = random.shuffle(Array.from({ length: size }, (_, place) => place));
  const state = beginInterchange(problem, places.slice(0, p));
  fastInterchange(state);
  let best = { medians: Int32Array.from(state.medians), cost: state.total };
  const keep = (): void => {
    if (state.total < best.cost - 1e-9) best = { medians: Int32Array.from(state.medians), cost: state.total };
  };
  const whole = cost.every(Number.isInteger);
  let steps = 0;
  const bound = lagrangianBound(
    problem,
    best.cost,
    boundSteps,
    (medians) => {
      steps += 1;
      moveTo(state, medians);
      fastInterchange(state);
      keep();
      return best.cost;
    },
    () => budget.used(steps) > 0.5,
  );
  const lower = whole ? Math.ceil(bound - 1e-6) : bound;
  moveTo(state, best.medians);
  for (let shaken = 1; budget.used(steps) < 1 && best.cost > lower + 1e-9; ) {
    steps += 1;
    for (let k = 0; k < shaken; k++) {
      let enters = random.integer(size);
      while (state.open[enters] === 1) enters = random.integer(size);
      swap(state, random.integer(p), enters);
    }
    fastInterchange(state);
    if (state.total < best.cost - 1e-9) {
      keep();
      shaken = 1;
      continue;
    }
    moveTo(state, best.medians);
    shaken = shaken >= Math.min(mostShaken, p, size - p) ? 1 : shaken + 1;
  }
  return answer(problem, best.medians, Math.min(lower, best.cost), steps);
}

/** Swaps places until the given medians are open. */
function moveTo(state: Interchange, medians: Int32Array): void {
  const wanted = new Set(medians);
  const missing = [...medians].filter((place) => state.open[place] === 0);
  for (let k = 0; k < state.medians.length && missing.length > 0; k++) {
    if (wanted.has(state.medians[k])) continue;
    const enters = missing.pop();
    if (enters !== undefined) swap(state, k, enters);
  }
}

function trivial(problem: MedianProblem): Medians {
  const { size, p } = problem;
  const all = Array.from({ length: size }, (_, place) => place);
  if (p >= size) return answer(problem, Int32Array.from(all), medianCost(problem, all), 0);
  const costs = all.map((place) => medianCost(problem, [place]));
  const best = all.reduce((least, place) => (costs[place] < costs[least] ? place : least), 0);
  return answer(problem, Int32Array.of(best), costs[best], 0);
}

function answer(problem: MedianProblem, medians: Int32Array, lower: number, steps: number): Medians {
  const { size, cost } = problem;
  const sorted = [...medians].sort((a, b) => a - b);
  const assignment = Array.from({ length: size }, (_, user) =>
    sorted.reduce((near, place) => (cost[user * size + place] < cost[user * size + near] ? place : near), sorted[0]),
  );
  return { medians: sorted, assignment, cost: medianCost(problem, sorted), lower, steps };
}
