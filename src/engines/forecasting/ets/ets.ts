import { type EtsModel, estimateEts } from './ets-estimate.ts';
import { type EtsForm, type EtsFormChoice, admissibleForms } from './ets-form.ts';

export interface EtsChoice {
  /** AICc (Hyndman et al. 2002) or BIC, which asks more of a trend or season before it believes it. */
  readonly criterion?: 'aicc' | 'bic';
  /** Forms to compare; all admissible ones when left out. */
  readonly forms?: readonly EtsForm[];
}

/**
 * The form with the smallest AICc (or BIC) among the admissible ones; undefined when none can run. Forms are compared
 * after a quick look, the chosen one is estimated to the end. Cost: about 4 ms for 120 months.
 */
export function selectEts(
  y: Float64Array,
  period: number,
  { criterion = 'aicc', forms = admissibleForms(formChoice(y, period)) }: EtsChoice = {},
): EtsModel | undefined {
  let best: EtsModel | undefined;
  for (const form of forms) {
    const model = estimateEts(y, form, period, { quick: true });
    if (model !== undefined && (best === undefined || model[criterion] < best[criterion])) best = model;
  }
  return best === undefined ? undefined : (estimateEts(y, best.form, period, { from: best }) ?? best);
}

/** Seasons need two full cycles and a few values more. */
export function formChoice(y: Float64Array, period: number): EtsFormChoice {
  const seasonal = period > 1 && y.length >= 2 * period + 3;
  return { period: seasonal ? period : 1, positive: y.every((value) => value > 0) };
}
