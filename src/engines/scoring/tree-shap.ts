import type { BinnedRows } from './bin-mapper.ts';
import type { Tree } from './tree.ts';
import { goesLeft } from './tree.ts';

/** One leaf: the features asked on its path, with the bins that stay on it. */
interface LeafPath {
  readonly value: number;
  readonly features: Int32Array;
  /** Share of the training rows that stay on the path at the questions about a feature, multiplied. */
  readonly shares: Float64Array;
  /** stays[k * 256 + bin]: 1 when that bin of feature k stays on the path at all its questions. */
  readonly stays: Uint8Array;
  /** Shapley values by which of the features stay (bit k for feature k). */
  readonly known: Map<number, Float64Array>;
}

export interface ShapExplainer {
  /** Expected score over the training rows. */
  readonly base: number;
  /** What each feature adds to the score of each row: row by row, one number a feature. They sum to score − base. */
  contributions(rows: BinnedRows): Float64Array;
}

/**
 * Exact Shapley values of a tree ensemble under the path-dependent expectation of TreeSHAP (Lundberg et al. 2020,
 * algorithm 2). For each leaf they depend only on which of the features on its path the row agrees with, so they are
 * worked out once per pattern and looked up after that (the idea of Fast TreeSHAP v2, Yang 2021).
 */
export function shapExplainer(trees: readonly Tree[], start: number, missingBins: readonly number[]): ShapExplainer {
  const width = missingBins.length;
  const paths = trees.flatMap((tree) => leafPaths(tree, missingBins));
  let base = start;
  for (const { value, shares } of paths) base += value * shares.reduce((product, share) => product * share, 1);
  return {
    base,
    contributions({ count, bins }) {
      const found = new Float64Array(count * width);
      for (const path of paths) addPath(path, count, bins, found, width);
      return found;
    },
  };
}

function addPath(path: LeafPath, count: number, bins: Uint8Array, found: Float64Array, width: number): void {
  const { features, stays, known } = path;
  const depth = features.length;
  for (let i = 0; i < count; i++) {
    let pattern = 0;
    for (let k = 0; k < depth; k++) pattern |= stays[(k << 8) + bins[features[k] * count + i]] << k;
    let values = known.get(pattern);
    if (values === undefined) {
      values = shapleyOfLeaf(path, pattern);
      known.set(pattern, values);
    }
    for (let k = 0; k < depth; k++) found[i * width + features[k]] += values[k];
  }
}

/**
 * A leaf is the game v(S) = value · Π over S of [row stays] · Π outside S of shares. Its Shapley value of player i is
 * value·(stays_i − share_i)·Σ_S |S|!(d−|S|−1)!/d! · Π_{j∈S} stays_j · Π_{j∉S} share_j, summed by size of S through the
 * coefficients of Π_{j≠i} (share_j + stays_j·t).
 */
function shapleyOfLeaf({ value, shares }: LeafPath, pattern: number): Float64Array {
  const d = shares.length;
  const weights = new Float64Array(d);
  let weight = 1 / d;
  for (let size = 0; size < d; size++) {
    weights[size] = weight;
    weight *= (size + 1) / (d - 1 - size);
  }
  const values = new Float64Array(d);
  const polynomial = new Float64Array(d + 1);
  for (let i = 0; i < d; i++) {
    polynomial.fill(0);
    polynomial[0] = 1;
    let degree = 0;
    for (let j = 0; j < d; j++) {
      if (j === i) continue;
      const stays = (pattern >>> j) & 1;
      for (let k = degree + stays; k >= 0; k--) {
        polynomial[k] = polynomial[k] * shares[j] + (k > 0 && stays === 1 ? polynomial[k - 1] : 0);
      }
      degree += stays;
    }
    let sum = 0;
    for (let size = 0; size <= degree; size++) sum += weights[size] * polynomial[size];
    values[i] = value * (((pattern >>> i) & 1) - shares[i]) * sum;
  }
  return values;
}

function leafPaths(tree: Tree, missingBins: readonly number[]): LeafPath[] {
  const paths: LeafPath[] = [];
  const walk = (node: number, steps: readonly { node: number; left: boolean }[]): void => {
    if (tree.feature[node] < 0) {
      paths.push(pathOf(tree, node, steps, missingBins));
      return;
    }
    walk(tree.left[node], [...steps, { node, left: true }]);
    walk(tree.right[node], [...steps, { node, left: false }]);
  };
  walk(0, []);
  return paths;
}

function pathOf(
  tree: Tree,
  leaf: number,
  steps: readonly { node: number; left: boolean }[],
  missingBins: readonly number[],
): LeafPath {
  const features = [...new Set(steps.map(({ node }) => tree.feature[node]))];
  const shares = new Float64Array(features.length).fill(1);
  const stays = new Uint8Array(features.length * 256);
  features.forEach((f, k) => stays.fill(1, k * 256, k * 256 + missingBins[f] + 1));
  for (const { node, left } of steps) {
    const f = tree.feature[node];
    const k = features.indexOf(f);
    const child = left ? tree.left[node] : tree.right[node];
    shares[k] *= tree.cover[child] / tree.cover[node];
    for (let bin = 0; bin <= missingBins[f]; bin++) {
      if (goesLeft(tree, node, bin, missingBins[f]) !== left) stays[k * 256 + bin] = 0;
    }
  }
  return { value: tree.value[leaf], features: Int32Array.from(features), shares, stays, known: new Map() };
}
