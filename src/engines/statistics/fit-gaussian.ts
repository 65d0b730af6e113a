import { fisherFUpper } from '#engines/numerics/fisher-f.ts';
import { leastSquares } from '#engines/numerics/least-squares.ts';
import { studentTQuantile, studentTTwoSided } from '#engines/numerics/student-t.ts';
import { type FitStart, clampShare, coefficientTable, criteria } from './coefficient-table.ts';
import type { FitCore } from './formula-fit.ts';

/** Least squares with t tests and an F test of all terms together. */
export function fitGaussian({ design, response, weights, offset, level, intercept }: FitStart): FitCore {
  const high = offset === undefined ? response.values.high : response.values.high.map((y, i) => y - offset[i]);
  const low = offset === undefined ? response.values.low : undefined;
  const fit = leastSquares(design.high, high, { weights, designLow: design.low, responseLow: low });
  const n = fit.residualDf + fit.rank;
  const total = spread(high, weights, intercept);
  const rss = fit.residualSumOfSquares;
  const df = fit.residualDf;
  const variance = df === 0 ? 0 : rss / df;
  const quantile = df === 0 ? 0 : studentTQuantile(0.5 + level / 2, df);
  const coefficients = coefficientTable(design, fit.coefficients, fit.aliased, (j) => {
    const stdError = Math.sqrt(variance * fit.unscaledCovariance.data[j * design.names.length + j]);
    return { stdError, quantile, p: (statistic) => (df === 0 ? 1 : studentTTwoSided(statistic, df)) };
  });
  const modelDf = fit.rank - (intercept ? 1 : 0);
  const r2 = total === 0 ? 0 : clampShare(1 - rss / total);
  const statistic = (total - rss) / modelDf / variance;
  const usable = modelDf > 0 && df > 0 && variance > 0 && Number.isFinite(statistic);
  const logLikelihood = rss > 0 ? gaussianLogLikelihood(rss, n, weights) : 0;
  const notes: string[] = [];
  if (df === 0) notes.push('As many coefficients as rows: the fit is exact and says nothing about its errors');
  else if (rss <= 1e-26 * Math.max(total, spread(high, weights, false))) {
    notes.push('The fit is exact to working precision; standard errors mean nothing here');
  }
  return {
    coefficients,
    aliased: fit.aliased.map((j) => design.names[j]),
    residualStdError: Math.sqrt(variance),
    r2,
    adjustedR2: df === 0 ? r2 : 1 - ((1 - r2) * (n - (intercept ? 1 : 0))) / df,
    df,
    overall: usable ? { statistic, df: [modelDf, df], p: fisherFUpper(statistic, modelDf, df) } : undefined,
    deviance: rss,
    nullDeviance: total,
    logLikelihood,
    ...criteria(rss > 0 ? logLikelihood : 0, fit.rank + 1, n),
    fitted: offset === undefined ? fit.fitted : fit.fitted.map((value, i) => value + offset[i]),
    residuals: fit.residuals,
    notes,
    trace: [
      {
        step:
          fit.precision === 'double-double'
            ? 'Solved the least-squares problem by Householder QR in double-double arithmetic (about 30 digits)'
            : 'Solved the least-squares problem by Householder QR with iterative refinement',
        inputs: { rows: n, columns: design.names.length },
        output: { rank: fit.rank, residualSumOfSquares: rss },
        source: 'Golub & Van Loan (2013), algorithm 5.2.1 and §5.3.8',
      },
    ],
  };
}

/** Σ w·y² about the weighted mean (with an intercept) or about 0. */
function spread(y: Float64Array, weights: Float64Array | undefined, centred: boolean): number {
  let mass = 0;
  let mean = 0;
  if (centred) {
    for (let i = 0; i < y.length; i++) {
      const weight = weights?.[i] ?? 1;
      mass += weight;
      mean += weight === 0 ? 0 : (weight / mass) * (y[i] - mean);
    }
  }
  return y.reduce((sum, value, i) => sum + (weights?.[i] ?? 1) * (value - mean) ** 2, 0);
}

function gaussianLogLikelihood(rss: number, n: number, weights: Float64Array | undefined): number {
  const logWeights = weights === undefined ? 0 : weights.reduce((sum, w) => sum + (w > 0 ? Math.log(w) : 0), 0);
  return 0.5 * (logWeights - n * (Math.log(2 * Math.PI) + 1 - Math.log(n) + Math.log(rss)));
}
