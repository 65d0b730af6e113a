import type { SearchBudget } from '#kernel/search-budget.ts';
import type { Random } from '#kernel/random.ts';
import { type Insertion, insertAbsent, makeInsertion } from './blink-insertion.ts';
import type { FleetProblem } from './fleet-problem.ts';
import {
  type RouteSet,
  closeRoute,
  copyRouteSet,
  copyTouched,
  emptyRouteSet,
  openRoute,
  totalCost,
} from './route-set.ts';
import { type Removal, removeStrings } from './string-removal.ts';

/** Everything one search works with. */
export interface Search {
  readonly problem: FleetProblem;
  readonly current: RouteSet;
  /** The changed copy of `current` that is being judged. */
  readonly trial: RouteSet;
  readonly best: RouteSet;
  readonly removal: Removal;
  readonly insertion: Insertion;
  readonly touched: Uint8Array;
  readonly random: Random;
}

const meanRemoved = 10;
/** So many neighbours of a customer are looked at for strings to remove. */
const mostNeighbours = 200;

/** Begins a search: all customers put on routes greedily, at most `mostRoutes` of them. */
export function beginSearch(problem: FleetProblem, random: Random, mostRoutes: number): Search {
  const { size, customers, distance } = problem;
  const nearCount = Math.min(customers.length - 1, mostNeighbours);
  const near = new Int32Array(size * nearCount);
  for (const customer of customers) {
    const others = Array.from(customers).filter((other) => other !== customer);
    const reach = (other: number): number => distance[customer * size + other] + distance[other * size + customer];
    others.sort((a, b) => reach(a) - reach(b));
    near.set(others.slice(0, nearCount), customer * nearCount);
  }
  const search: Search = {
    problem,
    current: emptyRouteSet(problem, mostRoutes),
    trial: emptyRouteSet(problem, mostRoutes),
    best: emptyRouteSet(problem, mostRoutes),
    removal: { near, nearCount, leaves: new Uint8Array(size), random, meanRemoved },
    insertion: makeInsertion(problem, random),
    touched: new Uint8Array(mostRoutes),
    random,
  };
  insertAbsent(search.current, search.insertion, mostRoutes, search.touched);
  search.touched.fill(0);
  copyRouteSet(search.current, search.best);
  copyRouteSet(search.current, search.trial);
  return search;
}

/** One ruin and recreate on `trial`. */
function ruinRecreate(search: Search, mostRoutes: number): void {
  removeStrings(search.trial, search.removal, search.touched);
  insertAbsent(search.trial, search.insertion, mostRoutes, search.touched);
}

/**
 * Uses fewer vehicles: closes the route whose customers are easiest to place and tries to serve them from the others; a
 * trial is taken when fewer are absent, or those absent have been so less often (Christiaens & Vanden Berghe 2020, section
 * 4.4: absence counters). Stops at `leastRoutes`. The best set found is left in `best`.
 */
export function minimiseFleet(search: Search, budget: SearchBudget, leastRoutes: number): number {
  const { current, trial, best, touched, problem } = search;
  const absences = new Float64Array(problem.size);
  const sumOf = (set: RouteSet): number => {
    let sum = 0;
    for (let i = 0; i < set.absentCount; i++) sum += absences[set.absent[i]];
    return sum;
  };
  let steps = 0;
  copyRouteSet(best, current);
  if (current.absentCount === 0 && current.routes > leastRoutes) closeEasiest(current, absences);
  copyRouteSet(current, trial);
  let cost = totalCost(current);
  while (budget.used(steps) < 1 && (current.absentCount > 0 || current.routes > leastRoutes)) {
    steps += 1;
    ruinRecreate(search, current.routes);
    for (let i = 0; i < trial.absentCount; i++) absences[trial.absent[i]] += 1;
    const trialCost = totalCost(trial);
    const take =
      trial.absentCount < current.absentCount ||
      sumOf(trial) < sumOf(current) ||
      (trial.absentCount === current.absentCount && sumOf(trial) === sumOf(current) && trialCost < cost);
    if (!take) {
      copyTouched(current, trial, touched);
      continue;
    }
    copyTouched(trial, current, touched);
    cost = trialCost;
    if (current.absentCount > 0) continue;
    copyRouteSet(current, best);
    if (current.routes <= leastRoutes) break;
    closeEasiest(current, absences);
    copyRouteSet(current, trial);
    cost = totalCost(current);
  }
  return steps;
}

