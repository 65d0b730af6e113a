import { cholesky, choleskySolve } from './cholesky.ts';
import { matrix } from './matrix.ts';

/**
 * Logistic regression with weights for a handful of columns and many refits (bootstrap, local fits): Newton's method with step
 * halving, McCullagh & Nelder (1989), §4.4. Rows hold their own 1 for the intercept. The caller adds prior observations that
 * keep the estimate finite. For tables with standard errors use `generalisedLinearModel`.
 */
export function weightedLogistic(
  rows: readonly (readonly number[])[],
  y: ArrayLike<number>,
  weights: ArrayLike<number>,
): Float64Array {
  const cols = rows[0]?.length ?? 0;
  let beta = new Float64Array(cols);
  let value = logLikelihood(rows, y, weights, beta);
  for (let round = 0; round < 50; round++) {
    const gradient = new Float64Array(cols);
    const information = matrix(cols, cols);
    rows.forEach((row, i) => {
      if (weights[i] === 0) return;
      const p = 1 / (1 + Math.exp(-dot(row, beta)));
      for (let j = 0; j < cols; j++) {
        gradient[j] += weights[i] * (y[i] - p) * row[j];
        for (let k = 0; k <= j; k++) information.data[j * cols + k] += weights[i] * p * (1 - p) * row[j] * row[k];
      }
    });
    const factor = cholesky(information);
    if (factor === undefined) break;
    const step = choleskySolve(factor, gradient);
    let next = beta;
    let found = Number.NEGATIVE_INFINITY;
    for (let size = 1; size > 1e-4 && !(found >= value); size /= 2) {
      next = beta.map((b, j) => b + size * step[j]);
      found = logLikelihood(rows, y, weights, next);
    }
    const gain = found - value;
    if (gain >= 0) [beta, value] = [next, found];
    if (!(gain > 1e-10 * (1 + Math.abs(value)))) break;
  }
  return beta;
}

function logLikelihood(
  rows: readonly (readonly number[])[],
  y: ArrayLike<number>,
  weights: ArrayLike<number>,
  beta: Float64Array,
): number {
  let sum = 0;
  rows.forEach((row, i) => {
    if (weights[i] === 0) return;
    const eta = dot(row, beta);
    const softplus = eta > 0 ? eta + Math.log1p(Math.exp(-eta)) : Math.log1p(Math.exp(eta));
    sum += weights[i] * (y[i] * eta - softplus);
  });
  return sum;
}

function dot(row: readonly number[], beta: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < beta.length; j++) sum += row[j] * beta[j];
  return sum;
}
