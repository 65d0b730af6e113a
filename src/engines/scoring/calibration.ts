import { type BetaCalibration, applyBetaCalibration, fitBetaCalibration } from './beta-calibration.ts';
import { expectedCalibrationError, logLoss } from './probability-metrics.ts';
import { poolAdjacentViolators } from './pool-adjacent-violators.ts';

/** Turns a model's score (log-odds) into a calibrated one. Plain data. */
export type Calibrator =
  | { readonly kind: 'none' }
  | { readonly kind: 'platt'; readonly intercept: number; readonly slope: number }
  | ({ readonly kind: 'beta' } & BetaCalibration)
  /** Straight lines between knots; beyond them nearly level, so that no two scores become equal. */
  | { readonly kind: 'isotonic'; readonly scores: readonly number[]; readonly calibrated: readonly number[] };

export interface CalibrationChoice {
  readonly calibrator: Calibrator;
  /** Cross-fitted log loss of each kind on the held-out scores. */
  readonly logLoss: Readonly<Record<Calibrator['kind'], number>>;
  /** Calibrated scores of the held-out rows, each by a calibrator that did not see the row. */
  readonly crossFitted: Float64Array;
  /** The calibrator that was fitted without each fold. */
  readonly byFold: readonly Calibrator[];
}

/** How fast an isotonic calibration rises outside its knots. */
const beyondSlope = 0.05;

/** Isotonic regression needs this many rows of each class before it is tried. */
const leastForIsotonic = 500;
/** Beta calibration has three numbers to learn. */
const leastForBeta = 50;

/**
 * Chooses how to calibrate from held-out scores: not at all, by Platt scaling (Platt 1999), by beta calibration
 * (Kull et al. 2017), or by isotonic regression (Zadrozny & Elkan 2002). Each is fitted on some folds and tried on the others; among those within 0.1 % of the least log
 * loss the one with the least calibration error is taken.
 */
export function chooseCalibration(scores: Float64Array, target: Uint8Array, folds: Uint8Array): CalibrationChoice {
  const hits = target.reduce((sum, hit) => sum + hit, 0);
  const kinds: Calibrator['kind'][] = ['none', 'platt'];
  const rarer = Math.min(hits, target.length - hits);
  if (rarer >= leastForBeta) kinds.push('beta');
  if (rarer >= leastForIsotonic) kinds.push('isotonic');
  const never = Number.POSITIVE_INFINITY;
  const losses = { none: 0, platt: 0, beta: never, isotonic: never };
  const fitted = new Map<Calibrator['kind'], { held: Float64Array; byFold: Calibrator[] }>();
  for (const kind of kinds) {
    const crossed = crossFit(kind, scores, target, folds);
    fitted.set(kind, crossed);
    losses[kind] = logLoss(Float64Array.from(crossed.held, probabilityOf), target);
  }
  const least = Math.min(...kinds.map((kind) => losses[kind]));
  const near = kinds.filter((kind) => losses[kind] <= least * 1.001);
  const errorOf = (kind: Calibrator['kind']): number =>
    expectedCalibrationError(Float64Array.from(fitted.get(kind)!.held, probabilityOf), target);
  const errors = near.map(errorOf);
  const best = near[errors.indexOf(Math.min(...errors))];
  const known = Object.fromEntries(kinds.map((kind) => [kind, losses[kind]]));
  return {
    calibrator: fitCalibrator(best, scores, target),
    logLoss: known as CalibrationChoice['logLoss'],
    crossFitted: fitted.get(best)!.held,
    byFold: fitted.get(best)!.byFold,
  };
}

