import { type EtsModel, estimateEts } from './ets-estimate.ts';
import { type EtsForm, type EtsFormChoice, admissibleForms } from './ets-form.ts';

/** The form with the smallest AICc among `forms`, or among all admissible ones (Hyndman et al. 2002). */
export function selectEts(
  y: Float64Array,
  period: number,
  forms: readonly EtsForm[] = admissibleForms(formChoice(y, period)),
): EtsModel | undefined {
  let best: EtsModel | undefined;
  for (const form of forms) {
    const model = estimateEts(y, form, period, { quick: true });
    if (model !== undefined && (best === undefined || model.aicc! < best.aicc!)) best = model;
  }
  return best === undefined ? undefined : (estimateEts(y, best.form, period, { from: best }) ?? best);
}

/** Seasons need two full cycles and a few values more. */
export function formChoice(y: Float64Array, period: number): EtsFormChoice {
  const seasonal = period > 1 && y.length >= 2 * period + 3;
  return { period: seasonal ? period : 1, positive: y.every((value) => value > 0) };
}
