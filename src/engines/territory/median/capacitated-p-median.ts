import { type Random, seededRandom } from '#kernel/random.ts';
import { type SearchBudget, spanOf } from '#kernel/search-budget.ts';

export interface CapacitatedMedians {
  readonly medians: readonly number[];
  readonly assignment: readonly number[];
  readonly cost: number;
  /** Load above capacity that could not be avoided; 0 in a usable answer. */
  readonly overload: number;
  readonly steps: number;
}

interface State {
  readonly size: number;
  readonly cost: Float64Array;
  readonly demand: Float64Array;
  readonly groupOf: Int32Array;
  readonly members: number[][];
  readonly load: Float64Array;
  /** What it would cost to serve group g from place f: g × size + f. */
  readonly sums: Float64Array;
  readonly groupCost: Float64Array;
  readonly capacity: number;
}

/** Temperatures of the annealing as shares of the mean cost of a user. */
const [startTemperature, endTemperature] = [1, 0.01];

/** The budget is shared by so many annealings from different beginnings. */
const starts = 4;

/**
 * Splits users into p groups of limited load, each served from the best of its members: simulated annealing over moves of one
 * user and swaps of two, where the cost of every possible median of a group is kept up to date (an alternation of location
 * and allocation as in Mulvey & Beck 1984). Load above capacity is allowed at a rising price on the way. The best of several
 * annealings.
 */
export function capacitatedPMedian(
  cost: Float64Array,
  size: number,
  p: number,
  demand: Float64Array,
  capacity: number,
  { seed = 1, budget }: { readonly seed?: number; readonly budget: SearchBudget },
): CapacitatedMedians {
  const random = seededRandom(seed);
  let steps = 0;
  let best: CapacitatedMedians | undefined;
  for (let start = 0; start < starts; start++) {
    const span = spanOf(budget, steps, start === starts - 1 ? 1 : 1 / starts);
    const found = anneal(cost, size, p, demand, capacity, random.fork(start), span);
    steps += found.steps;
    const better =
      best === undefined ||
      found.overload < best.overload - 1e-9 ||
      (found.overload <= best.overload + 1e-9 && found.cost < best.cost);
    if (better) best = found;
  }
  if (best === undefined) throw new Error('at least one annealing is run');
  return { ...best, steps };
}

function anneal(
  cost: Float64Array,
  size: number,
  p: number,
  demand: Float64Array,
  capacity: number,
  random: Random,
  budget: SearchBudget,
): CapacitatedMedians {
  const state = begin(cost, size, p, demand, capacity, random);
  const mean = sum(state.groupCost) / size || 1;
  const scale = mean / Math.max(sum(demand) / size, 1e-9);
  let price = scale;
  let best: { groupOf: Int32Array; cost: number; overload: number } = {
    groupOf: Int32Array.from(state.groupOf),
    cost: sum(state.groupCost),
    overload: overloadOf(state),
  };
  let steps = 0;
  let temperature = mean * startTemperature;
  for (let used = p >= 2 ? 0 : 1; used < 1; ) {
    if (steps % 256 === 0) {
      used = budget.used(steps);
      temperature = mean * startTemperature * (endTemperature / startTemperature) ** used;
      price = scale * (1 + 20 * used);
    }
    steps += 1;
    const one = random.integer(size);
    const from = state.groupOf[one];
    let to = random.integer(p - 1);
    if (to >= from) to += 1;
    const other = random.next() < 0.5 || state.members[to].length === 0 ? -1 : random.pick(state.members[to]);
    if (other === -1 && state.members[from].length === 1) continue;
    const loadFrom = state.load[from] - demand[one] + (other === -1 ? 0 : demand[other]);
    const loadTo = state.load[to] + demand[one] - (other === -1 ? 0 : demand[other]);
    const over = (load: number): number => Math.max(0, load - capacity);
    const changed =
      changedCost(state, from, one, other) +
      changedCost(state, to, other, one) -
      state.groupCost[from] -
      state.groupCost[to] +
      price * (over(loadFrom) + over(loadTo) - over(state.load[from]) - over(state.load[to]));
    if (changed >= -temperature * Math.log(1 - random.next())) continue;
    move(state, one, to);
    if (other !== -1) move(state, other, from);
    state.groupCost[from] = leastCost(state, from);
    state.groupCost[to] = leastCost(state, to);
    const overload = overloadOf(state);
    const total = sum(state.groupCost);
    if (overload < best.overload - 1e-9 || (overload <= best.overload + 1e-9 && total < best.cost - 1e-9))
      best = { groupOf: Int32Array.from(state.groupOf), cost: total, overload };
  }
  for (let user = 0; user < size; user++)
    if (state.groupOf[user] !== best.groupOf[user]) move(state, user, best.groupOf[user]);
  const medianOf = state.members.map((_, group) => leastPlace(state, group));
  const assignment = Array.from(state.groupOf, (group) => medianOf[group]);
  return {
    medians: medianOf.filter((place) => place !== -1).sort((a, b) => a - b),
    assignment,
    cost: assignment.reduce((total, median, user) => total + cost[user * size + median], 0),
    overload: best.overload,
    steps,
  };
}

