import { seededRandom } from '#kernel/random.ts';
import { calibrate, chooseCalibration, probabilityOf } from './calibration.ts';
import { type CandidateOptions, bestCandidate, compareCandidates } from './compare-candidates.ts';
import { decisionThreshold } from './decision-threshold.ts';
import { fairnessReport } from './fairness.ts';
import { featureEffects } from './feature-effects.ts';
import { encodeColumns, planFeatures, selectRows } from './feature-plan.ts';
import { stratifiedFolds } from './folds.ts';
import { findLeaks } from './leak-check.ts';
import { brierScore, calibrationBins, expectedCalibrationError, logLoss } from './probability-metrics.ts';
import { scoreBy } from './predictor.ts';
import { rocAuc } from './roc-auc.ts';
import { type ScoreModel, type ScoredRow, scoreEncoded } from './score-rows.ts';
import { traceOf } from './score-trace.ts';
import { splitRows } from './split-rows.ts';
import type { ScoreMetrics, ScoringInput, ScoringOptions, TrainedScore } from './trained-score.ts';

/**
 * Learns the chance of a yes/no outcome from mixed columns and says how good it is on rows it had not seen.
 *
 * Ridge logistic regression (three penalties) and gradient-boosted trees (two shapes) are compared by held-out log loss;
 * the winner is calibrated by what suits it, judged, and trained again on all rows. Deterministic for a seed.
 * Throws RangeError for fewer than 20 rows, fewer than 5 of one outcome, or no usable column.
 */
export function trainScore(input: ScoringInput, options: ScoringOptions = {}): TrainedScore {
  const { target, times, protectedColumn } = input;
  const count = target.length;
  checkInput(input);
  const random = seededRandom(options.seed ?? 1);
  const learned = input.columns.filter(({ name }) => name !== protectedColumn?.name);
  const plan = planFeatures(learned);
  if (plan.features.length === 0) {
    throw new RangeError(
      'invalid columns: none can be learned from (at least one that varies and is no identifier is expected)',
    );
  }
  const encoded = encodeColumns(plan, learned, count);
  const folds = stratifiedFolds(target, 5, random.fork('leaks'));
  const open = input.open && encodeColumns(plan, input.open.columns, input.open.count);
  const leaks = findLeaks(plan, encoded, target, folds, open);

  const split = splitRows(target, times, random.fork('split'));
  const results = compareCandidates(plan, encoded, target, split.choose, candidateOptions(count, options.progress));
  const best = bestCandidate(results);
  const chooseRows = joinRows(split.choose.map(({ held }) => held));
  const chooseTarget = Uint8Array.from(chooseRows, (row) => target[row]);
  const calibrationFolds =
    split.kind === 'cross-validation'
      ? Uint8Array.from(split.choose.flatMap(({ held }, k) => Array.from(held, () => k)))
      : stratifiedFolds(chooseTarget, 5, random.fork('calibration'));
  const firstCalibration = chooseCalibration(best.scores, chooseTarget, calibrationFolds);

  const judged = judge();
  const calibrator = judged.calibrator;
  const model: Omit<ScoreModel, 'threshold'> = {
    version: 1,
    plan,
    predictor: best.train(encoded, target),
    calibrator,
  };
  const heldTarget = Uint8Array.from(judged.index, (row) => target[row]);
  const decision = decisionThreshold(judged.probabilities, heldTarget);
  const metrics: ScoreMetrics = {
    rows: judged.index.length,
    positives: heldTarget.reduce((sum, hit) => sum + hit, 0),
    auc: rocAuc(judged.probabilities, heldTarget),
    logLoss: logLoss(judged.probabilities, heldTarget),
    brier: brierScore(judged.probabilities, heldTarget),
    ece: expectedCalibrationError(judged.probabilities, heldTarget),
  };
  return {
    model: { ...model, threshold: decision.threshold },
    chosen: { name: best.name, kind: best.kind, parameters: best.parameters },
    candidates: results.map(({ name, kind, parameters, auc, logLoss: loss }) => ({
      name,
      kind,
      parameters,
      auc,
      logLoss: loss,
    })),
    split: { kind: split.kind, testFrom: split.testFrom, note: split.note },
    metrics,
    decision,
    calibration: { kind: calibrator.kind, bins: calibrationBins(judged.probabilities, heldTarget) },
    leaks,
    features: featureEffects(model, encoded),
    excluded: plan.excluded,
    fairness:
      protectedColumn &&
      fairnessReport(
        protectedColumn.name,
        Array.from(judged.index, (row) => protectedColumn.groups[row]),
        judged.probabilities,
        heldTarget,
        decision.threshold,
      ),
    heldOut: { index: judged.index, probabilities: judged.probabilities, scored: judged.scored },
    usage: { used: count, skipped: 0, reasons: [] },
    trace: traceOf(split, best, results, calibrator.kind, metrics),
  };

  /** Held-out probabilities of the chosen model, and the calibrator for the final one. */
  function judge() {
    const reasons = options.reasons ?? 6;
    if (split.test === undefined) {
      const { calibrator: final, crossFitted } = firstCalibration;
      const explained = options.explainHeldOut ? explainChosen(reasons) : undefined;
      return {
        index: chooseRows,
        probabilities: Float64Array.from(crossFitted, probabilityOf),
        calibrator: final,
        scored: explained,
      };
    }
    const { train, held } = split.test;
    const predictor = best.train(
      selectRows(encoded, train),
      Uint8Array.from(train, (row) => target[row]),
    );
    const heldRows = selectRows(encoded, held);
    const scores = scoreBy(predictor, heldRows);
    const { calibrator: early } = firstCalibration;
    const allScores = new Float64Array(best.scores.length + scores.length);
    allScores.set(best.scores);
    allScores.set(scores, best.scores.length);
    const allTarget = Uint8Array.from(joinRows([chooseRows, held]), (row) => target[row]);
    const { calibrator: final } = chooseCalibration(
      allScores,
      allTarget,
      stratifiedFolds(allTarget, 5, random.fork('final')),
    );
    return {
      index: held,
      probabilities: Float64Array.from(scores, (score) => probabilityOf(calibrate(early, score))),
      calibrator: final,
      scored: options.explainHeldOut
        ? scoreEncoded({ plan, predictor, calibrator: early }, heldRows, reasons)
        : undefined,
    };
  }

  /** Explains the rows held out while choosing, each by the model and the calibrator that had not seen it. */
  function explainChosen(reasons: number): ScoredRow[] {
    const scored: ScoredRow[] = Array.from({ length: chooseRows.length });
    let start = 0;
    split.choose.forEach(({ held }, k) => {
      firstCalibration.byFold.forEach((calibratorOfFold, fold) => {
        const places = Array.from(held, (_, i) => start + i).filter((place) => calibrationFolds[place] === fold);
        if (places.length === 0) return;
        const rows = selectRows(
          encoded,
          Int32Array.from(places, (place) => chooseRows[place]),
        );
        const parts = scoreEncoded({ plan, predictor: best.models[k], calibrator: calibratorOfFold }, rows, reasons);
        places.forEach((place, i) => (scored[place] = parts[i]));
      });
      start += held.length;
    });
    return scored;
  }
}

