import { type Histogram, type Split, type SplitRules, bestSplit } from './best-split.ts';
import { type TreeWorkspace, fillHistogram, takeHistogram } from './fill-histogram.ts';
import type { BinnedRows, FeatureBins } from './bin-mapper.ts';
import { type Tree, goesLeft } from './tree.ts';

export interface TreeRules extends SplitRules {
  readonly maxLeaves: number;
  readonly learningRate: number;
}

interface Leaf {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly histogram: Histogram;
  readonly gradient: number;
  readonly hessian: number;
  readonly split: Split | undefined;
}

/**
 * Grows one tree leaf by leaf, always the leaf whose split gains most (LightGBM's order), and adds its values to `scores`.
 * Histograms are built for the smaller child only; the larger one is the difference to the parent.
 */
export function growTree(
  binned: BinnedRows,
  features: readonly FeatureBins[],
  gradient: Float64Array,
  hessian: Float64Array,
  rules: TreeRules,
  space: TreeWorkspace,
  scores: Float64Array,
): Tree {
  const { count, bins } = binned;
  const { rows } = space;
  const tree = { feature: [-1], bin: [-1], missingLeft: [false], left: [-1], right: [-1], value: [0], cover: [count] };
  const categories: (readonly number[] | null)[] = [null];
  let g = 0;
  let h = 0;
  for (let i = 0; i < count; i++) {
    rows[i] = i;
    g += gradient[i];
    h += hessian[i];
  }
  const root = takeHistogram(space);
  fillHistogram(root, binned, features, gradient, hessian, space, 0, count);
  const leafOf = (
    node: number,
    start: number,
    end: number,
    histogram: Histogram,
    sumG: number,
    sumH: number,
  ): Leaf => ({
    node,
    start,
    end,
    histogram,
    gradient: sumG,
    hessian: sumH,
    split: bestSplit(histogram, space.offsets, features, { gradient: sumG, hessian: sumH, rows: end - start }, rules),
  });
  const leaves: Leaf[] = [leafOf(0, 0, count, root, g, h)];
  while (leaves.length < rules.maxLeaves) {
    let place = -1;
    for (let k = 0; k < leaves.length; k++) {
      const gain = leaves[k].split?.gain;
      if (gain !== undefined && (place === -1 || gain > leaves[place].split!.gain)) place = k;
    }
    if (place === -1) break;
    const leaf = leaves[place];
    const split = leaf.split!;
    const { node, start, end } = leaf;
    tree.feature[node] = split.feature;
    tree.bin[node] = split.bin;
    tree.missingLeft[node] = split.missingLeft;
    categories[node] = split.categories ?? null;
    const middle = partition(
      space,
      bins.subarray(split.feature * count, (split.feature + 1) * count),
      { ...tree, categories },
      node,
      features[split.feature].bins,
      start,
      end,
    );
    const [left, right] = [tree.feature.length, tree.feature.length + 1];
    tree.left[node] = left;
    tree.right[node] = right;
    for (const rowsInChild of [middle - start, end - middle]) {
      tree.feature.push(-1);
      tree.bin.push(-1);
      tree.missingLeft.push(false);
      tree.left.push(-1);
      tree.right.push(-1);
      tree.value.push(0);
      tree.cover.push(rowsInChild);
      categories.push(null);
    }
    const leftSmaller = middle - start <= end - middle;
    const small = takeHistogram(space);
    const [from, to] = leftSmaller ? [start, middle] : [middle, end];
    const sums = fillHistogram(small, binned, features, gradient, hessian, space, from, to);
    const large = leaf.histogram;
    for (let k = 0; k < space.histogramLength; k++) {
      large.gradient[k] -= small.gradient[k];
      large.hessian[k] -= small.hessian[k];
      large.rows[k] -= small.rows[k];
    }
    const rest = { g: leaf.gradient - sums.g, h: leaf.hessian - sums.h };
    const [l, r] = leftSmaller ? [sums, rest] : [rest, sums];
    leaves[place] = leafOf(left, start, middle, leftSmaller ? small : large, l.g, l.h);
    leaves.push(leafOf(right, middle, end, leftSmaller ? large : small, r.g, r.h));
  }
  for (const leaf of leaves) {
    const value = (-rules.learningRate * leaf.gradient) / (leaf.hessian + rules.l2 + 1e-12);
    tree.value[leaf.node] = value;
    for (let i = leaf.start; i < leaf.end; i++) scores[rows[i]] += value;
    space.pool.push(leaf.histogram);
  }
  return { ...tree, categories };
}

/** Moves the rows of a node that go left before those that go right, each in order; returns where the right ones begin. */
function partition(
  { rows, spare }: TreeWorkspace,
  column: Uint8Array,
  tree: Tree,
  node: number,
  missingBin: number,
  start: number,
  end: number,
): number {
  const toLeft = new Uint8Array(256);
  for (let b = 0; b <= missingBin; b++) toLeft[b] = goesLeft(tree, node, b, missingBin) ? 1 : 0;
  let place = start;
  let kept = 0;
  for (let i = start; i < end; i++) {
    const row = rows[i];
    if (toLeft[column[row]] === 1) rows[place++] = row;
    else spare[kept++] = row;
  }
  rows.set(spare.subarray(0, kept), place);
  return place;
}
