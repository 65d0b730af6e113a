import { binRows } from './bin-mapper.ts';
import { type BoostedTrees, missingBinsOf, scoreByTrees } from './boosted-trees.ts';
import type { EncodedRows } from './feature-plan.ts';
import { type LogisticModel, logisticBase, logisticContributions, scoreByLogistic } from './logistic-model.ts';
import { shapExplainer } from './tree-shap.ts';

export type Predictor = BoostedTrees | LogisticModel;

export interface Explanation {
  readonly base: number;
  /** Row by row, one number a feature; base plus a row's numbers is its score. */
  readonly contributions: Float64Array;
}

/** Log-odds of every row. */
export function scoreBy(predictor: Predictor, encoded: EncodedRows): Float64Array {
  return predictor.kind === 'boosted trees' ? scoreByTrees(predictor, encoded) : scoreByLogistic(predictor, encoded);
}

export function explainBy(predictor: Predictor, encoded: EncodedRows): Explanation {
  if (predictor.kind === 'logistic regression') {
    return { base: logisticBase(predictor), contributions: logisticContributions(predictor, encoded) };
  }
  const explainer = shapExplainer(predictor.trees, predictor.start, missingBinsOf(predictor));
  return { base: explainer.base, contributions: explainer.contributions(binRows(encoded, predictor.bins)) };
}
