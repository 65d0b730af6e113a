import { type Exact, add, compare, divide, multiply, subtract, zero } from '../exact.ts';
import type { Curve, CurvePoint } from '../plan/plan.ts';

/** Reads a payout curve at a place: through its points in straight lines or steps; before and after as the plan says. */
export function curveAt(curve: Curve, place: Exact): { readonly pays: Exact; readonly clause: string } {
  const { points } = curve;
  const [first, last] = [points[0], points.at(-1)!];
  if (compare(place, first.at) < 0) {
    if (curve.below === 'first') return { pays: first.pays, clause: first.clause };
    if (curve.below === 'zero' || compare(place, zero) <= 0) return { pays: zero, clause: curve.clause };
    return { pays: onLine({ at: zero, pays: zero, clause: curve.clause }, first, place), clause: first.clause };
  }
  const index = points.findLastIndex(({ at }) => compare(at, place) <= 0);
  const [start, end] = [points[index], points[index + 1]];
  if (end !== undefined) {
    const pays = curve.between === 'step' ? start.pays : onLine(start, end, place);
    return { pays, clause: start.clause };
  }
  const beyond = compare(place, last.at) > 0;
  if (beyond && curve.above === 'zero') return { pays: zero, clause: curve.clause };
  if (beyond && curve.above === 'extend' && points.length > 1) {
    return { pays: onLine(points.at(-2)!, last, place), clause: last.clause };
  }
  return { pays: last.pays, clause: last.clause };
}

function onLine(start: CurvePoint, end: CurvePoint, place: Exact): Exact {
  const way = divide(subtract(place, start.at), subtract(end.at, start.at));
  return add(start.pays, multiply(subtract(end.pays, start.pays), way));
}
