import { type SearchBudget, restOf, spanOf } from '#kernel/search-budget.ts';
import { seededRandom } from '#kernel/random.ts';
import { fitsAlone } from './blink-insertion.ts';
import type { FleetPlan, FleetProblem } from './fleet-problem.ts';
import { type RouteSet, planOf, totalCost } from './route-set.ts';
import { beginSearch, minimiseDistance, minimiseFleet } from './ruin-recreate.ts';

export interface FleetOptions {
  readonly seed?: number;
  readonly budget: SearchBudget;
  /** 'fewest': as few vehicles as can be, then the shortest way; 'free': the shortest way with at most `vehicles`. */
  readonly fleet: 'fewest' | 'free';
}

export interface PlannedFleet extends FleetPlan {
  /** No plan that serves all uses fewer vehicles than this (total load over capacity, rounded up). */
  readonly leastVehicles: number;
  /** Customers that a vehicle could not even serve alone. */
  readonly unreachable: readonly number[];
  readonly steps: number;
}

/** Shares of the budget: for saving vehicles, for each of several starts, and (the rest) for the best of them. */
const fleetShare = 0.2;
const startShare = 0.13;
const starts = 4;
/** Temperature at which the best start is taken up again, as a share of the first. */
const lastHeat = 0.3;

/**
 * Plans vehicles with load limit and hours (VRPTW, CVRP) by ruin and recreate with string removals
 * (Christiaens & Vanden Berghe 2020). Customers that cannot be served are returned, never dropped in silence.
 */
export function planFleet(problem: FleetProblem, options: FleetOptions): PlannedFleet {
  const unreachable = Array.from(problem.customers).filter((customer) => !fitsAlone(problem, customer));
  const customers = problem.customers.filter((customer) => fitsAlone(problem, customer));
  const load = customers.reduce((sum, customer) => sum + problem.demand[customer], 0);
  const leastVehicles = Math.min(
    problem.vehicles,
    Math.max(customers.length === 0 ? 0 : 1, Math.ceil(load / problem.capacity - 1e-9)),
  );
  if (customers.length === 0) {
    return { routes: [], unserved: unreachable, distance: 0, leastVehicles, unreachable, steps: 0 };
  }
  const reachable = { ...problem, customers };
  const mostRoutes = Math.min(problem.vehicles, customers.length);
  const { budget } = options;
  const random = seededRandom(options.seed ?? 1);
  let best = beginSearch(reachable, random, mostRoutes);
  let steps = 0;
  if (options.fleet === 'fewest') steps = minimiseFleet(best, spanOf(budget, 0, fleetShare), leastVehicles);
  const routes = options.fleet === 'fewest' ? best.best.routes : mostRoutes;
  // a plan with few vehicles keeps the shape it began with: several beginnings, then all effort on the best
  for (let start = 0; start < starts; start++) {
    let search = best;
    if (start > 0) {
      search = beginSearch(reachable, random.fork(start), mostRoutes);
      if (options.fleet === 'fewest') steps += minimiseFleet(search, spanOf(budget, steps, startShare / 2), routes);
    }
    if (search.best.absentCount > best.best.absentCount || search.best.routes > routes) continue;
    steps += minimiseDistance(search, spanOf(budget, steps, startShare), routes);
    if (isBetter(search.best, best.best)) best = search;
  }
  steps += minimiseDistance(best, restOf(budget, steps), routes, lastHeat);
  const plan = planOf(best.best);
  return {
    ...plan,
    unserved: [...plan.unserved, ...unreachable].sort((a, b) => a - b),
    leastVehicles,
    unreachable,
    steps,
  };
}

function isBetter(one: RouteSet, other: RouteSet): boolean {
  return (
    one.absentCount < other.absentCount || (one.absentCount === other.absentCount && totalCost(one) < totalCost(other))
  );
}
