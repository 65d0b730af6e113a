import { type Random, seededRandom } from '#kernel/random.ts';
import type { SearchBudget } from '#kernel/search-budget.ts';
import { tourLength } from './cyclic-tour.ts';
import { iteratedLocalSearch } from './iterated-local-search.ts';
import { oneTreeBound } from './one-tree-bound.ts';
import { mostExactStops, shortestTourExact } from './shortest-tour-exact.ts';
import type { NearLists } from './two-opt-or-opt.ts';

export interface Tour {
  /** Stops in order, beginning with stop 0. */
  readonly order: readonly number[];
  readonly length: number;
  /** No round trip is shorter than this; equal to `length` when the tour is proved to be best. */
  readonly lower: number;
  readonly method: 'exact' | 'iterated local search';
  readonly steps: number;
}

const nearCount = 10;
/** Above so many stops the bound is left out: it costs n² a step. */
const mostBoundStops = 2000;

/**
 * The shortest round trip over n stops with symmetric distances (row-major, n × n): exact up to 12 stops, else iterated
 * local search from the nearest-neighbour tour, with a bound that says how far it can be from the best.
 */
export function shortestTour(
  distance: Float64Array,
  n: number,
  { seed = 1, budget }: { readonly seed?: number; readonly budget: SearchBudget },
): Tour {
  if (n <= mostExactStops) {
    const order = shortestTourExact(distance, n);
    const length = tourLength(distance, order);
    return { order, length, lower: length, method: 'exact', steps: 0 };
  }
  const random = seededRandom(seed);
  const start = nearestNeighbourTour(distance, n, random);
  const whole = distance.every(Number.isInteger);
  const bound = n > mostBoundStops ? 0 : oneTreeBound(distance, n, tourLength(distance, start));
  const lower = Math.max(0, whole ? Math.ceil(bound - 1e-6) : bound);
  const found = iteratedLocalSearch(distance, start, nearLists(distance, n, nearCount), { random, budget, lower });
  const order = fromFirst(found.order);
  return {
    order,
    length: found.length,
    lower: Math.min(lower, found.length),
    method: 'iterated local search',
    steps: found.steps,
  };
}

/** Each time to the nearest stop not yet visited, from a random one. */
function nearestNeighbourTour(distance: Float64Array, n: number, random: Random): number[] {
  const visited = new Uint8Array(n);
  const order = [random.integer(n)];
  visited[order[0]] = 1;
  while (order.length < n) {
    const row = order[order.length - 1] * n;
    let nearest = -1;
    for (let j = 0; j < n; j++) {
      if (visited[j] === 0 && (nearest === -1 || distance[row + j] < distance[row + nearest])) nearest = j;
    }
    visited[nearest] = 1;
    order.push(nearest);
  }
  return order;
}

export function nearLists(distance: Float64Array, n: number, most: number): NearLists {
  const count = Math.min(most, n - 1);
  const stops = new Int32Array(n * count);
  const all = Array.from({ length: n }, (_, i) => i);
  for (let stop = 0; stop < n; stop++) {
    const row = stop * n;
    const others = all.filter((other) => other !== stop);
    others.sort((a, b) => distance[row + a] - distance[row + b]);
    for (let k = 0; k < count; k++) stops[stop * count + k] = others[k];
  }
  return { count, stops };
}

function fromFirst(order: Int32Array): number[] {
  const at = order.indexOf(0);
  return [...order.subarray(at), ...order.subarray(0, at)];
}
