import { endOfDay, roundDistance } from './drive-day.ts';
import type { VisitProblem } from './visit-problem.ts';

/** Rounds under change: round person × days + day. A changed round is a new array, so that a step is undone by its old ones. */
export interface RoundSet {
  readonly problem: VisitProblem;
  readonly rounds: (readonly number[])[];
  readonly load: Float64Array;
  /** Length of each round. */
  readonly cost: Float64Array;
  /** Round of each visit; −1 when it is left out. */
  readonly roundOf: Int32Array;
  /** The other visits of the same customer. */
  readonly siblings: readonly (readonly number[])[];
  /** Rounds as they were before the step, by number. */
  readonly before: Map<number, readonly number[]>;
}

export function emptyRounds(problem: VisitProblem): RoundSet {
  const count = problem.people * problem.days;
  const byCustomer = Map.groupBy(problem.visits.keys(), (index) => problem.visits[index].customer);
  return {
    problem,
    rounds: Array.from({ length: count }, () => []),
    load: new Float64Array(count),
    cost: new Float64Array(count),
    roundOf: new Int32Array(problem.visits.length).fill(-1),
    siblings: problem.visits.map(({ customer }, index) =>
      (byCustomer.get(customer) ?? []).filter((other) => other !== index),
    ),
    before: new Map(),
  };
}

/** Replaces a round and keeps the old one for `undo`. */
export function setRound(set: RoundSet, round: number, stops: readonly number[]): void {
  if (!set.before.has(round)) set.before.set(round, set.rounds[round]);
  place(set, round, stops);
}

export function keepStep(set: RoundSet): void {
  set.before.clear();
}

export function undoStep(set: RoundSet): void {
  for (const round of set.before.keys()) for (const stop of set.rounds[round]) set.roundOf[stop] = -1;
  for (const [round, stops] of set.before) place(set, round, stops);
  set.before.clear();
}

function place(set: RoundSet, round: number, stops: readonly number[]): void {
  set.rounds[round] = stops;
  set.cost[round] = roundDistance(set.problem, stops);
  let load = 0;
  for (const stop of stops) {
    load += set.problem.visits[stop].demand;
    set.roundOf[stop] = round;
  }
  set.load[round] = load;
}

/** Takes a visit out of its round. */
export function takeOut(set: RoundSet, visit: number): void {
  const round = set.roundOf[visit];
  setRound(
    set,
    round,
    set.rounds[round].filter((other) => other !== visit),
  );
  set.roundOf[visit] = -1;
}

/** Whether this round is on a day and with a person that suit the visit and the customer's other visits. */
function suits({ problem, roundOf, siblings }: RoundSet, visit: number, round: number): boolean {
  const { firstDay, lastDay, weekdays, daysApart } = problem.visits[visit];
  const day = round % problem.days;
  if (day < firstDay || day > lastDay) return false;
  if (weekdays !== undefined && !weekdays.includes(day % problem.weekLength)) return false;
  for (const sibling of siblings[visit]) {
    const other = roundOf[sibling];
    if (other === -1) continue;
    if (Math.abs((other % problem.days) - day) < daysApart) return false;
    if (Math.floor(other / problem.days) !== Math.floor(round / problem.days)) return false;
  }
  return true;
}

/**
 * Puts a visit where it lengthens the rounds least and every day can still be driven; false when there is no such place.
 * `overlook` says of a place that would be best so far whether to pass it over.
 */
export function putIn(set: RoundSet, visit: number, overlook: () => boolean): boolean {
  const { problem, rounds, load } = set;
  const { size, distance, start, end, visits } = problem;
  const { place: at, demand } = visits[visit];
  let least = Number.POSITIVE_INFINITY;
  let bestRound = -1;
  let bestPosition = 0;
  for (let round = 0; round < rounds.length; round++) {
    if (load[round] + demand > problem.capacity + 1e-9 || !suits(set, visit, round)) continue;
    const stops = rounds[round];
    for (let position = 0; position <= stops.length; position++) {
      const from = position === 0 ? start : visits[stops[position - 1]].place;
      const to = position < stops.length ? visits[stops[position]].place : end;
      const leg = distance[from * size + at];
      const gone = to === undefined || stops.length === 0 ? 0 : distance[from * size + to];
      const added = leg + (to === undefined ? 0 : distance[at * size + to]) - gone;
      if (added >= least || endOfDay(problem, stops, visit, position) === Number.POSITIVE_INFINITY || overlook())
        continue;
      least = added;
      bestRound = round;
      bestPosition = position;
    }
  }
  if (bestRound === -1) return false;
  setRound(set, bestRound, rounds[bestRound].toSpliced(bestPosition, 0, visit));
  return true;
}