/** p spread-out seeds, then users by falling demand to the nearest seed that has room (else to the one with most room). */
function begin(
  cost: Float64Array,
  size: number,
  p: number,
  demand: Float64Array,
  capacity: number,
  random: Random,
): State {
  const seeds = [random.integer(size)];
  while (seeds.length < p) {
    const distance = (user: number): number => Math.min(...seeds.map((seed) => cost[user * size + seed]));
    let farthest = -1;
    for (let user = 0; user < size; user++)
      if (!seeds.includes(user) && (farthest === -1 || distance(user) > distance(farthest))) farthest = user;
    seeds.push(farthest);
  }
  const state: State = {
    size,
    cost,
    demand,
    groupOf: new Int32Array(size).fill(-1),
    members: seeds.map(() => []),
    load: new Float64Array(p),
    sums: new Float64Array(p * size),
    groupCost: new Float64Array(p),
    capacity,
  };
  const groups = seeds.map((_, group) => group);
  seeds.forEach((seed, group) => move(state, seed, group));
  for (const user of Array.from({ length: size }, (_, i) => i).sort((a, b) => demand[b] - demand[a] || a - b)) {
    if (state.groupOf[user] !== -1) continue;
    const fits = groups.filter((group) => state.load[group] + demand[user] <= capacity);
    const key =
      fits.length > 0 ? (group: number) => cost[user * size + seeds[group]] : (group: number) => state.load[group];
    move(
      state,
      user,
      (fits.length > 0 ? fits : groups).reduce((a, b) => (key(b) < key(a) ? b : a)),
    );
  }
  for (const group of groups) state.groupCost[group] = leastCost(state, group);
  return state;
}

function move({ size, cost, demand, groupOf, members, load, sums }: State, user: number, group: number): void {
  const from = groupOf[user];
  const row = user * size;
  if (from !== -1) {
    members[from].splice(members[from].indexOf(user), 1);
    load[from] -= demand[user];
    for (let place = 0; place < size; place++) sums[from * size + place] -= cost[row + place];
  }
  groupOf[user] = group;
  members[group].push(user);
  load[group] += demand[user];
  for (let place = 0; place < size; place++) sums[group * size + place] += cost[row + place];
}

/** Least cost of a group when `leaves` goes and `enters` comes (either may be −1), over all members as medians. */
function changedCost({ size, cost, sums, members }: State, group: number, leaves: number, enters: number): number {
  let least = Number.POSITIVE_INFINITY;
  const at = group * size;
  const consider = (place: number): void => {
    const value =
      sums[at + place] -
      (leaves === -1 ? 0 : cost[leaves * size + place]) +
      (enters === -1 ? 0 : cost[enters * size + place]);
    if (value < least) least = value;
  };
  for (const place of members[group]) if (place !== leaves) consider(place);
  if (enters !== -1) consider(enters);
  return least;
}

function leastCost(state: State, group: number): number {
  return state.members[group].length === 0 ? 0 : changedCost(state, group, -1, -1);
}

function leastPlace({ size, sums, members }: State, group: number): number {
  const places = members[group].toSorted((a, b) => a - b);
  return places.reduce((a, b) => (sums[group * size + b] < sums[group * size + a] ? b : a), places[0] ?? -1);
}

function overloadOf({ load, capacity }: State): number {
  return load.reduce((total, value) => total + Math.max(0, value - capacity), 0);
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
