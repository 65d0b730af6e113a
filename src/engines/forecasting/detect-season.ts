import { difference } from './arima/arma-polynomial.ts';

/**
 * The season of a series whose periods say nothing about it: the lag among 12, 4, 7, 24, 52, 5 and 6 with the highest
 * autocorrelation after one difference, if above .4 and significant at 1 %; otherwise 1.
 */
export function detectSeason(y: Float64Array): number {
  const w = difference(y, 1, 0, 1);
  const n = w.length;
  let mean = 0;
  for (let t = 0; t < n; t++) mean += w[t] / n;
  let variance = 0;
  for (let t = 0; t < n; t++) variance += (w[t] - mean) ** 2;
  if (!(variance > 0)) return 1;
  let best = 1;
  let highest = Math.max(0.4, 2.58 / Math.sqrt(n));
  for (const lag of [12, 4, 7, 24, 52, 5, 6]) {
    if (n < 3 * lag) continue;
    let sum = 0;
    for (let t = lag; t < n; t++) sum += (w[t] - mean) * (w[t - lag] - mean);
    const correlation = (sum / variance) * (n / (n - lag));
    if (correlation > highest + (best === 1 ? 0 : 0.05)) {
      highest = correlation;
      best = lag;
    }
  }
  return best;
}
