import { performance } from 'node:perf_hooks';
import { type SearchBudget, stepBudget, timeBudget } from '#kernel/search-budget.ts';
import type { EngineCall, OptionSpec } from './define-engine-command.ts';

export const stepsOption: OptionSpec = {
  name: 'steps',
  kind: 'whole',
  help: 'stop after so many steps instead of by time: the same on every machine',
  min: 1,
};

/** The budget of a search: `--steps`, else `--seconds`, else what the command holds to be enough. */
export function searchLimit(
  call: EngineCall,
  fallback: { readonly seconds: number } | { readonly steps: number },
): SearchBudget {
  const steps = call.options.steps as number | undefined;
  if (steps !== undefined) return stepBudget(steps);
  if (call.seconds !== undefined) return timeBudget(call.seconds * 1000, () => performance.now());
  return 'steps' in fallback
    ? stepBudget(fallback.steps)
    : timeBudget(fallback.seconds * 1000, () => performance.now());
}
