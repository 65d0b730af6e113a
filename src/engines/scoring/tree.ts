import type { BinnedRows } from './bin-mapper.ts';

/** A regression tree over bins, node 0 the root, as parallel lists. Plain data. */
export interface Tree {
  /** Feature asked at a node; −1 at a leaf. */
  readonly feature: readonly number[];
  /** Number: bins ≤ this go left. −1 when `categories` decides. */
  readonly bin: readonly number[];
  readonly missingLeft: readonly boolean[];
  /** Category nodes: the bins that go left, eight words of 32 bits; null at others. */
  readonly categories: readonly (readonly number[] | null)[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Added to the score (log-odds) at a leaf. */
  readonly value: readonly number[];
  /** Rows of the training data that reached the node. */
  readonly cover: readonly number[];
}

/** Whether a bin goes left at a node; `missingBin` is the bin of missing values of its feature. */
export function goesLeft(tree: Tree, node: number, bin: number, missingBin: number): boolean {
  const words = tree.categories[node];
  if (words !== null) return ((words[bin >>> 5] >>> (bin & 31)) & 1) === 1;
  return bin === missingBin ? tree.missingLeft[node] : bin <= tree.bin[node];
}

/** Adds the tree's value to the score of every row. */
export function addTree(tree: Tree, rows: BinnedRows, missingBins: readonly number[], scores: Float64Array): void {
  const { count, bins } = rows;
  for (let i = 0; i < count; i++) {
    let node = 0;
    for (let f = tree.feature[0]; f >= 0; f = tree.feature[node]) {
      node = goesLeft(tree, node, bins[f * count + i], missingBins[f]) ? tree.left[node] : tree.right[node];
    }
    scores[i] += tree.value[node];
  }
}
