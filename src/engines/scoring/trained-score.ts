import type { Trace, Usage } from '#kernel/trace.ts';
import type { CandidateResult } from './compare-candidates.ts';
import type { ThresholdChoice } from './decision-threshold.ts';
import type { FairnessReport } from './fairness.ts';
import type { FeatureColumn } from './feature-column.ts';
import type { FeatureEffect } from './feature-effects.ts';
import type { FeaturePlan } from './feature-plan.ts';
import type { Leak } from './leak-check.ts';
import type { CalibrationBin } from './probability-metrics.ts';
import type { ScoreModel, ScoredRow } from './score-rows.ts';
import type { RowSplit } from './split-rows.ts';

export interface ScoringInput {
  /** What to learn from; all of one length. */
  readonly columns: readonly FeatureColumn[];
  /** 1 where the outcome happened, 0 where it did not. */
  readonly target: Uint8Array;
  /** When each row came about (any unit): the split then respects time. */
  readonly times?: Float64Array;
  /** A protected attribute to report on; it is not learned from. */
  readonly protectedColumn?: { readonly name: string; readonly groups: readonly string[] };
  /** Rows whose outcome is open, to find columns that are only filled afterwards. */
  readonly open?: { readonly columns: readonly FeatureColumn[]; readonly count: number };
}

export interface ScoringOptions {
  readonly seed?: number | string;
  /** How many reasons a row lists before the rest are summed. */
  readonly reasons?: number;
  /** Also explain every held-out row (`heldOut.rows`). */
  readonly explainHeldOut?: boolean;
  readonly progress?: (done: number, total: number) => void;
}

export interface ScoreMetrics {
  readonly rows: number;
  readonly positives: number;
  readonly auc: number;
  readonly logLoss: number;
  readonly brier: number;
  readonly ece: number;
}

export interface TrainedScore {
  /** Trained on all rows; give it to `scoreRecords` or `scoreColumns`. */
  readonly model: ScoreModel;
  readonly chosen: Pick<CandidateResult, 'name' | 'kind' | 'parameters'>;
  readonly candidates: readonly Pick<CandidateResult, 'name' | 'kind' | 'parameters' | 'auc' | 'logLoss'>[];
  readonly split: Pick<RowSplit, 'kind' | 'testFrom' | 'note'>;
  /** On rows that the judged model had not seen. */
  readonly metrics: ScoreMetrics;
  readonly decision: ThresholdChoice;
  readonly calibration: { readonly kind: string; readonly bins: readonly CalibrationBin[] };
  readonly leaks: readonly Leak[];
  readonly features: readonly FeatureEffect[];
  readonly excluded: FeaturePlan['excluded'];
  readonly fairness?: FairnessReport;
  readonly heldOut: {
    /** Row numbers of the input. */
    readonly index: Int32Array;
    readonly probabilities: Float64Array;
    readonly scored?: readonly ScoredRow[];
  };
  readonly usage: Usage;
  readonly trace: Trace;
}
