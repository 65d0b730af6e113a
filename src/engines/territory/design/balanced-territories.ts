import { type Random, seededRandom } from '#kernel/random.ts';
import type { SearchBudget } from '#kernel/search-budget.ts';
import { territoryBalance } from './territory-balance.ts';
import type { TerritoryDesign, TerritoryProblem } from './territory-problem.ts';

interface State {
  readonly problem: TerritoryProblem;
  readonly n: number;
  readonly k: number;
  readonly territoryOf: Int32Array;
  readonly centre: Float64Array;
  readonly members: number[][];
  /** Place of each place in the list of its territory's members. */
  readonly rankOf: Int32Array;
  /** Workload and potential of each territory, as shares of the mean territory. */
  readonly load: Float64Array;
  readonly worth: Float64Array;
  /** Workload and potential of each place in the same unit. */
  readonly loadOf: Float64Array;
  readonly worthOf: Float64Array;
}

/** So many nearest centres are tried for a place. */
const mostCentres = 8;
const lloydRounds = 12;
/** Price of one mean territory of imbalance, in squared distances of all places of a territory: from, and to at the end. */
const [firstPrice, lastPrice] = [4, 4000];
const steepness = 20;
/** The search aims a little inside the tolerance. */
const aim = 0.9;

/**
 * Divides places into territories that are balanced in two measures at once, compact, and close to those of today.
 * Lloyd's rounds from the territories of today (else from k-means++ seeds, Arthur & Vassilvitskii 2007), then simulated
 * annealing over moves of one place to a territory nearby and swaps of two, with a rising price on imbalance beyond the
 * tolerance (soft balance as in Ríos-Mercado & Fernández 2009 "A reactive GRASP for a commercial territory design problem").
 */
export function balancedTerritories(
  problem: TerritoryProblem,
  { seed = 1, budget }: { readonly seed?: number; readonly budget: SearchBudget },
): TerritoryDesign {
  const random = seededRandom(seed);
  const state = begin(problem, random);
  const { n, k, territoryOf } = state;
  const near = new Int32Array(n * Math.min(mostCentres, k));
  const width = near.length / Math.max(n, 1);
  let scale = spreadOf(state) || 1;
  let steps = 0;
  let best = { territoryOf: Int32Array.from(territoryOf), score: Number.POSITIVE_INFINITY };
  const span = Math.max(1000, 10 * n);
  const movable = Array.from({ length: n }, (_, i) => i).filter(
    (i) => problem.locked[i] === 0 || problem.current[i] === -1,
  );
  for (let used = 0; used < 1 && k > 1 && movable.length > 0; ) {
    used = budget.used(steps);
    recentre(state);
    scale = spreadOf(state) || scale;
    findNear(state, near, width);
    const price = (firstPrice * (lastPrice / firstPrice) ** used * n) / k;
    const temperature = 0.5 * (1 - used) ** 2 + 1e-6;
    const until = steps + span;
    while (steps < until) {
      steps += 1;
      if ((steps & 1023) === 0 && budget.used(steps) >= 1) break;
      const place = movable[random.integer(movable.length)];
      const from = territoryOf[place];
      const to = near[place * width + random.integer(width)];
      if (to === from || !mayBe(problem, place, to)) continue;
      const swapped = random.next() < 0.5 ? partner(state, near, width, from, to, random) : -1;
      const changed =
        (placeCost(state, place, to) - placeCost(state, place, from)) / scale +
        (swapped === -1 ? 0 : (placeCost(state, swapped, from) - placeCost(state, swapped, to)) / scale) +
        problem.disruption *
          (leaving(problem, place, from, to) + (swapped === -1 ? 0 : leaving(problem, swapped, to, from))) +
        price * imbalanceChange(state, place, swapped, from, to);
      if (changed >= -temperature * Math.log(1 - random.next())) continue;
      assign(state, place, to);
      if (swapped !== -1) assign(state, swapped, from);
    }
    const score = scoreOf(state, scale);
    if (score < best.score) best = { territoryOf: Int32Array.from(territoryOf), score };
  }
  if (best.score < Number.POSITIVE_INFINITY)
    best.territoryOf.forEach((territory, place) => assign(state, place, territory));
  recentre(state);
  let moved = 0;
  for (let i = 0; i < n; i++) if (problem.current[i] !== -1 && problem.current[i] !== territoryOf[i]) moved += 1;
  return {
    territoryOf,
    balance: territoryBalance(problem, territoryOf).worst,
    moved,
    spread: spreadOf(state),
    steps,
  };
}

