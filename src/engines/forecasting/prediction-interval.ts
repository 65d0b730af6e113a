import { studentTQuantile } from '#engines/numerics/student-t.ts';
import type { PathForecast } from './fitted-model.ts';

export interface IntervalContext {
  /** Observations the forecast was learned from. */
  readonly length: number;
  /** Every value of the history is at or above zero, so no forecast goes below. */
  readonly nonNegative: boolean;
  /** The quantiles themselves, when they are known to be far from this shape. */
  readonly quantile?: (q: number) => number;
}

export interface IntervalForecast {
  readonly mean: number[];
  readonly lower: Record<string, number[]>;
  readonly upper: Record<string, number[]>;
}

/** Shape of the errors of combined forecasts over many series: t with 4 degrees of freedom, as on the M1 competition. */
const shape = 4;
/** Level, trend, two smoothing constants and the size of the errors are learned from the same few values. */
const learned = 5;

/**
 * How many deviations the bounds of a level (per cent) lie from the mean. At 95 % it is Student's t with n − 5 degrees of
 * freedom; other levels follow the heavier-tailed shape of real forecast errors.
 */
export function boundFactor(level: number, length: number): number {
  const inside = 0.5 + level / 200;
  return (studentT(0.975, Math.max(3, length - learned)) * studentT(inside, shape)) / studentT(0.975, shape);
}

const known = new Map<string, number>();

function studentT(p: number, df: number): number {
  const key = `${p}/${df}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = studentTQuantile(p, df);
  if (known.size < 10_000) known.set(key, value);
  return value;
}

/** Turns means and deviations into bounds at each level (per cent), held at zero when the history is. */
export function predictionInterval(
  path: PathForecast,
  levels: readonly number[],
  context: IntervalContext,
): IntervalForecast {
  const hold = (value: number): number => (context.nonNegative ? Math.max(0, value) : value);
  const lower: Record<string, number[]> = {};
  const upper: Record<string, number[]> = {};
  for (const level of levels) {
    if (context.quantile !== undefined) {
      const [low, high] = [context.quantile(0.5 - level / 200), context.quantile(0.5 + level / 200)];
      lower[String(level)] = Array.from(path.mean, () => low);
      upper[String(level)] = Array.from(path.mean, () => high);
      continue;
    }
    const factor = boundFactor(level, context.length);
    lower[String(level)] = Array.from(path.mean, (mean, h) => hold(mean - factor * path.deviation[h]));
    upper[String(level)] = Array.from(path.mean, (mean, h) => hold(mean + factor * path.deviation[h]));
  }
  return { mean: Array.from(path.mean, hold), lower, upper };
}
