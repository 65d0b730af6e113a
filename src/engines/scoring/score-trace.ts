import type { Trace } from '#kernel/trace.ts';
import type { Calibrator } from './calibration.ts';
import type { CandidateResult } from './compare-candidates.ts';
import type { RowSplit } from './split-rows.ts';
import type { ScoreMetrics } from './trained-score.ts';

const splitText: Readonly<Record<RowSplit['kind'], string>> = {
  'cross-validation': 'Held out every row once in five stratified folds',
  'hold-out': 'Held out one fifth of the rows by chance',
  time: 'Held out the last fifth of the rows in time; the fifth of the rest before it chose the model',
};

/** How a trained score came about. */
export function traceOf(
  split: RowSplit,
  best: CandidateResult,
  results: readonly CandidateResult[],
  calibrator: Calibrator['kind'],
  metrics: ScoreMetrics,
): Trace {
  return [
    { step: splitText[split.kind], output: { judgedRows: metrics.rows } },
    {
      step: 'Compared ridge logistic regression and gradient-boosted trees by log loss on held-out rows',
      inputs: Object.fromEntries(results.map(({ name, logLoss: loss }) => [name, loss])),
      output: best.name,
      source: 'Hastie, Tibshirani & Friedman (2009), ch. 7 and 10; Ke et al. (2017)',
    },
    {
      step:
        calibrator === 'none'
          ? 'Left the probabilities as they were: no calibration made them better on held-out rows'
          : `Calibrated by ${calibratorNames[calibrator]} on held-out scores`,
      source: 'Platt (1999); Zadrozny & Elkan (2002); Kull, Silva Filho & Flach (2017)',
    },
    {
      step:
        best.kind === 'boosted trees'
          ? 'Explained each row by the Shapley values of the trees'
          : 'Explained each row by coefficient × distance from the mean',
      source: 'Lundberg et al. (2020)',
    },
  ];
}

const calibratorNames = { platt: 'Platt scaling', beta: 'beta calibration', isotonic: 'isotonic regression' } as const;
