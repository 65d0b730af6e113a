import { chiSquaredUpper } from '#engines/numerics/chi-squared.ts';
import { generalisedLinearModel } from '#engines/numerics/generalised-linear-model.ts';
import { matrix } from '#engines/numerics/matrix.ts';
import { normalQuantile, normalUpper } from '#engines/numerics/normal.ts';
import { type FitStart, clampShare, coefficientTable, criteria } from './coefficient-table.ts';
import type { FitCore } from './formula-fit.ts';

/** Logistic or Poisson regression with z tests and a likelihood-ratio test of all terms together. */
export function fitLikelihood(
  { design, response, weights, offset, level, intercept }: FitStart,
  family: 'binomial' | 'poisson',
): FitCore {
  const y = response.values.high;
  const fit = generalisedLinearModel(design.high, y, family, { weights, offset });
  const ones = matrix(y.length, 1, new Float64Array(y.length).fill(1));
  const nullFit = intercept ? generalisedLinearModel(ones, y, family, { weights, offset }) : undefined;
  const nullDeviance = nullFit?.deviance ?? zeroDeviance(y, family, weights, offset);
  const n = fit.residualDf + fit.rank;
  const quantile = normalQuantile(0.5 + level / 2);
  const coefficients = coefficientTable(design, fit.coefficients, fit.aliased, (j) => ({
    stdError: Math.sqrt(fit.covariance.data[j * design.names.length + j]),
    quantile,
    p: (statistic) => Math.min(1, 2 * normalUpper(Math.abs(statistic))),
  }));
  const modelDf = fit.rank - (intercept ? 1 : 0);
  const notes: string[] = [];
  if (!fit.converged) notes.push(`The iterations stopped after ${fit.iterations} without settling`);
  if (fit.separated > 0) {
    notes.push(
      `${fit.separated} rows are predicted as certain: the terms separate the two classes, so some estimates run off to infinity and their errors mean nothing`,
    );
  }
  const df = fit.residualDf;
  const gain = Math.max(0, nullDeviance - fit.deviance);
  const r2 = nullDeviance === 0 ? 0 : clampShare(1 - fit.deviance / nullDeviance);
  return {
    coefficients,
    aliased: fit.aliased.map((j) => design.names[j]),
    residualStdError: df === 0 ? 0 : Math.sqrt(fit.deviance / df),
    r2,
    adjustedR2: df === 0 ? r2 : 1 - ((1 - r2) * (n - (intercept ? 1 : 0))) / df,
    df,
    overall: modelDf > 0 ? { statistic: gain, df: [modelDf], p: chiSquaredUpper(gain, modelDf) } : undefined,
    deviance: fit.deviance,
    nullDeviance,
    logLikelihood: fit.logLikelihood,
    ...criteria(fit.logLikelihood, fit.rank, n),
    fitted: fit.fitted,
    residuals: fit.devianceResiduals,
    notes,
    trace: [
      {
        step: `Maximised the ${family} likelihood by iteratively reweighted least squares, each step by QR`,
        inputs: { rows: n, columns: design.names.length },
        output: { iterations: fit.iterations, deviance: fit.deviance, rank: fit.rank },
        source: 'McCullagh & Nelder (1989), §2.5',
      },
    ],
  };
}

/** Deviance of the model without any term: linear predictor 0 (plus the offset). */
function zeroDeviance(
  y: Float64Array,
  family: 'binomial' | 'poisson',
  weights: Float64Array | undefined,
  offset: Float64Array | undefined,
): number {
  const zeros = matrix(y.length, 1);
  return generalisedLinearModel(zeros, y, family, { weights, offset }).deviance;
}
