import { cholesky, choleskySolve } from '#engines/numerics/cholesky.ts';
import { type Matrix, matrix } from '#engines/numerics/matrix.ts';
import type { HierarchyNode } from './summing-structure.ts';

export interface NodeForecast {
  /** Base forecasts by step ahead and their deviations. */
  readonly mean: ArrayLike<number>;
  readonly deviation: ArrayLike<number>;
}

export interface Reconciled {
  /** By node, by step. Every node is exactly the sum of its parts, whatever the order of adding. */
  readonly mean: Float64Array[];
  readonly deviation: Float64Array[];
}

/** Above this many nodes the errors are taken as uncorrelated: the whole matrix would cost more than it gives. */
export const mostCorrelatedNodes = 400;

/**
 * Minimum trace reconciliation (Wickramasuriya, Athanasopoulos & Hyndman 2019): bottom forecasts b̃ = (SᵀW⁻¹S)⁻¹SᵀW⁻¹ŷ
 * with W = D R D from the base deviations of each step and the shrunk correlation of one-step errors (without a
 * correlation, from the first step's deviations alone); every other node is
 * then the sum of its bottom series, so parts add up exactly. With `nonNegative` bottom forecasts below zero become zero
 * before adding. Cost O(nodes² · leaves + leaves³) a step with a correlation, once without.
 */
export function reconcileMint(
  nodes: readonly HierarchyNode[],
  forecasts: readonly NodeForecast[],
  correlation: Matrix | undefined,
  nonNegative: boolean,
): Reconciled {
  const count = nodes.length;
  const leaves = nodes.reduce((most, node) => Math.max(most, node.leaves.length), 0);
  const horizon = forecasts[0].mean.length;
  const mean = nodes.map(() => new Float64Array(horizon));
  const deviation = nodes.map(() => new Float64Array(horizon));
  const factor = correlation === undefined ? undefined : cholesky(correlation);
  let step: Step | undefined;
  for (let h = 0; h < horizon; h++) {
    if (step === undefined || correlation !== undefined) step = weigh(nodes, scaleAt(forecasts, h), factor, leaves);
    const { weighted, gramFactor, reconciledDeviation } = step;
    const right = new Float64Array(leaves);
    for (let j = 0; j < leaves; j++) for (let i = 0; i < count; i++) right[j] += weighted[j][i] * forecasts[i].mean[h];
    const bottom = choleskySolve(gramFactor, right);
    if (nonNegative) for (let j = 0; j < leaves; j++) bottom[j] = Math.max(0, bottom[j]);
    roundToGrid(bottom);
    const base = step.scale;
    for (let i = 0; i < count; i++) {
      for (const leaf of nodes[i].leaves) mean[i][h] += bottom[leaf];
      deviation[i][h] = reconciledDeviation[i] * Math.max(1, forecasts[i].deviation[h] / base[i]);
    }
  }
  return { mean, deviation };
}

/** Rounds to multiples of a power of two so coarse (2⁻⁴⁵ of the whole) that sums in any order are exact in doubles. */
function roundToGrid(values: Float64Array): void {
  let size = 0;
  for (const value of values) size += Math.abs(value);
  if (!(size > 0)) return;
  const grid = 2 ** (Math.ceil(Math.log2(size)) - 45);
  for (let j = 0; j < values.length; j++) values[j] = Math.round(values[j] / grid) * grid;
}

/** What one choice of W gives: W⁻¹S by columns, the factor of SᵀW⁻¹S, and √diag(S(SᵀW⁻¹S)⁻¹Sᵀ). */
interface Step {
  readonly scale: readonly number[];
  readonly weighted: readonly Float64Array[];
  readonly gramFactor: Matrix;
  readonly reconciledDeviation: Float64Array;
}

function scaleAt(forecasts: readonly NodeForecast[], h: number): number[] {
  let largest = 0;
  for (const forecast of forecasts) largest = Math.max(largest, forecast.deviation[h]);
  return forecasts.map((forecast) => Math.max(forecast.deviation[h], 1e-6 * largest, 1e-12));
}

function weigh(
  nodes: readonly HierarchyNode[],
  scale: readonly number[],
  factor: Matrix | undefined,
  leaves: number,
): Step {
  const weighted = weightedSummation(nodes, scale, factor, leaves);
  const gram = matrix(leaves, leaves);
  for (let j = 0; j < leaves; j++) {
    nodes.forEach((node, i) => {
      const value = weighted[j][i];
      if (value !== 0) for (const leaf of node.leaves) gram.data[leaf * leaves + j] += value;
    });
  }
  const gramFactor = cholesky(symmetric(gram));
  if (gramFactor === undefined)
    throw new RangeError('the errors of the base forecasts cannot be weighed (W is singular)');
  const reconciledDeviation = Float64Array.from(nodes, (node) => {
    const indicator = new Float64Array(leaves);
    for (const leaf of node.leaves) indicator[leaf] = 1;
    const solved = choleskySolve(gramFactor, indicator);
    let variance = 0;
    for (const leaf of node.leaves) variance += solved[leaf];
    return Math.sqrt(Math.max(0, variance));
  });
  return { scale, weighted, gramFactor, reconciledDeviation };
}

/** Columns of W⁻¹S. */
function weightedSummation(
  nodes: readonly HierarchyNode[],
  scale: readonly number[],
  factor: Matrix | undefined,
  leaves: number,
): Float64Array[] {
  const columns = Array.from({ length: leaves }, () => new Float64Array(nodes.length));
  nodes.forEach((node, i) => {
    for (const leaf of node.leaves) columns[leaf][i] = 1 / scale[i];
  });
  return columns.map((column) => {
    const solved = factor === undefined ? column : choleskySolve(factor, column);
    return solved.map((value, i) => value / scale[i]);
  });
}

function symmetric(a: Matrix): Matrix {
  const n = a.rows;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const middle = (a.data[i * n + j] + a.data[j * n + i]) / 2;
      a.data[i * n + j] = a.data[j * n + i] = middle;
    }
  }
  return a;
}
