import { difference } from './arima/arma-polynomial.ts';

/**
 * The season of a series whose periods say nothing about it: the shortest lag among 4, 5, 6, 7, 12, 24 and 52 whose
 * autocorrelation after one difference is within .1 of the highest, above .4 and significant at 1 %; otherwise 1.
 */
export function detectSeason(y: Float64Array): number {
  const w = difference(y, 1, 0, 1);
  const n = w.length;
  let mean = 0;
  for (let t = 0; t < n; t++) mean += w[t] / n;
  let variance = 0;
  for (let t = 0; t < n; t++) variance += (w[t] - mean) ** 2;
  if (!(variance > 1e-20 * n * mean * mean)) return 1; // a straight line: what is left is rounding
  const found: { lag: number; correlation: number }[] = [];
  for (const lag of [4, 5, 6, 7, 12, 24, 52]) {
    if (n < 3 * lag) continue;
    let sum = 0;
    for (let t = lag; t < n; t++) sum += (w[t] - mean) * (w[t - lag] - mean);
    const correlation = (sum / variance) * (n / (n - lag));
    if (correlation > Math.max(0.4, 2.58 / Math.sqrt(n))) found.push({ lag, correlation });
  }
  const highest = Math.max(...found.map((one) => one.correlation));
  return found.find((one) => one.correlation >= highest - 0.1)?.lag ?? 1;
}
