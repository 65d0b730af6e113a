/** Seasonal indices (one per place in the cycle, first observation first) and the series without them. */
export interface Decomposition {
  readonly indices: Float64Array;
  readonly adjusted: Float64Array;
}

/**
 * Classical decomposition by a centred moving average (Makridakis, Wheelwright & Hyndman 1998, ch. 3.4).
 * Indices sum to 0 (additive) or average 1 (multiplicative). Needs at least two full cycles; cost O(n·period).
 */
export function decompose(y: Float64Array, period: number, kind: 'additive' | 'multiplicative'): Decomposition {
  const n = y.length;
  const trend = centredMovingAverage(y, period);
  const half = period >> 1;
  const indices = new Float64Array(period);
  const counts = new Float64Array(period);
  for (let t = half; t < n - half; t++) {
    const level = trend[t];
    if (kind === 'multiplicative' && !(level > 0)) continue;
    indices[t % period] += kind === 'multiplicative' ? y[t] / level : y[t] - level;
    counts[t % period] += 1;
  }
  let mean = 0;
  for (let i = 0; i < period; i++) {
    indices[i] = counts[i] > 0 ? indices[i] / counts[i] : kind === 'multiplicative' ? 1 : 0;
    mean += indices[i] / period;
  }
  const adjusted = new Float64Array(n);
  for (let i = 0; i < period; i++) {
    if (kind === 'multiplicative') indices[i] = Math.max(mean > 0 ? indices[i] / mean : 1, 1e-2);
    else indices[i] -= mean;
  }
  for (let t = 0; t < n; t++) {
    adjusted[t] = kind === 'multiplicative' ? y[t] / indices[t % period] : y[t] - indices[t % period];
  }
  return { indices, adjusted };
}

/** 2×m moving average for an even period, plain for an odd one; only the middle n − 2⌊m/2⌋ values are set. */
export function centredMovingAverage(y: Float64Array, period: number): Float64Array {
  const n = y.length;
  const half = period >> 1;
  const trend = new Float64Array(n);
  for (let t = half; t < n - half; t++) {
    let sum = 0;
    if (period % 2 === 1) for (let k = -half; k <= half; k++) sum += y[t + k];
    else {
      sum = 0.5 * (y[t - half] + y[t + half]);
      for (let k = 1 - half; k < half; k++) sum += y[t + k];
    }
    trend[t] = sum / period;
  }
  return trend;
}

/**
 * Whether the autocorrelation at the seasonal lag is significant at 90 % (the test of Fiorucci et al. 2016 and of
 * Assimakopoulos & Nikolopoulos 2000): |r_m| > 1.645 √((1 + 2 Σ_{k<m} r_k²) / n).
 */
export function isSeasonal(y: Float64Array, period: number): boolean {
  const n = y.length;
  if (period < 2 || n < 2 * period + 1) return false;
  let mean = 0;
  for (let t = 0; t < n; t++) mean += y[t] / n;
  let variance = 0;
  for (let t = 0; t < n; t++) variance += (y[t] - mean) ** 2;
  if (variance === 0) return false;
  let sum = 1;
  let last = 0;
  for (let lag = 1; lag <= period; lag++) {
    let r = 0;
    for (let t = lag; t < n; t++) r += (y[t] - mean) * (y[t - lag] - mean);
    last = r / variance;
    if (lag < period) sum += 2 * last * last;
  }
  return Math.abs(last) > 1.645 * Math.sqrt(sum / n);
}
