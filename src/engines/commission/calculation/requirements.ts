import { compare } from '../exact.ts';
import type { PlanScope, Requirement } from '../plan/plan.ts';

/** The first gate that does not hold; undefined when all do. */
export function unmetRequirement(requirements: readonly Requirement[], scope: PlanScope): Requirement | undefined {
  return requirements.find((requirement) => !holds(requirement, scope));
}

function holds({ value, atLeast, above, atMost, below }: Requirement, scope: PlanScope): boolean {
  const found = value(scope);
  return (
    (atLeast === undefined || compare(found, atLeast(scope)) >= 0) &&
    (above === undefined || compare(found, above(scope)) > 0) &&
    (atMost === undefined || compare(found, atMost(scope)) <= 0) &&
    (below === undefined || compare(found, below(scope)) < 0)
  );
}
