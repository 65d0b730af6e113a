import { CannotCompute } from '../expression/evaluate.ts';
import type { Exact } from '../exact.ts';
import type { Period } from '../periods.ts';
import type { Measure, Plan } from '../plan/plan.ts';
import { type Admitted, type Calculation, admit, calculated, streamOf } from './calculation.ts';
import type { CalculationInput } from './input.ts';
import { spanState } from './owner.ts';

/** How far someone has come towards a quota, over the quota's own span as far as the period reaches. */
export interface Attainment {
  readonly measure: string;
  readonly quota: Exact;
  readonly total: Exact;
}

/** Attainments by payee. */
export type Attainments = ReadonlyMap<string, readonly Attainment[]>;

/** Attainment ÷ quota of everyone on a plan at the end of a period. A quota that is not known is left out (it is a warning). */
export function attainmentsIn(plan: Plan, input: CalculationInput, period: Period): Attainments {
  return plan.quotas.size === 0 ? new Map() : attainmentsOf(admit(plan, input), period);
}

export interface CalculationWithAttainments {
  readonly calculation: Calculation;
  /** In the order of the periods asked for. */
  readonly attainments: readonly Attainments[];
}

/** calculate() and attainmentsIn() of some periods, for which the credits are sorted out once. */
export function calculateWithAttainments(
  plan: Plan,
  input: CalculationInput,
  periods: readonly Period[],
): CalculationWithAttainments {
  const admitted = admit(plan, input);
  // Before anything is earned: what a plan says of attainment does not depend on pay.
  const attainments = periods.map((period) => attainmentsOf(admitted, period));
  return { calculation: calculated(streamOf(admitted, input.from)), attainments };
}

function attainmentsOf({ plan, run }: Admitted, period: Period): Attainments {
  const found = new Map<string, Attainment[]>();
  for (const payee of run.payees) {
    const owner = run.owners.get(payee)!;
    for (const [name, { per }] of plan.quotas) {
      const span = run.setting.spans.spanOf(per, period.through);
      const measure = measureNamed(plan, name);
      if (span === undefined || measure === undefined) continue;
      const state = spanState(owner, run.streamOf(payee), span, period.through);
      try {
        const attainment = { measure: name, quota: state.quota(name), total: state.total(measure) };
        const own = found.get(payee);
        if (own === undefined) found.set(payee, [attainment]);
        else own.push(attainment);
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
