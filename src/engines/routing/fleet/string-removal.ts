import type { Random } from '#kernel/random.ts';
import { type RouteSet, removeMarked } from './route-set.ts';

/** What the ruin step needs beside the routes; made once a search. */
export interface Removal {
  /** Customers from near to far, one row a customer: row × size. */
  readonly near: Int32Array;
  readonly nearCount: number;
  readonly leaves: Uint8Array;
  readonly random: Random;
  /** Mean number of customers to remove (c̄ = 10). */
  readonly meanRemoved: number;
}

/** Longest string that is removed (L^max of the paper). */
const longestString = 10;
/** Chance to lengthen the part that a split string leaves in place (β of the paper). */
const lengthenKept = 0.01;

/**
 * Takes strings of neighbouring customers out of routes that pass near one chosen customer.
 * Christiaens & Vanden Berghe (2020) "Slack Induction by String Removals", Transportation Science 54(2), section 4.1,
 * equations 5 to 9. Marks the routes it changes in `touched`.
 */
export function removeStrings(set: RouteSet, removal: Removal, touched: Uint8Array): void {
  const { near, nearCount, leaves, random, meanRemoved } = removal;
  const served = set.problem.customers.length - set.absentCount;
  if (served === 0) return;
  const longest = Math.min(longestString, served / set.routes);
  const mostStrings = (4 * meanRemoved) / (1 + longest) - 1;
  let strings = Math.floor(random.next() * mostStrings + 1);
  const seed = set.problem.customers[random.integer(set.problem.customers.length)];
  const at = seed * nearCount;
  for (let i = -1; i < nearCount && strings > 0; i++) {
    const customer = i === -1 ? seed : near[at + i];
    const route = set.routeOf[customer];
    if (route === -1 || touched[route] === 1) continue;
    const length = set.length[route];
    const removed = Math.floor(random.next() * Math.min(length, longest) + 1);
    markString(set, route, set.positionOf[customer], Math.min(removed, length), leaves, random);
    touched[route] = 1;
    const before = set.absentCount;
    removeMarked(set, route, leaves);
    for (let k = before; k < set.absentCount; k++) leaves[set.absent[k]] = 0;
    strings -= 1;
  }
}

/** Marks `removed` customers in a row around `position`, or (half of the time) the same with a kept part inside. */
function markString(
  set: RouteSet,
  route: number,
  position: number,
  removed: number,
  leaves: Uint8Array,
  random: Random,
): void {
  const length = set.length[route];
  let kept = 0;
  if (removed > 1 && removed < length && random.next() < 0.5) {
    kept = 1;
    while (removed + kept < length && random.next() < lengthenKept) kept += 1;
  }
  const span = removed + kept;
  const first = Math.max(1, position - span + 1);
  const last = Math.min(position, length - span + 1);
  const start = first + random.integer(last - first + 1);
  const keptFrom = kept === 0 ? -1 : start + 1 + random.integer(removed - 1);
  for (let i = start; i < start + span; i++) {
    if (kept > 0 && i >= keptFrom && i < keptFrom + kept) continue;
    leaves[set.rows[route * set.stride + i]] = 1;
  }
}
