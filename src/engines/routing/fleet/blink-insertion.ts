import type { Random } from '#kernel/random.ts';
import type { FleetProblem } from './fleet-problem.ts';
import { type RouteSet, insertCustomer, openRoute } from './route-set.ts';

/** Chance to overlook a place (β of the paper). */
const blinkRate = 0.01;

/** What the recreate step needs beside the routes; made once a search. */
export interface Insertion {
  readonly random: Random;
  /** Keys of the orders in which absent customers are put back, each with its weight. */
  readonly orders: readonly { readonly weight: number; readonly key: Float64Array | undefined }[];
  readonly totalWeight: number;
  /** The place found last: route (−1 when there is none) and the position behind which to insert. */
  route: number;
  position: number;
  /** Places that are still looked at before one is overlooked. */
  untilBlink: number;
}

/** Orders of insertion: at random, by load, far from the start first, near first; with hours also by their width and ends. */
export function makeInsertion(problem: FleetProblem, random: Random): Insertion {
  const { size, distance, start, demand, open, close, customers } = problem;
  const places = Array.from({ length: size }, (_, place) => place);
  const key = (of: (place: number) => number): Float64Array => Float64Array.from(places, of);
  const windows = customers.some((place) => open[place] > open[start] || close[place] < close[problem.end]);
  const orders = [
    { weight: 4, key: undefined },
    { weight: 4, key: key((place) => -demand[place]) },
    { weight: 2, key: key((place) => -distance[start * size + place]) },
    { weight: 1, key: key((place) => distance[start * size + place]) },
    ...(windows
      ? [
          { weight: 2, key: key((place) => close[place] - open[place]) },
          { weight: 2, key: key((place) => open[place]) },
          { weight: 2, key: key((place) => -close[place]) },
        ]
      : []),
  ];
  const totalWeight = orders.reduce((sum, { weight }) => sum + weight, 0);
  return { random, orders, totalWeight, route: -1, position: 0, untilBlink: nextBlink(random) };
}

/**
 * Puts absent customers back one after the other, each where it costs least, overlooking a place now and then
 * (Christiaens & Vanden Berghe 2020, section 4.2, algorithm 3). A new route is opened when no place is left and fewer than
 * `mostRoutes` are in use; whoever still finds none stays absent. Marks the routes it changes in `touched`.
 */
export function insertAbsent(set: RouteSet, insertion: Insertion, mostRoutes: number, touched: Uint8Array): void {
  const { absent } = set;
  sortAbsent(set, insertion);
  let left = 0;
  const count = set.absentCount;
  for (let k = 0; k < count; k++) {
    const customer = absent[k];
    findPlace(set, customer, insertion);
    if (insertion.route === -1 && set.routes < mostRoutes && fitsAlone(set.problem, customer)) {
      insertion.route = openRoute(set);
      insertion.position = 0;
    }
    if (insertion.route === -1) absent[left++] = customer;
    else {
      insertCustomer(set, customer, insertion.route, insertion.position);
      touched[insertion.route] = 1;
    }
  }
  set.absentCount = left;
}

/** Finds the cheapest feasible place for a customer and notes it in `insertion`. */
function findPlace(set: RouteSet, customer: number, insertion: Insertion): void {
  const { rows, early, late, stride } = set;
  const { size, distance, duration, service, open, close, demand, capacity } = set.problem;
  const into = customer * size;
  const opens = open[customer];
  const closes = close[customer];
  const serves = service[customer];
  const room = capacity - demand[customer] + 1e-9;
  let least = Number.POSITIVE_INFINITY;
  insertion.route = -1;
  for (let route = 0; route < set.routes; route++) {
    if (set.load[route] > room) continue;
    const at = route * stride;
    const last = at + set.length[route];
    const empty = set.length[route] === 0;
    for (let i = at; i <= last; i++) {
      const from = rows[i];
      const ready = early[i] + service[from];
      if (ready > closes) break; // every later place of this route is later still
      if (late[i + 1] < opens) continue;
      const to = rows[i + 1];
      const leg = from * size;
      const added = distance[leg + customer] + distance[into + to] - (empty ? 0 : distance[leg + to]);
      if (added >= least) continue;
      let arrival = ready + duration[leg + customer];
      if (arrival > closes) continue;
      if (arrival < opens) arrival = opens;
      if (arrival + serves + duration[into + to] > late[i + 1]) continue;
      if (insertion.untilBlink-- === 0) {
        insertion.untilBlink = nextBlink(insertion.random);
        continue;
      }
      least = added;
      insertion.route = route;
      insertion.position = i - at;
    }
  }
}

/** Number of places looked at before the next one is overlooked: geometric. */
function nextBlink(random: Random): number {
  return Math.floor(Math.log(1 - random.next()) / Math.log(1 - blinkRate));
}

/** Whether a vehicle can serve this customer when it serves no other. */
export function fitsAlone(problem: FleetProblem, customer: number): boolean {
  const { size, duration, service, open, close, demand, capacity, start, end } = problem;
  const begin = Math.max(open[customer], open[start] + service[start] + duration[start * size + customer]);
  return (
    demand[customer] <= capacity + 1e-9 &&
    begin <= close[customer] &&
    begin + service[customer] + duration[customer * size + end] <= close[end]
  );
}

function sortAbsent(set: RouteSet, { random, orders, totalWeight }: Insertion): void {
  const { absent, absentCount } = set;
  for (let i = absentCount - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const kept = absent[i];
    absent[i] = absent[j];
    absent[j] = kept;
  }
  let drawn = random.next() * totalWeight;
  const order = orders.find(({ weight }) => (drawn -= weight) < 0) ?? orders[0];
  if (order.key === undefined) return;
  const { key } = order;
  for (let i = 1; i < absentCount; i++) {
    const customer = absent[i];
    let j = i - 1;
    for (; j >= 0 && key[absent[j]] > key[customer]; j--) absent[j + 1] = absent[j];
    absent[j + 1] = customer;
  }
}