/** Closes the route whose customers have been absent least, and makes them absent. */
function closeEasiest(set: RouteSet, absences: Float64Array): void {
  let easiest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let route = 0; route < set.routes; route++) {
    let sum = 0;
    for (let i = 1; i <= set.length[route]; i++) sum += absences[set.rows[route * set.stride + i]];
    if (sum < least) {
      least = sum;
      easiest = route;
    }
  }
  for (let i = 1; i <= set.length[easiest]; i++) {
    const customer = set.rows[easiest * set.stride + i];
    set.absent[set.absentCount++] = customer;
    set.routeOf[customer] = -1;
  }
  closeRoute(set, easiest);
}

/**
 * Shortens the routes by simulated annealing over ruin and recreate, from the best set found so far and with at most
 * `mostRoutes` routes. Where vehicles are few, the way from one good plan to another leads over plans that leave someone
 * out: an absent customer has a price, which is raised and lowered so that about half of the time everyone is served; when
 * this lasts too long, the search goes on from the best set.
 */
export function minimiseDistance(search: Search, budget: SearchBudget, mostRoutes: number, heat = 1): number {
  const { current, trial, best, touched, random, problem } = search;
  copyRouteSet(best, current);
  if (current.routes < mostRoutes) openRoute(current);
  copyRouteSet(current, trial);
  let bestCost = totalCost(best);
  const leg = bestCost / (problem.customers.length + current.routes);
  const [hot, cold] = [heat * startTemperature * leg, endTemperature * leg];
  let price = 5 * leg;
  let cost = bestCost + price * current.absentCount;
  let complete = 0;
  let missing = 0;
  let steps = 0;
  let temperature = hot;
  for (let used = 0; used < 1; ) {
    if (steps % 32 === 0) {
      used = budget.used(steps);
      temperature = hot * (cold / hot) ** used;
    }
    if (steps % priceSpan === priceSpan - 1) {
      price *= complete > completeShare * priceSpan ? 1 / priceChange : priceChange;
      price = Math.min(dearest * leg, Math.max(cheapest * leg, price));
      complete = 0;
      if (missing >= longestMissing && best.absentCount === 0) {
        copyRouteSet(best, current);
        if (current.routes < mostRoutes) openRoute(current);
        copyRouteSet(current, trial);
        missing = 0;
      }
      cost = totalCost(current) + price * current.absentCount;
    }
    steps += 1;
    ruinRecreate(search, mostRoutes);
    const trialCost = totalCost(trial) + price * trial.absentCount;
    if (trialCost >= cost - temperature * Math.log(1 - random.next())) {
      copyTouched(current, trial, touched);
    } else {
      copyTouched(trial, current, touched);
      cost = trialCost;
      const distance = cost - price * current.absentCount;
      if (
        current.absentCount < best.absentCount ||
        (current.absentCount === best.absentCount && distance < bestCost - 1e-9)
      ) {
        copyRouteSet(current, best);
        bestCost = distance;
      }
    }
    if (current.absentCount === 0) {
      complete += 1;
      missing = 0;
    } else missing += 1;
  }
  return steps;
}

/** Temperatures as shares of the mean leg: where nearly every and where hardly any worse trial is taken. */
const startTemperature = 1;
const endTemperature = 0.01;
/** The price of an absent customer, in mean legs, is changed after so many steps by this factor. */
const [cheapest, dearest] = [1, 20];
const priceSpan = 200;
const priceChange = 1.1;
const completeShare = 0.5;
/** After so many steps in a row without a complete set the search goes back to the best one. */
const longestMissing = 3000;
