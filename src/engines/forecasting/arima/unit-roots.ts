import { centredMovingAverage, decompose } from '../seasonal-decomposition.ts';
import { difference } from './arma-polynomial.ts';

/**
 * KPSS statistic for a stationary level (Kwiatkowski, Phillips, Schmidt & Shin 1992) with Bartlett weights up to lag
 * ⌊3√n/13⌋, as R `urca::ur.kpss(type = "mu")` with `lags = "short"` ⌊4(n/100)^¼⌋. The 5 % point is .463.
 */
export function kpssStatistic(y: Float64Array): number {
  const n = y.length;
  let mean = 0;
  for (let t = 0; t < n; t++) mean += y[t] / n;
  let partial = 0;
  let squares = 0;
  let variance = 0;
  for (let t = 0; t < n; t++) {
    const e = y[t] - mean;
    partial += e;
    squares += partial * partial;
    variance += e * e;
  }
  if (variance === 0) return 0;
  const lags = Math.trunc(4 * (n / 100) ** 0.25);
  let long = variance;
  for (let lag = 1; lag <= lags; lag++) {
    let sum = 0;
    for (let t = lag; t < n; t++) sum += (y[t] - mean) * (y[t - lag] - mean);
    long += 2 * (1 - lag / (lags + 1)) * sum;
  }
  return long > 0 ? squares / (n * long) : 0;
}

/** Differences needed until the KPSS test no longer rejects a stationary level at 5 % (Hyndman & Khandakar 2008). */
export function regularDifferences(y: Float64Array, most = 2): number {
  let current = y;
  for (let d = 0; d < most; d++) {
    if (current.length < 6 || isConstant(current) || kpssStatistic(current) <= 0.463) return d;
    current = difference(current, 1, 0, 1);
  }
  return most;
}

/**
 * Strength of season 1 − Var(remainder)/Var(season + remainder) (Wang, Smith & Hyndman 2006), from a classical
 * decomposition; between 0 and 1. Above .64 a seasonal difference is taken (rule of R `forecast::nsdiffs`).
 */
export function seasonalStrength(y: Float64Array, period: number): number {
  const n = y.length;
  if (period < 2 || n < 2 * period + 2) return 0;
  const { indices, adjusted } = decompose(y, period, 'additive');
  const half = period >> 1;
  const trend = centredMovingAverage(adjusted, period);
  let [remainder, both, meanR, meanB, count] = [0, 0, 0, 0, 0];
  for (let t = half; t < n - half; t++) {
    const r = adjusted[t] - trend[t];
    meanR += r;
    meanB += r + indices[t % period];
    count += 1;
  }
  meanR /= count;
  meanB /= count;
  for (let t = half; t < n - half; t++) {
    const r = adjusted[t] - trend[t];
    remainder += (r - meanR) ** 2;
    both += (r + indices[t % period] - meanB) ** 2;
  }
  return both > 0 ? Math.max(0, 1 - remainder / both) : 0;
}

export function isConstant(y: Float64Array): boolean {
  for (let t = 1; t < y.length; t++) if (y[t] !== y[0]) return false;
  return true;
}
