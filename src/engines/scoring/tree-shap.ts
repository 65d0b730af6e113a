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
  /** Shapley values by which of the features stay (bit k for feature k), worked out when first asked for. */
  readonly shapley: (pattern: number) => Float64Array;
}

interface TreePaths {
  readonly paths: readonly LeafPath[];
  /** Features the tree asks about. */
  readonly features: Int32Array;
  /** Its questions: feature, and 1 for each bin that goes left at question q, at q * 256 + bin. */
  readonly asked: Int32Array;
  readonly left: Uint8Array;
}

export interface ShapExplainer {
  /** Expected score over the training rows. */
  readonly base: number;
  /** What each feature adds to the score of each row: row by row, one number a feature. They sum to score − base. */
  readonly contributions: (rows: BinnedRows) => Float64Array;
}

/** Answers to the questions of one tree that are remembered while rows are explained. */
const mostRemembered = 50_000;

/**
 * Exact Shapley values of a tree ensemble under the path-dependent expectation of TreeSHAP (Lundberg et al. 2020,
 * algorithm 2). For each leaf they depend only on which of the features on its path the row agrees with, and for a whole
 * tree only on how the row answers its questions; both are worked out once and looked up after that (the idea of Fast
 * TreeSHAP v2, Yang 2021).
 */
export function shapExplainer(trees: readonly Tree[], start: number, missingBins: readonly number[]): ShapExplainer {
  const width = missingBins.length;
  const all = trees.map((tree) => treePaths(tree, missingBins));
  let base = start;
  for (const { paths } of all) {
    for (const { value, shares } of paths) base += value * shares.reduce((product, share) => product * share, 1);
  }
  return {
    base,
    contributions({ count, bins }) {
      const found = new Float64Array(count * width);
      for (const tree of all) addTreeContributions(tree, count, bins, found, width);
      return found;
    },
  };
}

function addTreeContributions(
  tree: TreePaths,
  count: number,
  bins: Uint8Array,
  found: Float64Array,
  width: number,
): void {
  const { asked, left, features } = tree;
  const questions = asked.length;
  const remembered = new Map<number, Float64Array>();
  for (let i = 0; i < count; i++) {
    let answers = 0;
    for (let q = 0; q < questions; q++) answers |= left[(q << 8) + bins[asked[q] * count + i]] << q;
    let values = questions <= 31 ? remembered.get(answers) : undefined;
    if (values === undefined) {
      values = contributionsOfRow(tree, count, bins, i);
      if (remembered.size < mostRemembered) remembered.set(answers, values);
    }
    for (let k = 0; k < features.length; k++) found[i * width + features[k]] += values[k];
  }
}

/** One number for each feature of the tree. */
function contributionsOfRow(
  { paths, features }: TreePaths,
  count: number,
  bins: Uint8Array,
  row: number,
): Float64Array {
  const values = new Float64Array(features.length);
  for (const { features: own, stays, shapley } of paths) {
    let pattern = 0;
    for (let k = 0; k < own.length; k++) pattern |= stays[(k << 8) + bins[features[own[k]] * count + row]] << k;
    const parts = shapley(pattern);
    for (let k = 0; k < own.length; k++) values[own[k]] += parts[k];
  }
  return values;
}

/**
 * A leaf is the game v(S) = value · Π_{j∈S} stays_j · Π_{j∉S} share_j. The Shapley value of player i is
 * value·(stays_i − share_i)·Σ_S |S|!(d−|S|−1)!/d! · v-part of the others, summed by size of S: the coefficients of
 * P(t) = Π_{j stays} (share_j + t), with the shares of those that do not stay in front. Taking player i out divides P by
 * share_i + t (stays) or the front by share_i (does not), so all that do not stay have the same value.
 */
