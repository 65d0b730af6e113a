import type { Random } from '#kernel/random.ts';
import { exchangeRows } from './exchange-rows.ts';
import { type Points, squaredDistance } from './points.ts';

export interface KMeansResult {
  /** Cluster of each row, 0 … k − 1. */
  readonly of: Int32Array;
  /** k × width centres, row after row. */
  readonly centres: Float64Array;
  readonly sizes: Int32Array;
  /** Sum of squared distances to the own centre. */
  readonly withinSquares: number;
  readonly iterations: number;
}

export interface KMeansOptions {
  readonly k: number;
  readonly random: Random;
  /** Independent starts; the best is kept. Default 8. */
  readonly starts?: number;
  readonly maxIterations?: number;
}

/**
 * k-means with k-means++ seeding (Arthur & Vassilvitskii 2007), Lloyd's iterations (Lloyd 1982) and then exchanges of single
 * rows (Hartigan 1975), best of several starts. An empty cluster is reseeded with the point farthest from its centre.
 *
 * Throws RangeError unless 1 ≤ k ≤ rows. Limits: finds round, similarly wide groups in the given scale; a local optimum.
 * Cost O(starts · iterations · rows · k · width).
 */
export function kMeans(points: Points, { k, random, starts = 8, maxIterations = 100 }: KMeansOptions): KMeansResult {
  if (!Number.isInteger(k) || k < 1 || k > points.rows) {
    throw new RangeError(`invalid k: ${k} (a whole number from 1 to the ${points.rows} rows is expected)`);
  }
  let best: KMeansResult | undefined;
  for (let start = 0; start < starts; start++) {
    const found = exchanged(points, lloyd(points, seedPlusPlus(points, k, random), k, maxIterations), maxIterations);
    if (best === undefined || found.withinSquares < best.withinSquares) best = found;
  }
  return best!;
}

/** Assigns each row to the nearest centre. */
export function assignNearest(points: Points, centres: Float64Array, k: number): Int32Array {
  const of = new Int32Array(points.rows);
  for (let row = 0; row < points.rows; row++) of[row] = nearest(points, row, centres, k).cluster;
  return of;
}

function seedPlusPlus(points: Points, k: number, random: Random): Float64Array {
  const { values, rows, width } = points;
  const centres = new Float64Array(k * width);
  const closest = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  let chosen = random.integer(rows);
  for (let c = 0; c < k; c++) {
    centres.set(values.subarray(chosen * width, (chosen + 1) * width), c * width);
    let total = 0;
    for (let row = 0; row < rows; row++) {
      const distance = squaredDistance(values, row * width, centres, c * width, width);
      if (distance < closest[row]) closest[row] = distance;
      total += closest[row];
    }
    let left = random.next() * total;
    chosen = rows - 1;
    for (let row = 0; row < rows; row++) {
      left -= closest[row];
      if (left < 0) {
        chosen = row;
        break;
      }
    }
  }
  return centres;
}

function lloyd(points: Points, centres: Float64Array, k: number, maxIterations: number): KMeansResult {
  const { values, rows, width } = points;
  const of = new Int32Array(rows).fill(-1);
  const sizes = new Int32Array(k);
  let withinSquares = 0;
  let iterations = 0;
  for (; iterations < maxIterations; iterations++) {
    let moved = 0;
    withinSquares = 0;
    let farthest = 0;
    let farthestDistance = -1;
    for (let row = 0; row < rows; row++) {
      const { cluster, distance } = nearest(points, row, centres, k);
      if (cluster !== of[row]) moved += 1;
      of[row] = cluster;
      withinSquares += distance;
      if (distance > farthestDistance) {
        farthestDistance = distance;
        farthest = row;
      }
    }
    sizes.fill(0);
    for (let row = 0; row < rows; row++) sizes[of[row]] += 1;
    if (moved === 0) break;
    centres.fill(0);
    for (let row = 0; row < rows; row++) {
      const at = of[row] * width;
      for (let j = 0; j < width; j++) centres[at + j] += values[row * width + j];
    }
    for (let c = 0; c < k; c++) {
      if (sizes[c] === 0) centres.set(values.subarray(farthest * width, (farthest + 1) * width), c * width);
      else for (let j = 0; j < width; j++) centres[c * width + j] /= sizes[c];
    }
  }
  return { of, centres, sizes, withinSquares, iterations };
}

/** Where Lloyd's iterations ended, improved by exchanges; the squares are summed anew, so that they carry no drift. */
function exchanged(points: Points, found: KMeansResult, maxPasses: number): KMeansResult {
  if (!exchangeRows(points, found, maxPasses)) return found;
  const { values, rows, width } = points;
  let withinSquares = 0;
  for (let row = 0; row < rows; row++)
    withinSquares += squaredDistance(values, row * width, found.centres, found.of[row] * width, width);
  return { ...found, withinSquares };
}

function nearest(points: Points, row: number, centres: Float64Array, k: number): { cluster: number; distance: number } {
  const { values, width } = points;
  let cluster = 0;
  let distance = Number.POSITIVE_INFINITY;
  for (let c = 0; c < k; c++) {
    const found = squaredDistance(values, row * width, centres, c * width, width);
    if (found < distance) {
      distance = found;
      cluster = c;
    }
  }
  return { cluster, distance };
}
