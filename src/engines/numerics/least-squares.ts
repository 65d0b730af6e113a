import {
  type DoubleDoubleFit,
  type LeastSquaresOptions,
  leastSquaresDoubleDouble,
} from './double-double-least-squares.ts';
import { type Matrix, matrix } from './matrix.ts';
import { type QrFactor, applyQTransposed, householderQr, inverseGram, solveUpper } from './qr.ts';
import { add, hi, lo, twoProduct } from './double-double.ts';

export interface LeastSquares {
  /** One per column of X; 0 where the column depends on those before it (see `aliased`). */
  readonly coefficients: Float64Array;
  /** Columns (0-based) that are a linear combination of earlier ones and were left out. */
  readonly aliased: readonly number[];
  readonly rank: number;
  readonly fitted: Float64Array;
  /** y − fitted, unweighted. */
  readonly residuals: Float64Array;
  /** Σ w·residual². */
  readonly residualSumOfSquares: number;
  /** (XᵀWX)⁻¹, cols × cols; rows and columns of aliased terms are 0. Times s² it is the covariance of the coefficients. */
  readonly unscaledCovariance: Matrix;
  /** rows − rank (rows with weight 0 not counted). */
  readonly residualDf: number;
  /** How it was computed. */
  readonly precision: 'double-double' | 'refined';
}

/** Up to this many multiply-adds the whole factorisation is done in double-double arithmetic (below 0.2 s). */
const doubleDoubleBudget = 2_000_000;

/**
 * Minimises Σ w·(y − Xβ)² by Householder QR with limited column pivoting (never by normal equations).
 * Small problems are solved wholly in double-double arithmetic (about 30 digits), larger ones in double arithmetic with
 * iterative refinement whose residuals are formed in double-double (Björck 1967, Golub & Van Loan 2013, §5.3.8).
 * X is rows × cols, not changed. Throws RangeError for shapes that disagree.
 */
export function leastSquares(x: Matrix, y: ArrayLike<number>, options: LeastSquaresOptions = {}): LeastSquares {
  if (y.length !== x.rows) throw new RangeError(`invalid y: ${y.length} numbers (${x.rows} are expected)`);
  const { weights } = options;
  let counted = x.rows;
  if (weights !== undefined) {
    if (weights.length !== x.rows) throw new RangeError(`invalid weights: ${weights.length} (${x.rows} are expected)`);
    for (let i = 0; i < x.rows; i++) if (weights[i] === 0) counted -= 1;
  }
  if (x.rows * x.cols * x.cols <= doubleDoubleBudget) {
    const fit = leastSquaresDoubleDouble(x, y, options);
    return { ...fit, residualDf: counted - fit.rank, precision: 'double-double' };
  }
  const fit = refinedLeastSquares(x, y, weights, options.tolerance ?? 1e-11);
  return { ...fit, residualDf: counted - fit.rank, precision: 'refined' };
}

function refinedLeastSquares(
  x: Matrix,
  y: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  tolerance: number,
): DoubleDoubleFit {
  const { rows, cols } = x;
  const roots = weights === undefined ? undefined : Float64Array.from(weights, Math.sqrt);
  const scaled = roots === undefined ? x : matrix(rows, cols, scaleRows(x, roots));
  const qr = householderQr(scaled, tolerance);
  const coefficients = new Float64Array(cols);
  let residuals: Float64Array = Float64Array.from(y);
  let lastStep = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 4; round++) {
    const target = Float64Array.from(residuals);
    if (roots !== undefined) for (let i = 0; i < rows; i++) target[i] *= roots[i];
    const step = solveUpper(qr, applyQTransposed(qr, target));
    const size = relativeSize(step, coefficients, qr);
    if (round > 0 && size > lastStep / 2) break;
    for (let j = 0; j < qr.rank; j++) coefficients[qr.pivot[j]] += step[j];
    residuals = preciseResiduals(x, y, coefficients);
    lastStep = size;
    if (round > 0 && size < 1e-15) break;
  }
  const fitted = new Float64Array(rows);
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    fitted[i] = y[i] - residuals[i];
    sum += (weights === undefined ? 1 : weights[i]) * residuals[i] * residuals[i];
  }
  return {
    coefficients,
    aliased: Array.from(qr.pivot.subarray(qr.rank)).sort((a, b) => a - b),
    rank: qr.rank,
    fitted,
    residuals,
    residualSumOfSquares: sum,
    unscaledCovariance: spreadCovariance(inverseGram(qr), qr, cols),
  };
}

function scaleRows(x: Matrix, roots: Float64Array): Float64Array {
  const made = x.data.slice();
  for (let i = 0; i < x.rows; i++) for (let j = 0; j < x.cols; j++) made[i * x.cols + j] *= roots[i];
  return made;
}

/** y − Xβ with each sum accumulated in double-double. */
function preciseResiduals(x: Matrix, y: ArrayLike<number>, beta: Float64Array): Float64Array {
  const residuals = new Float64Array(x.rows);
  for (let i = 0; i < x.rows; i++) {
    let sumHigh = y[i];
    let sumLow = 0;
    for (let j = 0; j < x.cols; j++) {
      twoProduct(-x.data[i * x.cols + j], beta[j]);
      add(sumHigh, sumLow, hi(), lo());
      sumHigh = hi();
      sumLow = lo();
    }
    residuals[i] = sumHigh + sumLow;
  }
  return residuals;
}

function relativeSize(step: Float64Array, beta: Float64Array, qr: QrFactor): number {
  let largest = 0;
  for (let j = 0; j < qr.rank; j++) {
    const against = Math.abs(beta[qr.pivot[j]]);
    if (against > 0) largest = Math.max(largest, Math.abs(step[j]) / against);
  }
  return largest;
}

/** Moves a rank × rank matrix in pivoted order to cols × cols in column order. */
function spreadCovariance(inverse: Matrix, qr: QrFactor, cols: number): Matrix {
  const made = matrix(cols, cols);
  for (let i = 0; i < qr.rank; i++)
    for (let j = 0; j < qr.rank; j++) made.data[qr.pivot[i] * cols + qr.pivot[j]] = inverse.data[i * qr.rank + j];
  return made;
}
