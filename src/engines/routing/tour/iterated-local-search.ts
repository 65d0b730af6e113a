import type { Random } from '#kernel/random.ts';
import type { SearchBudget } from '#kernel/search-budget.ts';
import { copyTour, cyclicTour, tourLength } from './cyclic-tour.ts';
import { type NearLists, enqueue, stopQueue, twoOptOrOpt } from './two-opt-or-opt.ts';

const longestPart = 50;
/** How much worse than the best a tour may be to be worked on further, as a share of the mean leg. */
const startTolerance = 0.1;

/**
 * Shortens a round trip: kick, repair, keep when it is hardly worse. The kick swaps two neighbouring stretches (the double
 * bridge of Martin, Otto & Felten 1991, kept local as in Johnson & McGeoch 1997 so that only its surroundings must be
 * repaired). Symmetric distances, at least 8 stops. Stops early at a length of `lower` or less.
 */
export function iteratedLocalSearch(
  distance: Float64Array,
  start: ArrayLike<number>,
  near: NearLists,
  { random, budget, lower }: { readonly random: Random; readonly budget: SearchBudget; readonly lower: number },
): { readonly order: Int32Array; readonly length: number; readonly steps: number } {
  const n = start.length;
  const tour = cyclicTour(start);
  const queue = stopQueue(n);
  for (let stop = 0; stop < n; stop++) enqueue(queue, stop);
  twoOptOrOpt(tour, distance, near, queue);
  let length = tourLength(distance, tour.order);
  const kept = cyclicTour(tour.order);
  const best = cyclicTour(tour.order);
  let bestLength = length;
  let tolerance = 0;
  let steps = 0;
  for (let used = 0; used < 1 && bestLength > lower + 1e-9; ) {
    if (steps % 64 === 0) {
      used = budget.used(steps);
      tolerance = ((startTolerance * bestLength) / n) * (1 - used);
    }
    steps += 1;
    const added = swapStretches(tour.order, tour.positionOf, distance, random, (stop) => enqueue(queue, stop));
    const trial = length + added - twoOptOrOpt(tour, distance, near, queue);
    if (trial > bestLength + tolerance && trial > length - 1e-9) {
      copyTour(kept, tour);
      continue;
    }
    copyTour(tour, kept);
    length = trial;
    if (length >= bestLength - 1e-9) continue;
    bestLength = length;
    copyTour(tour, best);
  }
  return { order: best.order, length: tourLength(distance, best.order), steps };
}

/** Swaps two neighbouring stretches at a random place; returns the length added. */
function swapStretches(
  order: Int32Array,
  positionOf: Int32Array,
  distance: Float64Array,
  random: Random,
  changed: (stop: number) => void,
): number {
  const n = order.length;
  const most = Math.min(longestPart, Math.floor((n - 2) / 2));
  const [first, second] = [1 + random.integer(most), 1 + random.integer(most)];
  const start = random.integer(n);
  const at = (offset: number): number => order[(start + offset) % n];
  const [a, b, c, d, e, f] = [at(0), at(1), at(first), at(first + 1), at(first + second), at(first + second + 1)];
  const added =
    distance[a * n + d] +
    distance[e * n + b] +
    distance[c * n + f] -
    distance[a * n + b] -
    distance[c * n + d] -
    distance[e * n + f];
  const moved = Array.from({ length: first + second }, (_, i) => at(1 + ((i + first) % (first + second))));
  for (let i = 0; i < moved.length; i++) {
    const place = (start + 1 + i) % n;
    order[place] = moved[i];
    positionOf[moved[i]] = place;
  }
  for (const stop of [a, b, c, d, e, f]) changed(stop);
  return added;
}
