import { type Matrix, matrix } from './matrix.ts';

/** A·P = Q·R by Householder reflections; Q is kept as its reflectors. */
export interface QrFactor {
  readonly rows: number;
  readonly cols: number;
  /** R in the upper triangle; the reflectors (leading 1 left out) below it. Column by column: (i, j) at `j * rows + i`. */
  readonly packed: Float64Array;
  readonly tau: Float64Array;
  /** Column `pivot[j]` of A stands at place j. */
  readonly pivot: Int32Array;
  /** How many columns are linearly independent to the tolerance. */
  readonly rank: number;
}

/**
 * Householder QR with limited column pivoting, as LINPACK's `dqrdc2` that R's `lm` uses: a column whose norm falls below
 * `tolerance` times its first norm depends on those before it and moves to the end; the others keep their order.
 * Golub & Van Loan (2013), algorithms 5.1.1 and 5.2.1. Cost 2·n·p² operations.
 */
export function householderQr(a: Matrix, tolerance = 1e-11): QrFactor {
  const { rows, cols } = a;
  const packed = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) packed[j * rows + i] = a.data[i * cols + j];
  const pivot = Int32Array.from({ length: cols }, (_, j) => j);
  const tau = new Float64Array(cols);
  const firstNorm = Float64Array.from({ length: cols }, (_, j) => norm(packed, j * rows, rows));
  let candidates = cols;
  let rank = 0;
  while (rank < candidates && rank < rows) {
    const j = rank;
    const start = j * rows;
    const length = norm(packed, start + j, rows - j);
    if (!(length > tolerance * firstNorm[j]) || length === 0) {
      candidates -= 1;
      moveToEnd(packed, rows, cols, j, pivot, firstNorm);
      continue;
    }
    const head = packed[start + j];
    const beta = head > 0 ? -length : length;
    const scale = 1 / (head - beta);
    for (let i = j + 1; i < rows; i++) packed[start + i] *= scale;
    tau[j] = (beta - head) / beta;
    packed[start + j] = beta;
    for (let k = j + 1; k < cols; k++) reflect(packed, start, j, rows, tau[j], packed, k * rows);
    rank += 1;
  }
  return { rows, cols, packed, tau, pivot, rank };
}

/** Overwrites y (length rows) by Qᵀy. */
export function applyQTransposed(qr: QrFactor, y: Float64Array): Float64Array {
  for (let j = 0; j < qr.rank; j++) reflect(qr.packed, j * qr.rows, j, qr.rows, qr.tau[j], y, 0);
  return y;
}

/** Overwrites y (length rows) by Qy. */
export function applyQ(qr: QrFactor, y: Float64Array): Float64Array {
  for (let j = qr.rank - 1; j >= 0; j--) reflect(qr.packed, j * qr.rows, j, qr.rows, qr.tau[j], y, 0);
  return y;
}

/** Solves R₁₁x = z for the leading rank × rank triangle; the answer is in pivoted order, length rank. */
export function solveUpper(qr: QrFactor, z: ArrayLike<number>): Float64Array {
  const x = new Float64Array(qr.rank);
  for (let i = qr.rank - 1; i >= 0; i--) {
    let sum = z[i];
    for (let k = i + 1; k < qr.rank; k++) sum -= qr.packed[k * qr.rows + i] * x[k];
    x[i] = sum / qr.packed[i * qr.rows + i];
  }
  return x;
}

/** Solves R₁₁ᵀx = z, length rank. */
export function solveUpperTransposed(qr: QrFactor, z: ArrayLike<number>): Float64Array {
  const x = new Float64Array(qr.rank);
  for (let i = 0; i < qr.rank; i++) {
    let sum = z[i];
    for (let k = 0; k < i; k++) sum -= qr.packed[i * qr.rows + k] * x[k];
    x[i] = sum / qr.packed[i * qr.rows + i];
  }
  return x;
}

/** (R₁₁ᵀR₁₁)⁻¹ = (AᵀA)⁻¹ over the independent columns, rank × rank, in pivoted order. */
export function inverseGram(qr: QrFactor): Matrix {
  const n = qr.rank;
  const inverse = matrix(n, n);
  const unit = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    unit.fill(0);
    unit[j] = 1;
    const x = solveUpper(qr, solveUpperTransposed(qr, unit));
    for (let i = 0; i < n; i++) inverse.data[i * n + j] = x[i];
  }
  return inverse;
}

function reflect(
  v: Float64Array,
  vStart: number,
  from: number,
  rows: number,
  tau: number,
  y: Float64Array,
  yStart: number,
): void {
  let sum = y[yStart + from];
  for (let i = from + 1; i < rows; i++) sum += v[vStart + i] * y[yStart + i];
  sum *= tau;
  y[yStart + from] -= sum;
  for (let i = from + 1; i < rows; i++) y[yStart + i] -= sum * v[vStart + i];
}

function norm(values: Float64Array, start: number, length: number): number {
  let largest = 0;
  for (let i = start; i < start + length; i++) largest = Math.max(largest, Math.abs(values[i]));
  if (largest === 0 || largest === Number.POSITIVE_INFINITY) return largest;
  let sum = 0;
  for (let i = start; i < start + length; i++) sum += (values[i] / largest) * (values[i] / largest);
  return largest * Math.sqrt(sum);
}

function moveToEnd(
  packed: Float64Array,
  rows: number,
  cols: number,
  j: number,
  pivot: Int32Array,
  firstNorm: Float64Array,
): void {
  const column = packed.slice(j * rows, (j + 1) * rows);
  packed.copyWithin(j * rows, (j + 1) * rows);
  packed.set(column, (cols - 1) * rows);
  const place = pivot[j];
  pivot.copyWithin(j, j + 1);
  pivot[cols - 1] = place;
  const kept = firstNorm[j];
  firstNorm.copyWithin(j, j + 1);
  firstNorm[cols - 1] = kept;
}
