import type { PathForecast } from '../fitted-model.ts';

/** A deviation more than so many times the next largest is held to that: one runaway model must not set the width. */
const mostCautious = 3;
/** Share of the weight left out at each end. */
const trim = 0.2;

/**
 * Combines forecasts step by step: a fifth of the weight is left out at the top and at the bottom and the rest averaged
 * (Jose & Winkler 2008, with weights); with equal weights and five members that is the mean of the middle three.
 * Up to three members are averaged whole. No member knows that it may be the wrong model, so the deviation is the largest
 * member's together with their disagreement: √(max σ² + spread²).
 */
export function trimmedMean(forecasts: readonly PathForecast[], weights: ArrayLike<number>): PathForecast {
  const count = forecasts.length;
  const horizon = forecasts[0].mean.length;
  const cut = count > 3 ? trim : 0;
  const mean = new Float64Array(horizon);
  const deviation = new Float64Array(horizon);
  const order = Array.from({ length: count }, (_, k) => k);
  for (let h = 0; h < horizon; h++) {
    let [largest, second, centre] = [0, 0, 0];
    for (let k = 0; k < count; k++) {
      centre += forecasts[k].mean[h] / count;
      const own = forecasts[k].deviation[h];
      if (own > largest) [largest, second] = [own, largest];
      else if (own > second) second = own;
    }
    let spread = 0;
    for (let k = 0; k < count; k++) spread += (forecasts[k].mean[h] - centre) ** 2 / count;
    order.sort((a, b) => forecasts[a].mean[h] - forecasts[b].mean[h]);
    let [before, kept] = [0, 0];
    for (const k of order) {
      const from = Math.max(cut, before);
      before += weights[k];
      const share = Math.min(1 - cut, before) - from;
      if (share <= 0) continue;
      mean[h] += share * forecasts[k].mean[h];
      kept += share;
    }
    mean[h] /= kept;
    const cautious = count > 1 && second > 0 ? Math.min(largest, mostCautious * second) : largest;
    deviation[h] = Math.sqrt(cautious * cautious + spread);
  }
  return { mean, deviation };
}
