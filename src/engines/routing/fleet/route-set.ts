import type { FleetProblem, FleetPlan } from './fleet-problem.ts';

/**
 * Routes under change, in flat arrays. Row r of the arrays holds start, the customers in order, end. For each place on a
 * route `early` is the earliest start of service after what stands before it and `late` the latest arrival that still
 * lets everything after it be in time (Savelsbergh 1985), so that an insertion is judged in constant time.
 */
export interface RouteSet {
  readonly problem: FleetProblem;
  /** Length of a row. */
  readonly stride: number;
  readonly rows: Int32Array;
  readonly early: Float64Array;
  readonly late: Float64Array;
  /** Number of customers on each route. */
  readonly length: Int32Array;
  readonly load: Float64Array;
  readonly cost: Float64Array;
  /** Route and place on it of each customer; route −1 when it is on none. */
  readonly routeOf: Int32Array;
  readonly positionOf: Int32Array;
  /** Routes in use are 0 … routes − 1. */
  routes: number;
  /** Customers on no route. */
  readonly absent: Int32Array;
  absentCount: number;
}

/** A set with no route: every customer is absent. */
export function emptyRouteSet(problem: FleetProblem, mostRoutes: number): RouteSet {
  const count = problem.customers.length;
  const stride = count + 2;
  return {
    problem,
    stride,
    rows: new Int32Array(mostRoutes * stride),
    early: new Float64Array(mostRoutes * stride),
    late: new Float64Array(mostRoutes * stride),
    length: new Int32Array(mostRoutes),
    load: new Float64Array(mostRoutes),
    cost: new Float64Array(mostRoutes),
    routeOf: new Int32Array(problem.size).fill(-1),
    positionOf: new Int32Array(problem.size),
    routes: 0,
    absent: Int32Array.from(problem.customers),
    absentCount: count,
  };
}

/** Adds a route without customers and returns its number. */
export function openRoute(set: RouteSet): number {
  const route = set.routes++;
  const at = route * set.stride;
  set.rows[at] = set.problem.start;
  set.rows[at + 1] = set.problem.end;
  set.length[route] = 0;
  refreshRoute(set, route);
  return route;
}

/** Works out times, load, cost and positions of a route anew from its row. */
export function refreshRoute(set: RouteSet, route: number): void {
  const { rows, early, late, routeOf, positionOf } = set;
  const { size, duration, distance, service, open, close, demand } = set.problem;
  const at = route * set.stride;
  const last = at + set.length[route] + 1;
  let time = open[rows[at]];
  let cost = 0;
  let load = 0;
  early[at] = time;
  for (let i = at + 1; i <= last; i++) {
    const from = rows[i - 1];
    const to = rows[i];
    time += service[from] + duration[from * size + to];
    if (time < open[to]) time = open[to];
    early[i] = time;
    cost += distance[from * size + to];
    if (i < last) {
      load += demand[to];
      routeOf[to] = route;
      positionOf[to] = i - at;
    }
  }
  time = close[rows[last]];
  late[last] = time;
  for (let i = last - 1; i >= at; i--) {
    const from = rows[i];
    time -= service[from] + duration[from * size + rows[i + 1]];
    if (time > close[from]) time = close[from];
    late[i] = time;
  }
  set.cost[route] = set.length[route] === 0 ? 0 : cost;
  set.load[route] = load;
}

/** Puts an absent customer on a route, behind the place at `position`. The caller keeps the list of absent customers. */
export function insertCustomer(set: RouteSet, customer: number, route: number, position: number): void {
  const at = route * set.stride;
  set.rows.copyWithin(at + position + 2, at + position + 1, at + set.length[route] + 2);
  set.rows[at + position + 1] = customer;
  set.length[route] += 1;
  refreshRoute(set, route);
}

/** Takes the customers marked in `leaves` off a route and adds them to the absent. */
export function removeMarked(set: RouteSet, route: number, leaves: Uint8Array): void {
  const { rows, absent, routeOf } = set;
  const at = route * set.stride;
  const end = at + set.length[route] + 1;
  let kept = at + 1;
  for (let i = at + 1; i < end; i++) {
    const customer = rows[i];
    if (leaves[customer] === 1) {
      absent[set.absentCount++] = customer;
      routeOf[customer] = -1;
    } else rows[kept++] = customer;
  }
  rows[kept] = rows[end];
  set.length[route] = kept - at - 1;
  refreshRoute(set, route);
}

/** Closes a route; the last one takes its number. Its customers must have been removed or be listed absent by the caller. */
export function closeRoute(set: RouteSet, route: number): void {
  const last = set.routes - 1;
  if (route !== last) {
    copyRoute(set, last, set, route);
    for (let i = 1; i <= set.length[route]; i++) set.routeOf[set.rows[route * set.stride + i]] = route;
  }
  set.routes = last;
}

function copyRoute(from: RouteSet, route: number, to: RouteSet, target: number): void {
  const at = route * from.stride;
  const end = at + from.length[route] + 2;
  const place = target * to.stride;
  to.rows.set(from.rows.subarray(at, end), place);
  to.early.set(from.early.subarray(at, end), place);
  to.late.set(from.late.subarray(at, end), place);
  to.length[target] = from.length[route];
  to.load[target] = from.load[route];
  to.cost[target] = from.cost[route];
}

/** Makes `to` equal to `from`; both belong to the same problem. */
export function copyRouteSet(from: RouteSet, to: RouteSet): void {
  to.routes = from.routes;
  for (let route = 0; route < from.routes; route++) copyRoute(from, route, to, route);
  to.routeOf.set(from.routeOf);
  to.positionOf.set(from.positionOf);
  to.absent.set(from.absent.subarray(0, from.absentCount));
  to.absentCount = from.absentCount;
}

/**
 * Makes `to` equal to `from` where they differ only in the routes marked in `touched` (and in the customers on them); as
 * quick as the change was small. Clears the marks.
 */
export function copyTouched(from: RouteSet, to: RouteSet, touched: Uint8Array): void {
  const most = Math.max(from.routes, to.routes);
  to.routes = from.routes;
  for (let route = 0; route < most; route++) {
    if (touched[route] === 0) continue;
    touched[route] = 0;
    if (route >= from.routes) continue;
    copyRoute(from, route, to, route);
    const at = route * from.stride;
    for (let i = from.length[route]; i > 0; i--) {
      const customer = from.rows[at + i];
      to.routeOf[customer] = route;
      to.positionOf[customer] = i;
    }
  }
  for (let i = 0; i < from.absentCount; i++) {
    to.absent[i] = from.absent[i];
    to.routeOf[from.absent[i]] = -1;
  }
  to.absentCount = from.absentCount;
}

export function totalCost(set: RouteSet): number {
  let sum = 0;
  for (let route = 0; route < set.routes; route++) sum += set.cost[route];
  return sum;
}

/** The routes as plain lists, those without customers left out. */
export function planOf(set: RouteSet): FleetPlan {
  const routes: number[][] = [];
  for (let route = 0; route < set.routes; route++) {
    if (set.length[route] === 0) continue;
    const at = route * set.stride;
    routes.push(Array.from(set.rows.subarray(at + 1, at + 1 + set.length[route])));
  }
  return {
    routes,
    unserved: Array.from(set.absent.subarray(0, set.absentCount)).sort((a, b) => a - b),
    distance: totalCost(set),
  };
}
