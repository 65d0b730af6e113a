import { leastSquares } from './least-squares.ts';
import { logGamma } from './log-gamma.ts';
import type { Matrix } from './matrix.ts';

export type Family = 'gaussian' | 'binomial' | 'poisson';

export interface GeneralisedLinearModel {
  readonly coefficients: Float64Array;
  readonly aliased: readonly number[];
  readonly rank: number;
  /** Means μ. */
  readonly fitted: Float64Array;
  readonly linearPredictor: Float64Array;
  /** Signed roots of the deviance's parts. */
  readonly devianceResiduals: Float64Array;
  readonly deviance: number;
  readonly logLikelihood: number;
  /** (XᵀWX)⁻¹ at the optimum: the covariance of the coefficients. */
  readonly covariance: Matrix;
  readonly residualDf: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Rows whose fitted probability is 0 or 1 to working precision: the classes can be separated, estimates run off. */
  readonly separated: number;
}

export interface GlmOptions {
  /** Prior weights ≥ 0 (numbers of trials or of repeated rows). */
  readonly weights?: ArrayLike<number>;
  /** Known part of the linear predictor. */
  readonly offset?: ArrayLike<number>;
  readonly maxIterations?: number;
}

/**
 * Logistic (logit link) or Poisson (log link) regression by iteratively reweighted least squares, each step by QR:
 * McCullagh & Nelder (1989), §2.5. Starting values and stopping follow R's `glm.fit`, with a tighter tolerance (1e-12) and
 * step halving when the deviance would rise. X is rows × cols with its own intercept column; y is 0…1 or counts.
 */
export function generalisedLinearModel(
  x: Matrix,
  y: ArrayLike<number>,
  family: 'binomial' | 'poisson',
  options: GlmOptions = {},
): GeneralisedLinearModel {
  const { rows, cols } = x;
  const { offset, weights, maxIterations = 60 } = options;
  const prior = weights === undefined ? new Float64Array(rows).fill(1) : Float64Array.from(weights);
  const shift = offset === undefined ? new Float64Array(rows) : Float64Array.from(offset);
  const binomial = family === 'binomial';
  let eta = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const start = binomial ? (prior[i] * y[i] + 0.5) / (prior[i] + 1) : y[i] + 0.1;
    eta[i] = binomial ? Math.log(start / (1 - start)) : Math.log(start);
  }
  const working = new Float64Array(rows);
  const response = new Float64Array(rows);
  let coefficients: Float64Array = new Float64Array(cols);
  let deviance = totalDeviance(eta, y, prior, binomial);
  let fit = undefined as ReturnType<typeof leastSquares> | undefined;
  let converged = false;
  let iterations = 0;
  while (!converged && iterations < maxIterations) {
    iterations += 1;
    for (let i = 0; i < rows; i++) {
      const mean = meanOf(eta[i], binomial);
      const slope = Math.max(binomial ? mean * meanOf(-eta[i], true) : mean, 1e-300);
      working[i] = prior[i] * slope;
      response[i] = eta[i] - shift[i] + (y[i] - mean) / slope;
      if (slope < 1e-14) {
        working[i] = 0;
        response[i] = eta[i] - shift[i];
      }
    }
    fit = leastSquares(x, response, { weights: working, tolerance: 1e-11 });
    let step = fit.coefficients;
    let next = predictor(x, step, shift);
    let nextDeviance = totalDeviance(next, y, prior, binomial);
    for (
      let halving = 0;
      halving < 30 && iterations > 1 && !(nextDeviance <= deviance * (1 + 1e-10) + 1e-12);
      halving++
    ) {
      step = step.map((value, j) => 0.5 * (value + coefficients[j]));
      next = predictor(x, step, shift);
      nextDeviance = totalDeviance(next, y, prior, binomial);
    }
    converged = Math.abs(deviance - nextDeviance) < 1e-12 * (Math.abs(nextDeviance) + 0.1);
    coefficients = step;
    eta = next;
    deviance = nextDeviance;
  }
  const fitted = eta.map((value) => meanOf(value, binomial));
  const parts = fitted.map((mean, i) => {
    const part = prior[i] * unitDeviance(y[i], eta[i], binomial);
    return Math.sign(y[i] - mean) * Math.sqrt(Math.max(0, part));
  });
  return {
    coefficients,
    aliased: fit!.aliased,
    rank: fit!.rank,
    fitted,
    linearPredictor: eta,
    devianceResiduals: parts,
    deviance,
    logLikelihood: logLikelihood(eta, y, prior, binomial),
    covariance: fit!.unscaledCovariance,
    residualDf: prior.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0) - fit!.rank,
    iterations,
    converged,
    separated: binomial ? eta.reduce((count, value) => count + (Math.abs(value) > 30 ? 1 : 0), 0) : 0,
  };
}

function meanOf(eta: number, binomial: boolean): number {
  if (!binomial) return Math.exp(Math.min(eta, 700));
  return eta >= 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta));
}

function predictor(x: Matrix, beta: Float64Array, shift: Float64Array): Float64Array<ArrayBuffer> {
  const eta = shift.slice() as Float64Array<ArrayBuffer>;
  for (let i = 0; i < x.rows; i++) for (let j = 0; j < x.cols; j++) eta[i] += x.data[i * x.cols + j] * beta[j];
  return eta;
}

function totalDeviance(eta: Float64Array, y: ArrayLike<number>, prior: Float64Array, binomial: boolean): number {
  let sum = 0;
  for (let i = 0; i < eta.length; i++) if (prior[i] > 0) sum += prior[i] * unitDeviance(y[i], eta[i], binomial);
  return sum;
}

/** Twice the gap in log likelihood to a perfect fit, for one row of weight 1. */
function unitDeviance(y: number, eta: number, binomial: boolean): number {
  if (binomial) {
    const entropy = (y > 0 ? y * Math.log(y) : 0) + (y < 1 ? (1 - y) * Math.log(1 - y) : 0);
    return 2 * (entropy + y * softplus(-eta) + (1 - y) * softplus(eta));
  }
  const mean = meanOf(eta, false);
  return 2 * ((y > 0 ? y * (Math.log(y) - eta) : 0) - (y - mean));
}

/** log(1 + e^z). */
function softplus(z: number): number {
  return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
}

function logLikelihood(eta: Float64Array, y: ArrayLike<number>, prior: Float64Array, binomial: boolean): number {
  let sum = 0;
  for (let i = 0; i < eta.length; i++) {
    if (prior[i] === 0) continue;
    if (binomial) {
      const hits = prior[i] * y[i];
      const ways = prior[i] === 1 ? 0 : logGamma(prior[i] + 1) - logGamma(hits + 1) - logGamma(prior[i] - hits + 1);
      sum += ways - prior[i] * (y[i] * softplus(-eta[i]) + (1 - y[i]) * softplus(eta[i]));
    } else sum += prior[i] * (y[i] * eta[i] - meanOf(eta[i], false) - logGamma(y[i] + 1));
  }
  return sum;
}
