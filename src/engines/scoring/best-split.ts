import type { FeatureBins } from './bin-mapper.ts';

/** Sums over the rows of a node, per bin; the bins of feature f start at `offsets[f]`. */
export interface Histogram {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly rows: Int32Array;
}

export interface SplitRules {
  readonly minRowsInLeaf: number;
  readonly l2: number;
}

export interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly categories?: readonly number[];
}

/** The smallest hessian a leaf may have. */
const leastHessian = 1e-3;
/** Rows a category needs to take part in a split, and what its hessian is smoothed by when categories are put in order. */
const categorySupport = 10;

/**
 * The split of a node that lowers the second-order loss most: gain = G_L²/(H_L+λ) + G_R²/(H_R+λ) − G²/(H+λ)
 * (Chen & Guestrin 2016, eq. 7). Numbers are cut between two bins, with missing values on the better side; categories are
 * put in order of G/(H+10) and cut there (Fisher 1958), which finds the best two groups.
 */
export function bestSplit(
  histogram: Histogram,
  offsets: Int32Array,
  features: readonly FeatureBins[],
  total: { readonly gradient: number; readonly hessian: number; readonly rows: number },
  rules: SplitRules,
): Split | undefined {
  let best: Split | undefined;
  for (let f = 0; f < features.length; f++) {
    const { kind, bins } = features[f];
    const found =
      kind === 'number'
        ? cutNumber(histogram, offsets[f], bins, total, rules, best?.gain ?? 0)
        : cutCategory(histogram, offsets[f], bins, total, rules, best?.gain ?? 0);
    if (found !== undefined) best = { ...found, feature: f };
  }
  return best;
}

type Total = { readonly gradient: number; readonly hessian: number; readonly rows: number };

function cutNumber(
  histogram: Histogram,
  offset: number,
  bins: number,
  total: Total,
  { minRowsInLeaf, l2 }: SplitRules,
  toBeat: number,
): Omit<Split, 'feature'> | undefined {
  const parent = (total.gradient * total.gradient) / (total.hessian + l2);
  const missingAt = offset + bins;
  const missingRows = histogram.rows[missingAt];
  let gain = toBeat + 1e-9;
  let bin = -1;
  let missingLeft = false;
  for (let side = 0; side < (missingRows > 0 ? 2 : 1); side++) {
    let g = side === 1 ? histogram.gradient[missingAt] : 0;
    let h = side === 1 ? histogram.hessian[missingAt] : 0;
    let n = side === 1 ? missingRows : 0;
    const last = side === 0 && missingRows > 0 ? bins : bins - 1;
    for (let b = 0; b < last; b++) {
      const at = offset + b;
      g += histogram.gradient[at];
      h += histogram.hessian[at];
      n += histogram.rows[at];
      if (n < minRowsInLeaf || h < leastHessian) continue;
      if (total.rows - n < minRowsInLeaf || total.hessian - h < leastHessian) break;
      const rest = total.gradient - g;
      const value = (g * g) / (h + l2) + (rest * rest) / (total.hessian - h + l2) - parent;
      if (value > gain) {
        gain = value;
        bin = b;
        missingLeft = side === 1;
      }
    }
  }
  return bin === -1 ? undefined : { gain, bin, missingLeft };
}

function cutCategory(
  histogram: Histogram,
  offset: number,
  bins: number,
  total: Total,
  { minRowsInLeaf, l2 }: SplitRules,
  toBeat: number,
): Omit<Split, 'feature'> | undefined {
  const parent = (total.gradient * total.gradient) / (total.hessian + l2);
  const order: number[] = [];
  for (let b = 0; b <= bins; b++) if (histogram.rows[offset + b] >= categorySupport) order.push(b);
  if (order.length === 0) return undefined;
  const rank = (b: number): number =>
    histogram.gradient[offset + b] / (histogram.hessian[offset + b] + categorySupport);
  order.sort((a, b) => rank(a) - rank(b));
  let gain = toBeat + 1e-9;
  let chosen: number[] | undefined;
  for (const step of [1, -1]) {
    let g = 0;
    let h = 0;
    let n = 0;
    for (let k = 0; k < order.length; k++) {
      const at = offset + order[step === 1 ? k : order.length - 1 - k];
      g += histogram.gradient[at];
      h += histogram.hessian[at];
      n += histogram.rows[at];
      if (n < minRowsInLeaf || h < leastHessian) continue;
      if (total.rows - n < minRowsInLeaf || total.hessian - h < leastHessian) break;
      const rest = total.gradient - g;
      const value = (g * g) / (h + l2) + (rest * rest) / (total.hessian - h + l2) - parent;
      if (value > gain) {
        gain = value;
        chosen = step === 1 ? order.slice(0, k + 1) : order.slice(order.length - 1 - k);
      }
    }
  }
  if (chosen === undefined) return undefined;
  const words = Array.from({ length: 8 }, () => 0);
  for (const b of chosen) words[b >>> 5] = (words[b >>> 5] | (1 << (b & 31))) >>> 0;
  return { gain, bin: -1, missingLeft: false, categories: words };
}