export function calibrate(calibrator: Calibrator, score: number): number {
  if (calibrator.kind === 'none') return score;
  if (calibrator.kind === 'platt') return calibrator.intercept + calibrator.slope * score;
  if (calibrator.kind === 'beta') return applyBetaCalibration(calibrator, score);
  const { scores, calibrated } = calibrator;
  const last = scores.length - 1;
  if (score <= scores[0]) return calibrated[0] + beyondSlope * (score - scores[0]);
  if (score >= scores[last]) return calibrated[last] + beyondSlope * (score - scores[last]);
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const half = (low + high) >>> 1;
    if (scores[half] <= score) low = half;
    else high = half;
  }
  const share = (score - scores[low]) / (scores[high] - scores[low]);
  return calibrated[low] + share * (calibrated[high] - calibrated[low]);
}

export function probabilityOf(score: number): number {
  return score >= 0 ? 1 / (1 + Math.exp(-score)) : Math.exp(score) / (1 + Math.exp(score));
}

function crossFit(
  kind: Calibrator['kind'],
  scores: Float64Array,
  target: Uint8Array,
  folds: Uint8Array,
): { held: Float64Array; byFold: Calibrator[] } {
  const count = folds.reduce((most, fold) => Math.max(most, fold), 0) + 1;
  const byFold = Array.from({ length: count }, (_, fold) =>
    fitCalibrator(
      kind,
      scores.filter((_score, i) => folds[i] !== fold),
      target.filter((_hit, i) => folds[i] !== fold),
    ),
  );
  return { held: scores.map((score, i) => calibrate(byFold[folds[i]], score)), byFold };
}

function fitCalibrator(kind: Calibrator['kind'], scores: Float64Array, target: Uint8Array): Calibrator {
  if (kind === 'none') return { kind };
  if (kind === 'beta') {
    const beta = fitBetaCalibration(scores, target);
    return beta === undefined ? { kind: 'none' } : { kind, ...beta };
  }
  return kind === 'platt' ? fitPlatt(scores, target) : fitIsotonic(scores, target);
}

/** Newton's method on the two numbers of Platt scaling, with his smoothed targets (Lin, Lin & Weng 2007). */
function fitPlatt(scores: Float64Array, target: Uint8Array): Calibrator {
  const hits = target.reduce((sum, hit) => sum + hit, 0);
  const high = (hits + 1) / (hits + 2);
  const low = 1 / (target.length - hits + 2);
  let intercept = 0;
  let slope = 1;
  for (let iteration = 0; iteration < 50; iteration++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-9, 0, 1e-9];
    for (let i = 0; i < scores.length; i++) {
      const p = probabilityOf(intercept + slope * scores[i]);
      const residual = p - (target[i] === 1 ? high : low);
      const weight = p * (1 - p);
      g0 += residual;
      g1 += residual * scores[i];
      h00 += weight;
      h01 += weight * scores[i];
      h11 += weight * scores[i] * scores[i];
    }
    const determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 1e-12 * h00 * h11)) break;
    const [step0, step1] = [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant];
    const length = Math.min(1, 4 / Math.max(Math.abs(step0), Math.abs(step1), 1e-12));
    intercept -= length * step0;
    slope -= length * step1;
    if (Math.abs(step0) + Math.abs(step1) < 1e-9) break;
  }
  return slope > 0 ? { kind: 'platt', intercept, slope } : { kind: 'none' };
}

/** Isotonic steps joined by lines on the log-odds scale; (hits + ½)/(rows + 1) keeps pure blocks from infinity. */
function fitIsotonic(scores: Float64Array, target: Uint8Array): Calibrator {
  const steps = poolAdjacentViolators(scores, target);
  const knots: { x: number; value: number }[] = [];
  for (const { x, mean, weight } of steps) {
    const share = (mean * weight + 0.5) / (weight + 1);
    const value = Math.log(share / (1 - share));
    const last = knots.at(-1);
    if (last !== undefined && value <= last.value) continue;
    knots.push({ x, value });
  }
  if (knots.length < 2) return { kind: 'none' };
  return { kind: 'isotonic', scores: knots.map(({ x }) => x), calibrated: knots.map(({ value }) => value) };
}
