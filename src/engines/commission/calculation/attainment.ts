import { CannotCompute } from '../expression/evaluate.ts';
import type { Exact } from '../exact.ts';
import type { Period } from '../periods.ts';
import type { Measure, Plan } from '../plan/plan.ts';
import { creditTransactions } from '../crediting/credit-transactions.ts';
import { admitCredits } from './admit-credits.ts';
import { CalculationRun, directoryOf } from './calculation.ts';
import { exchangeRates } from './exchange-rates.ts';
import type { CalculationInput } from './input.ts';
import { spanState } from './owner.ts';

/** How far someone has come towards a quota, over the quota's own span as far as the period reaches. */
export interface Attainment {
  readonly measure: string;
  readonly quota: Exact;
  readonly total: Exact;
}

/** Attainment ÷ quota of everyone on a plan at the end of a period. A quota that is not known is left out (it is a warning). */
export function attainmentsIn(plan: Plan, input: CalculationInput, period: Period): Map<string, Attainment[]> {
  const found = new Map<string, Attainment[]>();
  if (plan.quotas.size === 0) return found;
  const directory = directoryOf(plan, input);
  const credited = creditTransactions(plan, input.credits, directory);
  const book = admitCredits(plan, credited.rows, directory, exchangeRates(input.rates ?? []), credited.uncredited);
  const run = new CalculationRun(plan, input, directory, book);
  for (const payee of run.payees) {
    const owner = run.owners.get(payee)!;
    for (const [name, { per }] of plan.quotas) {
      const span = run.setting.spans.spanOf(per, period.through);
      const measure = measureNamed(plan, name);
      if (span === undefined || measure === undefined) continue;
      const state = spanState(owner, run.streamOf(payee), span, period.through);
      try {
        const attainment = { measure: name, quota: state.quota(name), total: state.total(measure) };
        found.set(payee, [...(found.get(payee) ?? []), attainment]);
      } catch (problem) {
        if (!(problem instanceof CannotCompute)) throw problem;
      }
    }
  }
  return found;
}

/** The measure of this name: one that the plan defines, else a built-in one (amount, count) that a component pays on. */
function measureNamed(plan: Plan, name: string): Measure | undefined {
  const used = plan.components.flatMap((component) => {
    const own = 'measure' in component ? [component.measure] : [];
    const by = 'tiers' in component && component.tiers?.by.kind === 'running' ? [component.tiers.by.measure] : [];
    return [...own, ...by];
  });
  return plan.measures.get(name) ?? used.find((measure) => measure?.name === name);
}
