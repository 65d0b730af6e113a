import { type Exact, compare, equals, greatest, least, lowestTerms, multiply, subtract } from '../exact.ts';
import { within } from '../plan/compile-lookup.ts';
import { findStep } from '../plan/compile-steps.ts';
import type { PlanScope, Step, Steps } from '../plan/plan.ts';

/** A step with its edges read for one payee, in units of the measure. */
export interface ReadStep {
  readonly step: Step;
  readonly lower?: Exact;
  readonly upper?: Exact;
}

export interface Piece {
  readonly step: Step;
  /** How much of the way from `before` to `after` lies in the step; negative when the total goes down. */
  readonly amount: Exact;
}

/** Reads the edges; with attainment they are shares of the quota. */
export function readSteps(steps: Steps, scope: PlanScope, quota: Exact | undefined): ReadStep[] {
  const scale = (value: Exact): Exact => (quota === undefined ? value : lowestTerms(multiply(value, quota)));
  return steps.steps.map((step) => ({
    step,
    lower: step.lower === undefined ? undefined : scale(step.lower.value(scope)),
    upper: step.upper === undefined ? undefined : scale(step.upper.value(scope)),
  }));
}

/**
 * Cuts the way of a running total from `before` to `after` at the edges of the steps. Edges have no width, so it does
 * not matter to which step they belong. Ways outside all steps give no piece.
 */
export function marginalPieces(steps: readonly ReadStep[], before: Exact, after: Exact): Piece[] {
  const pieces: Piece[] = [];
  const up = compare(before, after) <= 0;
  const low = up ? before : after;
  const high = up ? after : before;
  for (const { step, lower, upper } of steps) {
    if (upper !== undefined && compare(upper, low) <= 0) continue;
    if (lower !== undefined && compare(lower, high) >= 0) break;
    const start = lower === undefined ? low : greatest(lower, low);
    const end = upper === undefined ? high : least(upper, high);
    const size = subtract(end, start);
    if (size.n !== 0n) pieces.push({ step, amount: up ? size : { n: -size.n, d: size.d } });
  }
  return up ? pieces : pieces.reverse();
}

/** The step that holds a value; edges belong where the plan's words say (from/upTo include, above/below exclude). */
export function stepAt(steps: Steps, value: Exact, scope: PlanScope): Step | undefined {
  return findStep(
    steps,
    (bound) => within(compare(value, bound.value(scope)), 1, bound.included),
    (bound) => within(compare(value, bound.value(scope)), -1, bound.included),
  );
}

/** Whether a value lies exactly on an edge between two steps. */
export function isOnEdge(steps: Steps, value: Exact, scope: PlanScope): boolean {
  return steps.steps.some(({ lower }) => lower !== undefined && equals(lower.value(scope), value));
}
