import { normalUpperQuantile } from '#engines/numerics/normal.ts';
import { quantile } from '#engines/numerics/quantile.ts';
import { seededRandom } from '#kernel/random.ts';
import { decompose } from './robust-decomposition.ts';
import { scoreRemainder } from './score-remainder.ts';

/** A shape of series for which a threshold holds. */
export interface SeriesShape {
  readonly length: number;
  readonly season: number;
  readonly persistence: number;
}

/** 95 % and 99 % points of |z| on clean series of a shape, as multiples of the normal ones. */
interface CleanTail {
  readonly at95: number;
  readonly at99: number;
}

const known = new Map<string, CleanTail>();

/**
 * The |z| above which a point is called an anomaly, so that a clean point is called one with the chance `alarmRate`.
 *
 * Smoothing, a short season and autocorrelation shrink or stretch the scores of clean data, so the threshold is measured:
 * clean normal AR(1) series of the same length, season and persistence go through the same decomposition. Data with heavy
 * tails raise it further: for Student's t from 3 degrees of freedom to the normal, the stretch of the far tail is about the
 * power 3.4 of the stretch of the 95 % point, which the `scores` at hand show (less a part of its sampling error).
 */
export function alarmThreshold(shape: SeriesShape, alarmRate: number, scores: Float64Array): number {
  if (!(alarmRate > 0 && alarmRate < 0.5)) {
    throw new RangeError(`invalid alarmRate: ${alarmRate} (a chance above 0 and below 0.5 is expected)`);
  }
  const tail = cleanTail(shape);
  const sizes = Array.from(scores).flatMap((z) => (Number.isNaN(z) ? [] : [Math.abs(z)]));
  const seen = quantile(sizes, 0.95) / (normal95 * tail.at95 * (1 + 0.4 / Math.sqrt(sizes.length)));
  const heavy = Math.min(2.5, Math.max(1, seen) ** 3.4);
  return normalUpperQuantile(alarmRate / 2) * tail.at99 * heavy;
}

const normal95 = 1.959_963_984_540_054;
const normal99 = 2.575_829_303_548_901;
const simulatedPoints = 20_000;

function cleanTail({ length, season, persistence }: SeriesShape): CleanTail {
  const n = Math.min(400, length < 100 ? length : Math.round(length / 20) * 20);
  const steps = Math.round(persistence * 10) / 10;
  const key = `${n}/${season}/${steps}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const random = seededRandom(`anomaly threshold ${key}`);
  const sizes: number[] = [];
  while (sizes.length < simulatedPoints) {
    const values = new Float64Array(n);
    let level = random.normal();
    for (let t = 0; t < n; t++) {
      values[t] = level;
      level = steps * level + Math.sqrt(1 - steps * steps) * random.normal();
    }
    const { z } = scoreRemainder(decompose(values, n >= 2 * season ? season : 1).remainder, 0);
    for (const score of z) sizes.push(Math.abs(score));
  }
  const tail = { at95: quantile(sizes, 0.95) / normal95, at99: quantile(sizes, 0.99) / normal99 };
  known.set(key, tail);
  return tail;
}
