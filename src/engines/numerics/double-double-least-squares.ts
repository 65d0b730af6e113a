import { add, divide, hi, lo, multiply, squareRoot } from './double-double.ts';
import { type Matrix, matrix } from './matrix.ts';

export interface LeastSquaresOptions {
  /** Weights ≥ 0, one per row. */
  readonly weights?: ArrayLike<number>;
  /** A column counts as dependent when its norm, after taking out those before it, falls below this share of its norm. */
  readonly tolerance?: number;
  /** The parts of X and y beyond double precision, when they are known (same shapes). */
  readonly designLow?: Matrix;
  readonly responseLow?: ArrayLike<number>;
}

export interface DoubleDoubleFit {
  readonly coefficients: Float64Array;
  readonly aliased: readonly number[];
  readonly rank: number;
  readonly fitted: Float64Array;
  readonly residuals: Float64Array;
  readonly residualSumOfSquares: number;
  readonly unscaledCovariance: Matrix;
}

/** Column-major pairs: (i, j) at j * rows + i. */
interface Pairs {
  readonly rows: number;
  readonly cols: number;
  readonly high: Float64Array;
  readonly low: Float64Array;
}

/** Least squares by Householder QR with limited column pivoting, every operation in double-double arithmetic. */
export function leastSquaresDoubleDouble(
  x: Matrix,
  y: ArrayLike<number>,
  { weights, tolerance = 1e-13, designLow, responseLow }: LeastSquaresOptions,
): DoubleDoubleFit {
  const { rows, cols } = x;
  const width = cols + 1;
  const work = pairs(rows, width);
  for (let i = 0; i < rows; i++) {
    squareRoot(weights === undefined ? 1 : weights[i], 0);
    const [rootHigh, rootLow] = [hi(), lo()];
    for (let j = 0; j < width; j++) {
      if (j < cols) multiply(x.data[i * cols + j], designLow?.data[i * cols + j] ?? 0, rootHigh, rootLow);
      else multiply(y[i], responseLow?.[i] ?? 0, rootHigh, rootLow);
      store(work, j * rows + i);
    }
  }
  const { rank, order, diagonal } = triangularise(work, cols, tolerance);
  const solved = solveTriangle(work, diagonal, rank, (i) => [work.high[cols * rows + i], work.low[cols * rows + i]]);
  const coefficients = pairs(cols, 1);
  for (let j = 0; j < rank; j++) {
    coefficients.high[order[j]] = solved.high[j];
    coefficients.low[order[j]] = solved.low[j];
  }
  const fitted = new Float64Array(rows);
  const residuals = new Float64Array(rows);
  let sumHigh = 0;
  let sumLow = 0;
  for (let i = 0; i < rows; i++) {
    let fitHigh = 0;
    let fitLow = 0;
    for (let j = 0; j < cols; j++) {
      multiply(x.data[i * cols + j], designLow?.data[i * cols + j] ?? 0, coefficients.high[j], coefficients.low[j]);
      add(fitHigh, fitLow, hi(), lo());
      fitHigh = hi();
      fitLow = lo();
    }
    add(y[i], responseLow?.[i] ?? 0, -fitHigh, -fitLow);
    const [high, low] = [hi(), lo()];
    fitted[i] = fitHigh;
    residuals[i] = high;
    multiply(high, low, high, low);
    multiply(hi(), lo(), weights === undefined ? 1 : weights[i], 0);
    add(sumHigh, sumLow, hi(), lo());
    sumHigh = hi();
    sumLow = lo();
  }
  return {
    coefficients: coefficients.high,
    aliased: order.slice(rank).sort((a, b) => a - b),
    rank,
    fitted,
    residuals,
    residualSumOfSquares: sumHigh,
    unscaledCovariance: covariance(work, diagonal, rank, order, cols),
  };
}

function pairs(rows: number, cols: number): Pairs {
  return { rows, cols, high: new Float64Array(rows * cols), low: new Float64Array(rows * cols) };
}

function store(target: Pairs, at: number): void {
  target.high[at] = hi();
  target.low[at] = lo();
}

/** Turns the first `cols` columns into R and the last one into Qᵀy. R's diagonal is kept apart. */
function triangularise(
  work: Pairs,
  cols: number,
  tolerance: number,
): { rank: number; order: number[]; diagonal: Pairs } {
  const { rows } = work;
  const order = Array.from({ length: cols }, (_, j) => j);
  const firstNorm = order.map((j) => {
    columnNorm(work, j, 0);
    return hi();
  });
  const diagonal = pairs(cols, 1);
  let rank = 0;
  let candidates = cols;
  while (rank < candidates && rank < rows) {
    const j = rank;
    columnNorm(work, j, j);
    if (!(hi() > tolerance * firstNorm[j])) {
      candidates -= 1;
      rotateColumns(work, j, cols);
      order.push(...order.splice(j, 1));
      firstNorm.push(...firstNorm.splice(j, 1));
      continue;
    }
    eliminate(work, j, diagonal);
    rank += 1;
  }
  return { rank, order, diagonal };
}