/** Balance first, then distance and disruption. */
function scoreOf(state: State, scale: number): number {
  const { problem, n, k, territoryOf, load, worth } = state;
  let over = 0;
  for (let t = 0; t < k; t++) over += excess(load[t], problem.tolerance) + excess(worth[t], problem.tolerance);
  let moved = 0;
  for (let i = 0; i < n; i++) if (problem.current[i] !== -1 && problem.current[i] !== territoryOf[i]) moved += 1;
  return (over * lastPrice * n) / k + (n * spreadOf(state)) / scale + problem.disruption * moved;
}

function begin(problem: TerritoryProblem, random: Random): State {
  const n = problem.workload.length;
  const k = problem.territories;
  const share = (values: Float64Array): Float64Array => {
    const total = values.reduce((sum, value) => sum + value, 0);
    return values.map((value) => (total > 0 ? (value * k) / total : k / n));
  };
  const state: State = {
    problem,
    n,
    k,
    territoryOf: new Int32Array(n).fill(-1),
    centre: new Float64Array(3 * k),
    members: Array.from({ length: k }, () => []),
    rankOf: new Int32Array(n),
    load: new Float64Array(k),
    worth: new Float64Array(k),
    loadOf: share(problem.workload),
    worthOf: share(problem.potential),
  };
  problem.current.forEach((territory, place) => {
    if (territory !== -1 && mayBe(problem, place, territory)) assign(state, place, territory);
  });
  recentre(state);
  seedEmpty(state, random);
  for (let round = 0; round < lloydRounds; round++) {
    for (let place = 0; place < n; place++) {
      const kept = problem.current[place] !== -1 && (problem.locked[place] === 1 || problem.disruption > 0);
      if (kept && mayBe(problem, place, problem.current[place])) assign(state, place, problem.current[place]);
      else assign(state, place, cheapest(state, place));
    }
    recentre(state);
  }
  return state;
}

/** Gives territories without a place a centre: k-means++ seeds far from the centres there are. */
function seedEmpty(state: State, random: Random): void {
  const { problem, n, k, centre, members } = state;
  const distance = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const seen = (territory: number): void => {
    for (let i = 0; i < n; i++) distance[i] = Math.min(distance[i], placeCost(state, i, territory));
  };
  for (let t = 0; t < k; t++) if (members[t].length > 0) seen(t);
  for (let t = 0; t < k; t++) {
    if (members[t].length > 0) continue;
    const known = Number.isFinite(distance[0]);
    const total = known ? distance.reduce((sum, value) => sum + value, 0) : 0;
    let drawn = random.next() * total;
    let place = total > 0 ? distance.findIndex((value) => (drawn -= value) < 0) : random.integer(n);
    if (place === -1) place = random.integer(n);
    for (let axis = 0; axis < 3; axis++) centre[3 * t + axis] = problem.at[3 * place + axis];
    seen(t);
  }
}

function cheapest(state: State, place: number): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let t = 0; t < state.k; t++) {
    if (!mayBe(state.problem, place, t)) continue;
    const cost = placeCost(state, place, t);
    if (cost >= least) continue;
    least = cost;
    best = t;
  }
  return best;
}

function assign(state: State, place: number, to: number): void {
  const { territoryOf, members, rankOf, load, worth, loadOf, worthOf } = state;
  const from = territoryOf[place];
  if (from === to) return;
  if (from !== -1) {
    const last = members[from].pop() ?? place;
    if (last !== place) {
      members[from][rankOf[place]] = last;
      rankOf[last] = rankOf[place];
    }
    load[from] -= loadOf[place];
    worth[from] -= worthOf[place];
  }
  territoryOf[place] = to;
  rankOf[place] = members[to].length;
  members[to].push(place);
  load[to] += loadOf[place];
  worth[to] += worthOf[place];
}

