import { normalQuantile } from '#engines/numerics/normal.ts';
import type { PathForecast } from './fitted-model.ts';

export interface IntervalContext {
  readonly season: number;
  readonly length: number;
  /** Every value of the history is at or above zero, so no forecast goes below. */
  readonly nonNegative: boolean;
  /** The quantiles themselves, when they are known not to be normal. */
  readonly quantile?: (q: number) => number;
}

export interface IntervalForecast {
  readonly mean: number[];
  readonly lower: Record<string, number[]>;
  readonly upper: Record<string, number[]>;
}

/** Turns means and deviations into bounds at each level (per cent), normal, widened by the calibration factor. */
export function predictionInterval(
  path: PathForecast,
  levels: readonly number[],
  context: IntervalContext,
): IntervalForecast {
  const hold = (value: number): number => (context.nonNegative ? Math.max(0, value) : value);
  const lower: Record<string, number[]> = {};
  const upper: Record<string, number[]> = {};
  for (const level of levels) {
    const tail = 0.5 - level / 200;
    if (context.quantile !== undefined) {
      const [low, high] = [context.quantile(tail), context.quantile(1 - tail)];
      lower[String(level)] = Array.from(path.mean, () => low);
      upper[String(level)] = Array.from(path.mean, () => high);
      continue;
    }
    const z = normalQuantile(1 - tail);
    lower[String(level)] = Array.from(path.mean, (mean, h) => hold(mean - z * path.deviation[h]));
    upper[String(level)] = Array.from(path.mean, (mean, h) => hold(mean + z * path.deviation[h]));
  }
  return { mean: Array.from(path.mean, hold), lower, upper };
}
