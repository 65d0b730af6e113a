/** Orders of a seasonal ARIMA model; `period` is 1 when there is no season. */
export interface ArimaOrder {
  readonly p: number;
  readonly d: number;
  readonly q: number;
  readonly P: number;
  readonly D: number;
  readonly Q: number;
  readonly period: number;
  /** A mean (d + D = 0) or drift (d + D = 1). */
  readonly constant: boolean;
}

export function arimaName({ p, d, q, P, D, Q, period, constant }: ArimaOrder): string {
  const seasonal = P + D + Q > 0 ? `(${P},${D},${Q})[${period}]` : '';
  return `ARIMA(${p},${d},${q})${seasonal}${constant ? (d + D > 0 ? ' with drift' : ' with mean') : ''}`;
}

/**
 * Partial autocorrelations inside (−1, 1) → coefficients of a stationary polynomial 1 − Σ a_i B^i, in place
 * (Barndorff-Nielsen & Schou 1973; Monahan 1984). For a moving average flip the signs afterwards.
 */
export function fromPartials(values: Float64Array): void {
  const work = new Float64Array(values.length);
  for (let k = 1; k < values.length; k++) {
    const last = values[k];
    for (let i = 0; i < k; i++) work[i] = values[i] - last * values[k - 1 - i];
    for (let i = 0; i < k; i++) values[i] = work[i];
  }
}

/**
 * (1 − Σ a_i B^i)(1 − Σ s_j B^{jm}) multiplied out, as the coefficients c of 1 − Σ c_k B^k, written into `into`.
 * With signs flipped on both inputs and the output it serves 1 + Σ θ B too.
 */
export function expand(short: Float64Array, seasonal: Float64Array, period: number, into: Float64Array): void {
  into.fill(0);
  for (let i = 0; i < short.length; i++) into[i] += short[i];
  for (let j = 0; j < seasonal.length; j++) {
    const lag = (j + 1) * period;
    into[lag - 1] += seasonal[j];
    for (let i = 0; i < short.length; i++) into[lag + i] -= seasonal[j] * short[i];
  }
}

/** Differences d times at lag 1 and D times at lag `period`; the result is shorter by d + D·period. */
export function difference(y: Float64Array, d: number, D: number, period: number): Float64Array {
  let current = y;
  for (let k = 0; k < D; k++) current = lagged(current, period);
  for (let k = 0; k < d; k++) current = lagged(current, 1);
  return current;
}

function lagged(y: Float64Array, lag: number): Float64Array {
  const out = new Float64Array(Math.max(0, y.length - lag));
  for (let t = 0; t < out.length; t++) out[t] = y[t + lag] - y[t];
  return out;
}
