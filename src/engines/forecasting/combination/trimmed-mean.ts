import type { PathForecast } from '../fitted-model.ts';

/** A deviation more than so many times the next largest is held to that: one runaway model must not set the width. */
const mostCautious = 3;

/**
 * Combines forecasts step by step: the highest and the lowest are left out and the rest averaged (Jose & Winkler 2008;
 * a plain mean of up to three). No member knows that it may be the wrong model, so the deviation is the largest member's
 * together with their disagreement: √(max σ² + spread²).
 */
export function trimmedMean(forecasts: readonly PathForecast[]): PathForecast {
  const count = forecasts.length;
  const horizon = forecasts[0].mean.length;
  const trim = count > 3 ? 1 : 0;
  const mean = new Float64Array(horizon);
  const deviation = new Float64Array(horizon);
  const values = new Float64Array(count);
  for (let h = 0; h < horizon; h++) {
    let [largest, second, centre] = [0, 0, 0];
    for (let k = 0; k < count; k++) {
      values[k] = forecasts[k].mean[h];
      centre += values[k] / count;
      const own = forecasts[k].deviation[h];
      if (own > largest) [largest, second] = [own, largest];
      else if (own > second) second = own;
    }
    let spread = 0;
    for (let k = 0; k < count; k++) spread += (values[k] - centre) ** 2 / count;
    values.sort();
    for (let k = trim; k < count - trim; k++) mean[h] += values[k] / (count - 2 * trim);
    const cautious = count > 1 && second > 0 ? Math.min(largest, mostCautious * second) : largest;
    deviation[h] = Math.sqrt(cautious * cautious + spread);
  }
  return { mean, deviation };
}