function shapleyOfLeaf(value: number, shares: Float64Array, pattern: number): Float64Array {
  const d = shares.length;
  const polynomial = new Float64Array(d + 1);
  polynomial[0] = 1;
  let degree = 0;
  let front = value;
  for (let j = 0; j < d; j++) {
    if (((pattern >>> j) & 1) === 0) {
      front *= shares[j];
      continue;
    }
    for (let k = degree + 1; k > 0; k--) polynomial[k] = polynomial[k] * shares[j] + polynomial[k - 1];
    polynomial[0] *= shares[j];
    degree += 1;
  }
  const weights = sizeWeights(d);
  let gone = 0;
  if (degree < d) for (let size = 0; size <= degree; size++) gone += weights[size] * polynomial[size];
  const values = new Float64Array(d);
  for (let i = 0; i < d; i++) {
    if (((pattern >>> i) & 1) === 0) {
      values[i] = -front * gone;
      continue;
    }
    // Synthetic division from the top: Q(t)·(share + t) = P(t).
    let sum = 0;
    let quotient = 0;
    for (let k = degree - 1; k >= 0; k--) {
      quotient = polynomial[k + 1] - shares[i] * quotient;
      sum += weights[k] * quotient;
    }
    values[i] = front * (1 - shares[i]) * sum;
  }
  return values;
}

const weightsByCount: Float64Array[] = [];

/** |S|!(d − |S| − 1)!/d! for |S| = 0 … d − 1. */
function sizeWeights(d: number): Float64Array {
  const known = weightsByCount[d];
  if (known !== undefined) return known;
  const weights = new Float64Array(d);
  let weight = 1 / d;
  for (let size = 0; size < d; size++) {
    weights[size] = weight;
    weight *= (size + 1) / (d - 1 - size);
  }
  weightsByCount[d] = weights;
  return weights;
}

/** Remembers the values of every pattern met: in a list for short paths, where all patterns fit. */
function remembered(value: number, shares: Float64Array): (pattern: number) => Float64Array {
  if (shares.length <= 10) {
    const list: (Float64Array | undefined)[] = Array.from({ length: 1 << shares.length });
    return (pattern) => (list[pattern] ??= shapleyOfLeaf(value, shares, pattern));
  }
  const map = new Map<number, Float64Array>();
  return (pattern) => {
    const known = map.get(pattern);
    if (known !== undefined) return known;
    const made = shapleyOfLeaf(value, shares, pattern);
    map.set(pattern, made);
    return made;
  };
}

function treePaths(tree: Tree, missingBins: readonly number[]): TreePaths {
  const nodes = tree.feature.map((_, node) => node).filter((node) => tree.feature[node] >= 0);
  const asked = Int32Array.from(nodes, (node) => tree.feature[node]);
  const features = Int32Array.from(new Set(asked));
  const left = new Uint8Array(nodes.length * 256);
  nodes.forEach((node, q) => {
    const missing = missingBins[tree.feature[node]];
    for (let bin = 0; bin <= missing; bin++) left[q * 256 + bin] = goesLeft(tree, node, bin, missing) ? 1 : 0;
  });
  const paths: LeafPath[] = [];
  const walk = (node: number, steps: readonly { node: number; left: boolean }[]): void => {
    if (tree.feature[node] < 0) {
      paths.push(pathOf(tree, node, steps, features, missingBins));
      return;
    }
    walk(tree.left[node], [...steps, { node, left: true }]);
    walk(tree.right[node], [...steps, { node, left: false }]);
  };
  walk(0, []);
  return { paths, features, asked, left };
}

/** `features` of the path are places in `treeFeatures`. */
function pathOf(
  tree: Tree,
  leaf: number,
  steps: readonly { node: number; left: boolean }[],
  treeFeatures: Int32Array,
  missingBins: readonly number[],
): LeafPath {
  const features = [...new Set(steps.map(({ node }) => treeFeatures.indexOf(tree.feature[node])))];
  const shares = new Float64Array(features.length).fill(1);
  const stays = new Uint8Array(features.length * 256);
  features.forEach((place, k) => stays.fill(1, k * 256, k * 256 + missingBins[treeFeatures[place]] + 1));
  for (const { node, left } of steps) {
    const f = tree.feature[node];
    const k = features.indexOf(treeFeatures.indexOf(f));
    const child = left ? tree.left[node] : tree.right[node];
    shares[k] *= tree.cover[child] / tree.cover[node];
    for (let bin = 0; bin <= missingBins[f]; bin++) {
      if (goesLeft(tree, node, bin, missingBins[f]) !== left) stays[k * 256 + bin] = 0;
    }
  }
  const value = tree.value[leaf];
  return { value, features: Int32Array.from(features), shares, stays, shapley: remembered(value, shares) };
}
