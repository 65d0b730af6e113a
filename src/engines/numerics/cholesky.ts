import { type Matrix, matrix } from './matrix.ts';

/**
 * The lower triangular L with A = L·Lᵀ of a symmetric positive definite A (only its lower half is read).
 * Undefined when A is not positive definite to working precision. Golub & Van Loan (2013), algorithm 4.2.1.
 */
export function cholesky(a: Matrix): Matrix | undefined {
  const n = a.rows;
  const made = matrix(n, n);
  const l = made.data;
  for (let j = 0; j < n; j++) {
    let pivot = a.data[j * n + j];
    for (let k = 0; k < j; k++) pivot -= l[j * n + k] * l[j * n + k];
    if (!(pivot > 1e-15 * Math.abs(a.data[j * n + j]))) return undefined;
    const root = Math.sqrt(pivot);
    l[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      let sum = a.data[i * n + j];
      for (let k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
      l[i * n + j] = sum / root;
    }
  }
  return made;
}

/** Solves L·Lᵀ·x = b for the factor that `cholesky` returned. */
export function choleskySolve(factor: Matrix, b: ArrayLike<number>): Float64Array {
  const n = factor.rows;
  const l = factor.data;
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    let sum = x[i];
    for (let k = 0; k < i; k++) sum -= l[i * n + k] * x[k];
    x[i] = sum / l[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i];
    for (let k = i + 1; k < n; k++) sum -= l[k * n + i] * x[k];
    x[i] = sum / l[i * n + i];
  }
  return x;
}

/** A⁻¹ from the factor of A. */
export function choleskyInverse(factor: Matrix): Matrix {
  const n = factor.rows;
  const made = matrix(n, n);
  const unit = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    unit.fill(0);
    unit[j] = 1;
    const column = choleskySolve(factor, unit);
    for (let i = 0; i < n; i++) made.data[i * n + j] = column[i];
  }
  return made;
}

/** log |A| from the factor of A. */
export function choleskyLogDeterminant(factor: Matrix): number {
  let sum = 0;
  for (let i = 0; i < factor.rows; i++) sum += 2 * Math.log(factor.data[i * factor.cols + i]);
  return sum;
}
