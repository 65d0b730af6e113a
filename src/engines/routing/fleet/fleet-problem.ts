/**
 * Vehicles that leave one place, serve customers within their hours and the load limit, and end at one place
 * (VRPTW; without hours CVRP). Places are numbered from 0; times and distances are in the caller's units.
 */
export interface FleetProblem {
  /** Number of places. */
  readonly size: number;
  /** What is minimised, from × size + to. */
  readonly distance: Float64Array;
  /** Travel time, from × size + to. */
  readonly duration: Float64Array;
  readonly demand: Float64Array;
  /** Time spent at the place. */
  readonly service: Float64Array;
  /** Earliest and latest start of service; for `start` and `end` the hours of the vehicles. */
  readonly open: Float64Array;
  readonly close: Float64Array;
  readonly start: number;
  readonly end: number;
  /** The places to serve. */
  readonly customers: Int32Array;
  readonly capacity: number;
  /** At most so many vehicles. */
  readonly vehicles: number;
}

export interface FleetPlan {
  /** Places in order of service, one list a vehicle; unused vehicles have none. */
  readonly routes: readonly (readonly number[])[];
  /** Customers that no vehicle could take. */
  readonly unserved: readonly number[];
  readonly distance: number;
}

/** Length of a route from start over the places to end. */
export function routeDistance(problem: FleetProblem, route: readonly number[]): number {
  let sum = 0;
  let at = problem.start;
  for (const place of route) {
    sum += problem.distance[at * problem.size + place];
    at = place;
  }
  return sum + problem.distance[at * problem.size + problem.end];
}

/**
 * Checks one route by driving it: the load, and every start of service within its hours. Returns what is broken first, or
 * undefined. Independent of the search's own bookkeeping, so it can judge it.
 */
export function routeProblem(problem: FleetProblem, route: readonly number[]): string | undefined {
  const { size, duration, service, open, close } = problem;
  let load = 0;
  let time = open[problem.start];
  let at = problem.start;
  for (const place of [...route, problem.end]) {
    if (place !== problem.end) load += problem.demand[place];
    time = Math.max(open[place], time + service[at] + duration[at * size + place]);
    if (time > close[place] + 1e-9) return `place ${place} is reached at ${time}, after it closes at ${close[place]}`;
    at = place;
  }
  return load > problem.capacity + 1e-9 ? `load ${load} is above ${problem.capacity}` : undefined;
}
