import { type Random, seededRandom } from '#kernel/random.ts';
import type { SearchBudget } from '#kernel/search-budget.ts';
import { timetable } from './drive-day.ts';
import { type RoundSet, emptyRounds, keepStep, putIn, takeOut, undoStep } from './round-set.ts';
import type { VisitPlan, VisitProblem } from './visit-problem.ts';

const mostRemoved = 10;
const blinkRate = 0.01;
/** Temperatures of the annealing as shares of the mean leg. */
const [startTemperature, endTemperature] = [0.5, 0.005];
/** A visit that must be made outweighs so many of the farthest round trips. */
const mustWeight = 1e4;

/**
 * Plans rounds of visits over people and days: must visits first, then as many of the others as fit by their worth, then
 * the shortest way. Hours of customers, length of the day, lunch, weekdays, spacing of repeated visits and one person per
 * customer are always kept. Large neighbourhood search (Shaw 1998; Pisinger & Ropke 2007) with simulated annealing:
 * takes some neighbouring visits out and puts them back where each costs least.
 */
export function planVisits(
  problem: VisitProblem,
  { seed = 1, budget }: { readonly seed?: number; readonly budget: SearchBudget },
): VisitPlan {
  const random = seededRandom(seed);
  const set = emptyRounds(problem);
  const penalty = penalties(problem);
  const all = [...problem.visits.keys()];
  let left = putBack(set, random.shuffle([...all]), penalty, random, 0);
  keepStep(set);
  let cost = costOf(set, left, penalty);
  let best = { rounds: [...set.rounds], left, cost };
  const legs = problem.visits.length + set.rounds.filter((stops) => stops.length > 0).length;
  const near = nearVisits(problem);
  let meanLeg = 0;
  for (const length of set.cost) meanLeg += length / Math.max(legs, 1);
  let steps = 0;
  let temperature = 0;
  for (let used = problem.visits.length === 0 ? 1 : 0; used < 1; ) {
    if (steps % 16 === 0) {
      used = budget.used(steps);
      temperature = meanLeg * startTemperature * (endTemperature / startTemperature) ** used;
    }
    steps += 1;
    const removed = takeSomeOut(set, near, random);
    const stillLeft = putBack(set, [...left, ...removed], penalty, random, 1 + random.integer(3));
    const trial = costOf(set, stillLeft, penalty);
    if (trial > cost - temperature * Math.log(1 - random.next())) {
      undoStep(set);
      continue;
    }
    keepStep(set);
    cost = trial;
    left = stillLeft;
    if (cost < best.cost - 1e-9) best = { rounds: [...set.rounds], left, cost };
  }
  const rounds = best.rounds
    .map((stops, round) => ({ stops, day: round % problem.days, person: Math.floor(round / problem.days) }))
    .filter(({ stops }) => stops.length > 0)
    .map(({ stops, day, person }) => timetable(problem, stops, day, person))
    .sort((a, b) => a.person - b.person || a.day - b.day);
  return {
    rounds,
    left: [...best.left].sort((a, b) => a - b),
    distance: rounds.reduce((sum, round) => sum + round.distance, 0),
    steps,
  };
}

/** What leaving a visit out costs, in units of distance. */
function penalties({ visits, distance }: VisitProblem): Float64Array {
  const farthest = 2 * distance.reduce((most, leg) => Math.max(most, leg), 0) + 1;
  return Float64Array.from(visits, ({ worth }) => farthest * (worth ?? mustWeight));
}

function costOf(set: RoundSet, left: readonly number[], penalty: Float64Array): number {
  let sum = 0;
  for (const length of set.cost) sum += length;
  for (const visit of left) sum += penalty[visit];
  return sum;
}

/** For each visit the others from near to far. */
function nearVisits({ visits, distance, size }: VisitProblem): (visit: number) => readonly number[] {
  const known = new Map<number, readonly number[]>();
  return (visit) => {
    let near = known.get(visit);
    if (near === undefined) {
      const row = visits[visit].place * size;
      near = [...visits.keys()]
        .filter((other) => other !== visit)
        .sort((a, b) => distance[row + visits[a].place] - distance[row + visits[b].place])
        .slice(0, 60);
      known.set(visit, near);
    }
    return near;
  };
}

/** Takes a whole round, some visits at random, or (mostly) some that are near each other out of their rounds. */
function takeSomeOut(set: RoundSet, near: (visit: number) => readonly number[], random: Random): readonly number[] {
  const count = set.problem.visits.length;
  const wanted = 1 + random.integer(Math.min(mostRemoved, Math.ceil(count * 0.6)));
  const drawn = random.next();
  const seed = random.integer(count);
  const round = set.roundOf[seed];
  const removed: number[] = [];
  const remove = (visit: number): void => {
    if (set.roundOf[visit] === -1) return;
    takeOut(set, visit);
    removed.push(visit);
  };
  if (drawn < 0.1 && round !== -1 && set.rounds[round].length <= 2 * mostRemoved)
    for (const visit of set.rounds[round]) remove(visit);
  else if (drawn < 0.3) for (let i = 0; i < wanted; i++) remove(random.integer(count));
  else {
    remove(seed);
    for (const visit of near(seed)) {
      if (removed.length >= wanted) break;
      if (random.next() < 0.8) remove(visit);
    }
  }
  return removed;
}

/** Puts visits back, the weightiest first and else in one of several orders; returns those that found no place. */
function putBack(
  set: RoundSet,
  visits: readonly number[],
  penalty: Float64Array,
  random: Random,
  order: number,
): readonly number[] {
  const { distance, size, start, visits: all } = set.problem;
  const keys: readonly ((visit: number) => number)[] = [
    (visit) => all[visit].close - all[visit].open,
    () => random.next(),
    (visit) => -distance[start * size + all[visit].place],
    (visit) => all[visit].close,
  ];
  const key = new Map(visits.map((visit) => [visit, keys[order](visit)]));
  const sorted = visits.toSorted((a, b) => penalty[b] - penalty[a] || (key.get(a) ?? 0) - (key.get(b) ?? 0) || a - b);
  const overlook = (): boolean => random.next() < blinkRate;
  return sorted.filter((visit) => !putIn(set, visit, overlook));
}