/** One Householder reflection: v = column j from row j on, with v_j = x_j − β; H = I − v·vᵀ/(−β·v_j). */
function eliminate(work: Pairs, j: number, diagonal: Pairs): void {
  const { rows, cols, high, low } = work;
  const start = j * rows;
  const sign = high[start + j] > 0 ? -1 : 1;
  const betaHigh = sign * hi();
  const betaLow = sign * lo();
  diagonal.high[j] = betaHigh;
  diagonal.low[j] = betaLow;
  add(high[start + j], low[start + j], -betaHigh, -betaLow);
  store(work, start + j);
  multiply(-betaHigh, -betaLow, hi(), lo());
  const scaleHigh = hi();
  const scaleLow = lo();
  for (let k = j + 1; k < cols; k++) {
    const other = k * rows;
    let sumHigh = 0;
    let sumLow = 0;
    for (let i = j; i < rows; i++) {
      multiply(high[start + i], low[start + i], high[other + i], low[other + i]);
      add(sumHigh, sumLow, hi(), lo());
      sumHigh = hi();
      sumLow = lo();
    }
    divide(sumHigh, sumLow, scaleHigh, scaleLow);
    const factorHigh = hi();
    const factorLow = lo();
    for (let i = j; i < rows; i++) {
      multiply(high[start + i], low[start + i], factorHigh, factorLow);
      add(high[other + i], low[other + i], -hi(), -lo());
      store(work, other + i);
    }
  }
}

function columnNorm(work: Pairs, j: number, from: number): void {
  let sumHigh = 0;
  let sumLow = 0;
  for (let i = j * work.rows + from; i < (j + 1) * work.rows; i++) {
    multiply(work.high[i], work.low[i], work.high[i], work.low[i]);
    add(sumHigh, sumLow, hi(), lo());
    sumHigh = hi();
    sumLow = lo();
  }
  squareRoot(sumHigh, sumLow);
}

function rotateColumns(work: Pairs, j: number, cols: number): void {
  for (const part of [work.high, work.low]) {
    const column = part.slice(j * work.rows, (j + 1) * work.rows);
    part.copyWithin(j * work.rows, (j + 1) * work.rows, cols * work.rows);
    part.set(column, (cols - 1) * work.rows);
  }
}

/** Back substitution R·z = rightSide. */
function solveTriangle(
  work: Pairs,
  diagonal: Pairs,
  rank: number,
  rightSide: (i: number) => readonly [number, number],
): Pairs {
  const solved = pairs(rank, 1);
  for (let i = rank - 1; i >= 0; i--) {
    let [sumHigh, sumLow] = rightSide(i);
    for (let k = i + 1; k < rank; k++) {
      multiply(work.high[k * work.rows + i], work.low[k * work.rows + i], solved.high[k], solved.low[k]);
      add(sumHigh, sumLow, -hi(), -lo());
      sumHigh = hi();
      sumLow = lo();
    }
    divide(sumHigh, sumLow, diagonal.high[i], diagonal.low[i]);
    store(solved, i);
  }
  return solved;
}

/** (RᵀR)⁻¹ = R⁻¹·R⁻ᵀ, moved to the order of the columns. */
function covariance(work: Pairs, diagonal: Pairs, rank: number, order: readonly number[], cols: number): Matrix {
  const made = matrix(cols, cols);
  const inverse = Array.from({ length: rank }, (_, j) =>
    solveTriangle(work, diagonal, rank, (i) => [i === j ? 1 : 0, 0]),
  );
  for (let a = 0; a < rank; a++) {
    for (let b = a; b < rank; b++) {
      let sumHigh = 0;
      let sumLow = 0;
      for (let k = b; k < rank; k++) {
        multiply(inverse[k].high[a], inverse[k].low[a], inverse[k].high[b], inverse[k].low[b]);
        add(sumHigh, sumLow, hi(), lo());
        sumHigh = hi();
        sumLow = lo();
      }
      made.data[order[a] * cols + order[b]] = sumHigh;
      made.data[order[b] * cols + order[a]] = sumHigh;
    }
  }
  return made;
}
