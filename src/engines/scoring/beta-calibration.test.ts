import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { applyBetaCalibration, fitBetaCalibration } from './beta-calibration.ts';
import { calibrate, chooseCalibration } from './calibration.ts';

/** Scores whose true log-odds are `truth(score)`. */
function drawn(count: number, truth: (score: number) => number) {
  const random = seededRandom('beta');
  const scores = Float64Array.from({ length: count }, () => -1 + 1.5 * random.normal());
  const target = Uint8Array.from(scores, (score) => (random.next() < 1 / (1 + Math.exp(-truth(score))) ? 1 : 0));
  const folds = Uint8Array.from({ length: count }, (_, i) => i % 5);
  return { scores, target, folds };
}

const bent = { intercept: 0.2, low: 0.9, high: 2.2 };

describe('beta calibration', () => {
  it('finds planted slopes of both ends', () => {
    const { scores, target } = drawn(40_000, (score) => applyBetaCalibration(bent, score));
    const found = fitBetaCalibration(scores, target)!;
    expect(Math.abs(found.intercept - bent.intercept)).toBeLessThan(0.1);
    expect(Math.abs(found.low - bent.low)).toBeLessThan(0.06);
    expect(Math.abs(found.high - bent.high)).toBeLessThan(0.15);
  });

  it('with slopes of 1 changes nothing, and never turns the order of two scores', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -40, max: 40, noNaN: true }),
        fc.double({ min: 0.001, max: 5, noNaN: true }),
        (score, by) => {
          expect(applyBetaCalibration({ intercept: 0, low: 1, high: 1 }, score)).toBeCloseTo(score, 9);
          expect(applyBetaCalibration(bent, score + by)).toBeGreaterThan(applyBetaCalibration(bent, score));
        },
      ),
    );
  });

  it('refuses scores that point the wrong way', () => {
    const { scores, target } = drawn(5000, (score) => -score);
    expect(fitBetaCalibration(scores, target)).toBeUndefined();
  });

  it('is chosen when one end is timid, and nothing is when the scores are right', () => {
    const timid = drawn(4000, (score) => applyBetaCalibration(bent, score));
    const chosen = chooseCalibration(timid.scores, timid.target, timid.folds);
    expect(chosen.logLoss.beta).toBeLessThan(chosen.logLoss.platt);
    expect(chosen.logLoss.beta).toBeLessThan(chosen.logLoss.none);
    const right = drawn(4000, (score) => score);
    const { calibrator } = chooseCalibration(right.scores, right.target, right.folds);
    for (const score of [-3, -1, 0, 1.5]) expect(Math.abs(calibrate(calibrator, score) - score)).toBeLessThan(0.3);
  });

  it('draws the slopes of a handful of rows to 1', () => {
    const found = fitBetaCalibration(Float64Array.of(-2, -1, 0, 1, 2, 3), Uint8Array.of(0, 0, 0, 1, 1, 1))!;
    expect(found.high).toBeLessThan(2.5);
    expect(found.low).toBeLessThan(2.5);
  });
});