function checkInput({ target, columns, times, protectedColumn }: ScoringInput): void {
  const hits = target.reduce((sum, hit) => sum + hit, 0);
  if (target.length < 20) throw new RangeError(`invalid data: ${target.length} rows (at least 20 are expected)`);
  if (hits < 5 || target.length - hits < 5) {
    throw new RangeError(
      `invalid target: ${hits} positive and ${target.length - hits} negative rows (at least 5 of each are expected)`,
    );
  }
  const wrong = [...columns, ...(times === undefined ? [] : [{ name: 'times', values: times }])].find(
    ({ values }) => values.length !== target.length,
  );
  if (wrong !== undefined) {
    throw new RangeError(`invalid ${wrong.name}: ${wrong.values.length} values (${target.length} are expected)`);
  }
  if (protectedColumn !== undefined && protectedColumn.groups.length !== target.length) {
    throw new RangeError(
      `invalid ${protectedColumn.name}: ${protectedColumn.groups.length} values (${target.length} are expected)`,
    );
  }
}

function candidateOptions(count: number, progress: ScoringOptions['progress']): CandidateOptions {
  const deep = { maxLeaves: 31, rounds: 200, l2: 0 };
  const shallow = { maxLeaves: 6, rounds: 400, l2: 1 };
  return { lambdas: [100, 10, 1], shapes: count > 20_000 ? [deep] : [shallow, deep], progress };
}

function joinRows(parts: readonly Int32Array[]): Int32Array {
  return Int32Array.from(parts.flatMap((part) => Array.from(part)));
}
