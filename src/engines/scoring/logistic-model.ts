import type { EncodedRows, FeaturePlan } from './feature-plan.ts';
import { type LinearLayout, linearLayout, sparseRows } from './logistic-design.ts';
import { fitLogisticRidge, scoreLinear } from './logistic-ridge.ts';

/** A trained ridge logistic regression: score (log-odds) = intercept + Σ coefficient × input. Plain data. */
export interface LogisticModel {
  readonly kind: 'logistic regression';
  readonly layout: LinearLayout;
  /** One per input place, the intercept last. */
  readonly coefficients: readonly number[];
  readonly lambda: number;
  /** Mean contribution of each feature over the training rows: reasons are told against it. */
  readonly centres: readonly number[];
}

/** Fits the model for one or several penalties (each started from the last), on the same rows. */
export function trainLogistic(
  plan: FeaturePlan,
  encoded: EncodedRows,
  target: Uint8Array,
  lambdas: readonly number[],
): LogisticModel[] {
  const layout = linearLayout(plan, encoded);
  const rows = sparseRows(layout, encoded);
  let last: Float64Array | undefined;
  return lambdas.map((lambda) => {
    const fit = fitLogisticRidge(rows, layout.width, target, lambda, last);
    last = fit.coefficients;
    const centres = new Float64Array(layout.inputs.length);
    const weights = new Float64Array(layout.width + 1);
    weights.set(last.subarray(0, layout.width));
    for (let i = 0, k = 0; i < rows.count; i++) {
      for (let f = 0; f < rows.perRow; f++, k++) centres[f] += weights[rows.places[k]] * rows.values[k];
    }
    return {
      kind: 'logistic regression',
      layout,
      coefficients: Array.from(last),
      lambda,
      centres: Array.from(centres, (sum) => sum / Math.max(1, rows.count)),
    };
  });
}

/** Log-odds of every row. */
export function scoreByLogistic(model: LogisticModel, encoded: EncodedRows): Float64Array {
  return scoreLinear(sparseRows(model.layout, encoded), model.layout.width, model.coefficients);
}

/** What each feature adds to the score of each row, against its mean: row by row, one number a feature. */
export function logisticContributions(model: LogisticModel, encoded: EncodedRows): Float64Array {
  const { places, values, perRow } = sparseRows(model.layout, encoded);
  return Float64Array.from(
    places,
    (place, k) => (place < model.layout.width ? model.coefficients[place] * values[k] : 0) - model.centres[k % perRow],
  );
}

/** The score of a row whose every feature contributes its mean: what contributions are told against. */
export function logisticBase(model: LogisticModel): number {
  return model.coefficients[model.layout.width] + model.centres.reduce((sum, centre) => sum + centre, 0);
}
