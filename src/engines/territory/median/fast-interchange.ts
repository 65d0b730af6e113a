import type { MedianProblem } from './median-problem.ts';

/** Open places with, for each user, the cheapest and the second; and what every swap would save. */
export interface Interchange {
  readonly problem: MedianProblem;
  readonly open: Uint8Array;
  readonly medians: Int32Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** What opening a place saves, what closing one costs, and what of the cost is not due when both happen. */
  readonly gain: Float64Array;
  readonly loss: Float64Array;
  readonly extra: Float64Array;
  total: number;
}

const tiny = 1e-9;

/** Starts from the given medians. */
export function beginInterchange(problem: MedianProblem, medians: ArrayLike<number>): Interchange {
  const { size } = problem;
  const state: Interchange = {
    problem,
    open: new Uint8Array(size),
    medians: Int32Array.from(medians),
    first: new Int32Array(size),
    second: new Int32Array(size),
    gain: new Float64Array(size),
    loss: new Float64Array(size),
    extra: new Float64Array(size * size),
    total: 0,
  };
  for (const place of state.medians) state.open[place] = 1;
  for (let user = 0; user < size; user++) {
    findClosest(state, user, 0);
    count(state, user, 1);
    state.total += problem.cost[user * size + state.first[user]];
  }
  return state;
}

/**
 * Swaps an open place for a closed one as long as that saves anything, each time the best pair
 * (Resende & Werneck 2007 "A fast swap-based local search procedure for location problems", section 4: profit = gain − loss +
 * extra, kept up to date only for users whose two cheapest places changed). At least 2 medians.
 */
export function fastInterchange(state: Interchange): void {
  const { size } = state.problem;
  for (;;) {
    let best = tiny;
    let enters = -1;
    let leaves = -1;
    for (let place = 0; place < size; place++) {
      if (state.open[place] === 1) continue;
      const row = place * size;
      for (let k = 0; k < state.medians.length; k++) {
        const median = state.medians[k];
        const profit = state.gain[place] - state.loss[median] + state.extra[row + median];
        if (profit <= best) continue;
        best = profit;
        enters = place;
        leaves = k;
      }
    }
    if (enters === -1) return;
    swap(state, leaves, enters);
  }
}

/** Closes the median of rank `leaves` and opens `enters`. */
export function swap(state: Interchange, leaves: number, enters: number): void {
  const { size, cost } = state.problem;
  const { first, second, open, medians } = state;
  const closed = medians[leaves];
  for (let user = 0; user < size; user++) {
    const row = user * size;
    const hit = first[user] === closed || second[user] === closed || cost[row + enters] < cost[row + second[user]];
    if (!hit) continue;
    count(state, user, -1);
    state.total -= cost[row + first[user]];
    first[user] = -1; // to be found anew below
  }
  open[closed] = 0;
  open[enters] = 1;
  medians[leaves] = enters;
  for (let user = 0; user < size; user++) {
    if (first[user] !== -1) continue;
    findClosest(state, user, 0);
    count(state, user, 1);
    state.total += cost[user * size + first[user]];
  }
}

function findClosest(
  { problem: { size, ranked }, open, first, second }: Interchange,
  user: number,
  from: number,
): void {
  const row = user * size;
  let rank = from;
  while (open[ranked[row + rank]] === 0) rank += 1;
  first[user] = ranked[row + rank];
  rank += 1;
  while (open[ranked[row + rank]] === 0) rank += 1;
  second[user] = ranked[row + rank];
}

/** Adds (sign 1) or takes back (−1) what one user contributes to gain, loss and extra. */
function count(state: Interchange, user: number, sign: number): void {
  const { problem, first, second, gain, loss, extra } = state;
  const { size, cost, ranked } = problem;
  const row = user * size;
  const closest = first[user];
  const nearest = cost[row + closest];
  const next = cost[row + second[user]];
  loss[closest] += sign * (next - nearest);
  for (let rank = 0; rank < size; rank++) {
    const place = ranked[row + rank];
    const at = cost[row + place];
    if (at >= next) break;
    if (at < nearest) {
      gain[place] += sign * (nearest - at);
      extra[place * size + closest] += sign * (next - nearest);
    } else extra[place * size + closest] += sign * (next - at);
  }
}