/** Puts each centre in the middle of its places; a territory without places keeps its centre. */
function recentre({ problem, n, k, territoryOf, centre, members }: State): void {
  const sums = new Float64Array(3 * k);
  for (let i = 0; i < n; i++) {
    const t = territoryOf[i];
    if (t === -1) continue;
    for (let axis = 0; axis < 3; axis++) sums[3 * t + axis] += problem.at[3 * i + axis];
  }
  for (let t = 0; t < k; t++)
    if (members[t].length > 0)
      for (let axis = 0; axis < 3; axis++) centre[3 * t + axis] = sums[3 * t + axis] / members[t].length;
}

/** Squared distance of a place to the centre of a territory. */
function placeCost({ problem: { at }, centre }: State, place: number, territory: number): number {
  const [p, c] = [3 * place, 3 * territory];
  return (at[p] - centre[c]) ** 2 + (at[p + 1] - centre[c + 1]) ** 2 + (at[p + 2] - centre[c + 2]) ** 2;
}

function spreadOf(state: State): number {
  let sum = 0;
  for (let i = 0; i < state.n; i++) sum += placeCost(state, i, state.territoryOf[i]);
  return sum / Math.max(state.n, 1);
}

/** The nearest centres of every place. */
function findNear(state: State, near: Int32Array, width: number): void {
  const { n, k } = state;
  const costs = new Float64Array(width);
  for (let i = 0; i < n; i++) {
    let found = 0;
    for (let t = 0; t < k; t++) {
      const cost = placeCost(state, i, t);
      if (found === width && cost >= costs[width - 1]) continue;
      let j = found < width ? found++ : width - 1;
      for (; j > 0 && costs[j - 1] > cost; j--) {
        costs[j] = costs[j - 1];
        near[i * width + j] = near[i * width + j - 1];
      }
      costs[j] = cost;
      near[i * width + j] = t;
    }
  }
}

/** A place of territory `to` that lies near `from` and may go there; −1 when a few draws find none. */
function partner(
  { problem, members }: State,
  near: Int32Array,
  width: number,
  from: number,
  to: number,
  random: Random,
): number {
  const places = members[to];
  for (let tries = 0; tries < 6 && places.length > 0; tries++) {
    const place = places[random.integer(places.length)];
    if (!mayBe(problem, place, from)) continue;
    for (let j = 0; j < width; j++) if (near[place * width + j] === from) return place;
  }
  return -1;
}

function mayBe({ allowed, territories, locked, current }: TerritoryProblem, place: number, territory: number): boolean {
  if (locked[place] === 1 && current[place] !== -1) return territory === current[place];
  return allowed === undefined || allowed[place * territories + territory] === 1;
}

/** 1 when the place leaves its territory of today, −1 when it comes back to it. */
function leaving({ current }: TerritoryProblem, place: number, from: number, to: number): number {
  return current[place] === from ? 1 : current[place] === to ? -1 : 0;
}

/** Grows faster than the excess, so that load flows from a very full territory over its neighbours to an empty one. */
function excess(load: number, tolerance: number): number {
  const over = Math.max(0, Math.abs(load - 1) - aim * tolerance);
  return over + steepness * over * over;
}

function imbalanceChange(state: State, place: number, swapped: number, from: number, to: number): number {
  const { load, worth, loadOf, worthOf, problem } = state;
  const { tolerance } = problem;
  const shift = loadOf[place] - (swapped === -1 ? 0 : loadOf[swapped]);
  const worthShift = worthOf[place] - (swapped === -1 ? 0 : worthOf[swapped]);
  return (
    excess(load[from] - shift, tolerance) +
    excess(load[to] + shift, tolerance) -
    excess(load[from], tolerance) -
    excess(load[to], tolerance) +
    excess(worth[from] - worthShift, tolerance) +
    excess(worth[to] + worthShift, tolerance) -
    excess(worth[from], tolerance) -
    excess(worth[to], tolerance)
  );
}
