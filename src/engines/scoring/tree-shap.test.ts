import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { binRows } from './bin-mapper.ts';
import { missingBinsOf, scoreByTrees, trainBoostedTrees } from './boosted-trees.ts';
import type { FeatureColumn } from './feature-column.ts';
import { encodeColumns, planFeatures } from './feature-plan.ts';
import { shapExplainer } from './tree-shap.ts';
import { type Tree, goesLeft } from './tree.ts';

function model(seed: number, maxLeaves: number) {
  const random = seededRandom(seed);
  const count = 300;
  const number = (name: string): FeatureColumn => ({
    name,
    kind: 'number',
    values: Float64Array.from({ length: count }, () => (random.next() < 0.1 ? Number.NaN : random.normal())),
  });
  const columns: FeatureColumn[] = [
    number('a'),
    number('b'),
    number('c'),
    {
      name: 'd',
      kind: 'category',
      values: Array.from({ length: count }, () => random.pick(['u', 'v', 'w', undefined])),
    },
  ];
  const target = Uint8Array.from({ length: count }, (_, i) => {
    const [a, b] = [columns[0].values[i] as number, columns[1].values[i] as number];
    const pull = (Number.isNaN(a) ? 1 : a) * (Number.isNaN(b) ? -1 : b) + (columns[3].values[i] === 'u' ? 1.5 : 0);
    return random.next() < 1 / (1 + Math.exp(-pull)) ? 1 : 0;
  });
  const plan = planFeatures(columns);
  const encoded = encodeColumns(plan, columns, count);
  const trained = trainBoostedTrees(plan, encoded, target, { rounds: 4, maxLeaves, minRowsInLeaf: 5 });
  return { trained, encoded, binned: binRows(encoded, trained.bins), missing: missingBinsOf(trained) };
}

/** The expected value of a tree when only the features in `known` are given: TreeSHAP's algorithm 1. */
function expectation(tree: Tree, node: number, bins: number[], missing: number[], known: number): number {
  const f = tree.feature[node];
  if (f < 0) return tree.value[node];
  const [left, right] = [tree.left[node], tree.right[node]];
  if ((known >> f) & 1)
    return expectation(tree, goesLeft(tree, node, bins[f], missing[f]) ? left : right, bins, missing, known);
  const share = tree.cover[left] / tree.cover[node];
  return (
    share * expectation(tree, left, bins, missing, known) + (1 - share) * expectation(tree, right, bins, missing, known)
  );
}

describe('Shapley values of trees', () => {
  it('equal the definition, summed over all sets of features', () => {
    const { trained, binned, missing } = model(3, 12);
    const explainer = shapExplainer(trained.trees, trained.start, missing);
    const found = explainer.contributions(binned);
    const factorial = [1, 1, 2, 6, 24];
    for (const row of [0, 7, 100, 299]) {
      const bins = [0, 1, 2, 3].map((f) => binned.bins[f * binned.count + row]);
      for (let i = 0; i < 4; i++) {
        let value = 0;
        for (let set = 0; set < 16; set++) {
          if ((set >> i) & 1) continue;
          const size = [0, 1, 2, 3].filter((f) => (set >> f) & 1).length;
          const weight = (factorial[size] * factorial[3 - size]) / 24;
          for (const tree of trained.trees) {
            value +=
              weight * (expectation(tree, 0, bins, missing, set | (1 << i)) - expectation(tree, 0, bins, missing, set));
          }
        }
        expect(found[row * 4 + i]).toBeCloseTo(value, 12);
      }
    }
  });

  it('add up to the score for every row', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 2, max: 31 }), (seed, maxLeaves) => {
        const { trained, encoded, binned, missing } = model(seed, maxLeaves);
        const { base, contributions } = shapExplainer(trained.trees, trained.start, missing);
        const found = contributions(binned);
        scoreByTrees(trained, encoded).forEach((score, i) => {
          const sum = found.subarray(i * 4, i * 4 + 4).reduce((total, value) => total + value, base);
          expect(sum).toBeCloseTo(score, 10);
        });
      }),
      { numRuns: 15 },
    );
  });
});
