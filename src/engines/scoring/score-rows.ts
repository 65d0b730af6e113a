import { type Calibrator, calibrate, probabilityOf } from './calibration.ts';
import { type FeatureColumn, type ScoringRecord, columnsFromRecords } from './feature-column.ts';
import { type EncodedRows, type FeaturePlan, encodeColumns } from './feature-plan.ts';
import { type Predictor, explainBy } from './predictor.ts';

/** A trained score. Plain data: it can be stored as JSON and used in the browser. */
export interface ScoreModel {
  readonly version: 1;
  readonly plan: FeaturePlan;
  readonly predictor: Predictor;
  readonly calibrator: Calibrator;
  /** Probability from which on a row counts as positive. */
  readonly threshold: number;
}

export interface ScoreReason {
  readonly feature: string;
  readonly value: number | string | null;
  /** In log-odds: above 0 speaks for the outcome. */
  readonly effect: number;
}

export interface ScoredRow {
  readonly probability: number;
  /** Log-odds of the probability: base + the sum of the effects. */
  readonly score: number;
  /** Log-odds of the average row. */
  readonly base: number;
  /** Strongest first; the last one may be the sum of the others. */
  readonly reasons: readonly ScoreReason[];
}

/** Name of the reason that sums up those not listed. */
export const otherFeatures = '(other features)';

/** Scores records (open deals, new leads …) with a trained model. Features the model does not know are ignored. */
export function scoreRecords(model: ScoreModel, records: readonly ScoringRecord[], reasons = 6): ScoredRow[] {
  const names = model.plan.features.map(({ name }) => name);
  const kinds = Object.fromEntries(model.plan.features.map(({ name, kind }) => [name, kind]));
  return scoreColumns(model, columnsFromRecords(records, names, kinds), records.length, reasons);
}

/** As `scoreRecords` for columns of `count` rows each. `reasons` limits how many are listed; the rest are summed. */
export function scoreColumns(
  model: Pick<ScoreModel, 'plan' | 'predictor' | 'calibrator'>,
  columns: readonly FeatureColumn[],
  count: number,
  reasons = 6,
): ScoredRow[] {
  return scoreEncoded(model, encodeColumns(model.plan, columns, count), reasons);
}

export function scoreEncoded(
  { plan, predictor, calibrator }: Pick<ScoreModel, 'plan' | 'predictor' | 'calibrator'>,
  encoded: EncodedRows,
  reasons: number,
): ScoredRow[] {
  const { base, contributions } = calibratedContributions(predictor, calibrator, encoded);
  const width = plan.features.length;
  return Array.from({ length: encoded.count }, (_, i) => {
    const own = contributions.subarray(i * width, (i + 1) * width);
    const score = base + own.reduce((sum, effect) => sum + effect, 0);
    return { probability: probabilityOf(score), score, base, reasons: listReasons(plan, encoded, i, own, reasons) };
  });
}

/**
 * Contributions on the calibrated scale: a calibrator g turns base into g(base) and score into g(score); every
 * contribution is stretched by the same (g(score) − g(base)) / (score − base), so that they still add up.
 */
export function calibratedContributions(
  predictor: Predictor,
  calibrator: Calibrator,
  encoded: EncodedRows,
): { base: number; contributions: Float64Array } {
  const raw = explainBy(predictor, encoded);
  const base = calibrate(calibrator, raw.base);
  if (calibrator.kind === 'none') return raw;
  const width = encoded.count === 0 ? 0 : raw.contributions.length / encoded.count;
  for (let i = 0; i < encoded.count; i++) {
    let gap = 0;
    for (let k = i * width; k < (i + 1) * width; k++) gap += raw.contributions[k];
    if (Math.abs(gap) < 1e-9) continue;
    const stretch = (calibrate(calibrator, raw.base + gap) - base) / gap;
    for (let k = i * width; k < (i + 1) * width; k++) raw.contributions[k] *= stretch;
  }
  return { base, contributions: raw.contributions };
}

function listReasons(
  plan: FeaturePlan,
  encoded: EncodedRows,
  row: number,
  effects: Float64Array,
  most: number,
): ScoreReason[] {
  const order = Array.from(effects, (_, f) => f)
    .filter((f) => Math.abs(effects[f]) > 1e-12)
    .sort((a, b) => Math.abs(effects[b]) - Math.abs(effects[a]));
  const listed = order.slice(0, most).map((f) => ({
    feature: plan.features[f].name,
    value: valueOf(plan, encoded, row, f),
    effect: effects[f],
  }));
  if (order.length > most) {
    const rest = order.slice(most).reduce((sum, f) => sum + effects[f], 0);
    listed.push({ feature: otherFeatures, value: null, effect: rest });
  }
  return listed;
}

function valueOf(plan: FeaturePlan, encoded: EncodedRows, row: number, f: number): number | string | null {
  const feature = plan.features[f];
  if (feature.kind === 'number') {
    const value = encoded.numbers[f]![row];
    return Number.isNaN(value) ? null : value;
  }
  const code = encoded.codes[f]![row];
  return code < 0 ? null : (feature.levels[code] ?? '(rare or new value)');
}
