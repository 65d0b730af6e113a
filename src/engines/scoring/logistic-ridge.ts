import { cholesky, choleskySolve } from '#engines/numerics/cholesky.ts';
import { matrix } from '#engines/numerics/matrix.ts';
import type { SparseRows } from './logistic-design.ts';

export interface RidgeFit {
  /** One per place, the intercept last. */
  readonly coefficients: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Rows whose curvature is summed for the Newton step; beyond, every k-th row stands for its neighbours. */
const curvatureRows = 8_000;

/**
 * Logistic regression with a ridge penalty ½·λ·Σβ² (the intercept free), by Newton's method on sparse rows with step
 * halving. The gradient is exact over all rows; the curvature of large data comes from a regular subsample, which changes
 * the path, not the optimum (Byrd et al. 2011). λ is on the scale of the summed log loss: scikit-learn's 1/C.
 */
export function fitLogisticRidge(
  rows: SparseRows,
  width: number,
  target: Uint8Array,
  lambda: number,
  start?: Float64Array,
): RidgeFit {
  const size = width + 1;
  const beta = start === undefined ? new Float64Array(size) : start.slice();
  if (start === undefined) beta[width] = interceptStart(target);
  const gradient = new Float64Array(size);
  const curvature = new Float64Array(rows.count);
  let loss = evaluate(rows, width, target, lambda, beta, gradient, curvature);
  let factor = undefined as ReturnType<typeof cholesky>;
  for (let iteration = 1; iteration <= 60; iteration++) {
    if (largest(gradient) < 1e-7 * rows.count)
      return { coefficients: beta, iterations: iteration - 1, converged: true };
    if (iteration <= 2 || iteration % 4 === 0) factor = curvatureFactor(rows, width, lambda, curvature);
    if (factor === undefined) break;
    const step = choleskySolve(factor, gradient);
    let length = 1;
    let slope = 0;
    for (let j = 0; j < size; j++) slope += step[j] * gradient[j];
    const before = beta.slice();
    let next = Number.POSITIVE_INFINITY;
    for (let halving = 0; halving < 30; halving++) {
      for (let j = 0; j < size; j++) beta[j] = before[j] - length * step[j];
      next = evaluate(rows, width, target, lambda, beta, gradient, curvature);
      if (next <= loss - 1e-4 * length * slope + 1e-12 * Math.abs(loss)) break;
      length /= 2;
    }
    if (!(next < loss)) return { coefficients: beta, iterations: iteration, converged: true };
    const settled = loss - next < 1e-9 * Math.abs(next);
    loss = next;
    if (settled) return { coefficients: beta, iterations: iteration, converged: true };
  }
  return { coefficients: beta, iterations: 60, converged: false };
}

/** Log-odds of every row. */
export function scoreLinear(rows: SparseRows, width: number, beta: ArrayLike<number>): Float64Array {
  const { count, perRow, places, values } = rows;
  const scores = new Float64Array(count);
  const weights = new Float64Array(width + 1);
  for (let j = 0; j < width; j++) weights[j] = beta[j];
  for (let i = 0; i < count; i++) {
    let sum = beta[width];
    for (let k = i * perRow; k < (i + 1) * perRow; k++) sum += weights[places[k]] * values[k];
    scores[i] = sum;
  }
  return scores;
}

/** Penalised loss; fills the gradient and each row's curvature p(1 − p). */
function evaluate(
  rows: SparseRows,
  width: number,
  target: Uint8Array,
  lambda: number,
  beta: Float64Array,
  gradient: Float64Array,
  curvature: Float64Array,
): number {
  const { count, perRow, places, values } = rows;
  const slopes = new Float64Array(width + 1);
  const weights = beta.slice();
  weights[width] = 0;
  let loss = 0;
  let interceptSlope = 0;
  for (let i = 0; i < count; i++) {
    const from = i * perRow;
    const to = from + perRow;
    let score = beta[width];
    for (let k = from; k < to; k++) score += weights[places[k]] * values[k];
    const e = Math.exp(-Math.abs(score));
    const p = score >= 0 ? 1 / (1 + e) : e / (1 + e);
    loss += Math.log1p(e) + (target[i] === 1 ? Math.max(0, -score) : Math.max(0, score));
    const residual = p - target[i];
    curvature[i] = p * (1 - p);
    interceptSlope += residual;
    for (let k = from; k < to; k++) slopes[places[k]] += residual * values[k];
  }
  for (let j = 0; j < width; j++) {
    loss += 0.5 * lambda * beta[j] * beta[j];
    gradient[j] = slopes[j] + lambda * beta[j];
  }
  gradient[width] = interceptSlope;
  return loss;
}

function curvatureFactor(
  { count, perRow, places, values }: SparseRows,
  width: number,
  lambda: number,
  curvature: Float64Array,
): ReturnType<typeof cholesky> {
  const size = width + 1;
  const sum = matrix(size, size);
  const { data } = sum;
  const stride = Math.max(1, Math.floor(count / curvatureRows));
  for (let i = 0; i < count; i += stride) {
    const from = i * perRow;
    const weight = curvature[i] * stride;
    for (let k = from; k < from + perRow; k++) {
      const value = values[k];
      if (value === 0) continue;
      const line = places[k] * size;
      const scaled = weight * value;
      // Later entries of a row stand at higher places: this fills the upper triangle.
      for (let m = k; m < from + perRow; m++) data[line + places[m]] += scaled * values[m];
      data[line + width] += scaled;
    }
    data[width * size + width] += weight;
  }
  for (let j = 0; j < size; j++) {
    data[j * size + j] += j < width ? lambda : 1e-9;
    for (let k = j + 1; k < size; k++) data[k * size + j] = data[j * size + k];
  }
  return cholesky(sum);
}

function interceptStart(target: Uint8Array): number {
  let hits = 0;
  for (const hit of target) hits += hit;
  return Math.log((hits + 0.5) / (target.length - hits + 0.5));
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
