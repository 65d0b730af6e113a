import type { PathForecast } from '../fitted-model.ts';

/**
 * Combines forecasts step by step: the highest and the lowest are left out and the rest averaged (Jose & Winkler 2008;
 * a plain mean of up to three). The deviation is the plain average of the members' own.
 */
export function trimmedMean(forecasts: readonly PathForecast[]): PathForecast {
  const count = forecasts.length;
  const horizon = forecasts[0].mean.length;
  const trim = count > 3 ? 1 : 0;
  const mean = new Float64Array(horizon);
  const deviation = new Float64Array(horizon);
  const values = new Float64Array(count);
  for (let h = 0; h < horizon; h++) {
    for (let k = 0; k < count; k++) {
      values[k] = forecasts[k].mean[h];
      deviation[h] += forecasts[k].deviation[h] / count;
    }
    values.sort();
    for (let k = trim; k < count - trim; k++) mean[h] += values[k] / (count - 2 * trim);
  }
  return { mean, deviation };
}
