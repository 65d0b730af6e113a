/**
 * How long a search may go on. A search asks for the share that is used (0 at the start, 1 when it must stop), both to
 * stop and to cool down. Bounded by steps the same seed gives the same answer everywhere; bounded by time a faster
 * machine may find a better one.
 */
export interface SearchBudget {
  /** Share used after so many steps of the search, from 0 to 1. */
  used(steps: number): number;
}

/** A budget of so many steps: exactly repeatable. */
export function stepBudget(steps: number): SearchBudget {
  return { used: (done) => (steps <= 0 ? 1 : Math.min(1, done / steps)) };
}

/** A budget of so many milliseconds by the clock handed in (for instance `performance.now`), from now on. */
export function timeBudget(milliseconds: number, clock: () => number): SearchBudget {
  const start = clock();
  return { used: () => (milliseconds <= 0 ? 1 : Math.min(1, (clock() - start) / milliseconds)) };
}

/** So large a share of the whole budget (or what is left, if less) after `done` steps, as a budget of its own. */
export function spanOf(budget: SearchBudget, done: number, share: number): SearchBudget {
  const from = budget.used(done);
  const span = Math.min(share, 1 - from);
  return { used: (steps) => (span <= 1e-12 ? 1 : Math.min(1, (budget.used(done + steps) - from) / span + 1e-12)) };
}

/** What is left of a budget after `done` steps, as a budget of its own. */
export function restOf(budget: SearchBudget, done: number): SearchBudget {
  return spanOf(budget, done, 1);
}
