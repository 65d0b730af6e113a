import { type BinnedRows, type FeatureBins, binRows, findBins } from './bin-mapper.ts';
import type { EncodedRows, FeaturePlan } from './feature-plan.ts';
import { treeWorkspace } from './fill-histogram.ts';
import { type TreeRules, growTree } from './grow-tree.ts';
import { type Tree, addTree } from './tree.ts';

export interface BoostedTreesOptions extends Partial<TreeRules> {
  readonly rounds?: number;
  /** Called after each round with the trees so far; true stops. */
  readonly afterRound?: (trees: readonly Tree[], bins: readonly FeatureBins[], start: number) => boolean;
}

/** A trained model: score (log-odds) = start + the sum of its trees. Plain data. */
export interface BoostedTrees {
  readonly kind: 'boosted trees';
  readonly bins: readonly FeatureBins[];
  readonly start: number;
  readonly trees: readonly Tree[];
}

/** The defaults of scikit-learn's HistGradientBoostingClassifier. */
export const boostedTreesDefaults = { rounds: 100, maxLeaves: 31, minRowsInLeaf: 20, learningRate: 0.1, l2: 0 };

/**
 * Gradient boosting of histogram trees for a yes/no target with logistic loss: Friedman (2001) with the second-order
 * leaves of Chen & Guestrin (2016), grown leaf by leaf on at most 254 bins (Ke et al. 2017).
 */
export function trainBoostedTrees(
  plan: FeaturePlan,
  encoded: EncodedRows,
  target: Uint8Array,
  options: BoostedTreesOptions = {},
): BoostedTrees {
  const rules = { ...boostedTreesDefaults, ...options };
  const levels = plan.features.map((feature) => (feature.kind === 'category' ? feature.levels.length : 0));
  const bins = findBins(encoded, levels);
  const binned = binRows(encoded, bins);
  const count = encoded.count;
  let hits = 0;
  for (const hit of target) hits += hit;
  const start = Math.log((hits + 0.5) / (count - hits + 0.5));
  const scores = new Float64Array(count).fill(start);
  const gradient = new Float64Array(count);
  const hessian = new Float64Array(count);
  const space = treeWorkspace(count, bins);
  const trees: Tree[] = [];
  for (let round = 0; round < rules.rounds; round++) {
    for (let i = 0; i < count; i++) {
      const p = 1 / (1 + Math.exp(-scores[i]));
      gradient[i] = p - target[i];
      hessian[i] = p * (1 - p);
    }
    const tree = growTree(binned, bins, gradient, hessian, rules, space, scores);
    if (tree.feature.length === 1) break;
    trees.push(tree);
    if (options.afterRound?.(trees, bins, start) === true) break;
  }
  return { kind: 'boosted trees', bins, start, trees };
}

export function missingBinsOf(model: Pick<BoostedTrees, 'bins'>): number[] {
  return model.bins.map(({ bins }) => bins);
}

/** Log-odds of every row. */
export function scoreByTrees(model: BoostedTrees, encoded: EncodedRows): Float64Array {
  const binned: BinnedRows = binRows(encoded, model.bins);
  const missing = missingBinsOf(model);
  const scores = new Float64Array(encoded.count).fill(model.start);
  for (const tree of model.trees) addTree(tree, binned, missing, scores);
  return scores;
}
