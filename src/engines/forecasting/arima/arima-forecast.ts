import type { PathForecast } from '../fitted-model.ts';
import type { ArimaOrder } from './arma-polynomial.ts';
import type { Arma } from './arma-autocovariance.ts';

/**
 * Minimum mean square error forecasts by the difference equation, and their deviations from the ψ weights of the
 * integrated model (Box & Jenkins 1976, ch. 5). `mean` is that of the differenced series.
 */
export function forecastArima(
  y: Float64Array,
  { d, D, period }: ArimaOrder,
  { phi, theta }: Arma,
  mean: number,
  innovations: Float64Array,
  errorVariance: number,
  horizon: number,
): PathForecast {
  const whole = integrate(phi, d, D, period);
  const n = y.length;
  const m = innovations.length;
  let level = mean;
  for (let i = 0; i < phi.length; i++) level -= phi[i] * mean;
  const path = new Float64Array(n + horizon);
  path.set(y);
  const psi = new Float64Array(horizon);
  const deviation = new Float64Array(horizon);
  let sum = 0;
  for (let h = 0; h < horizon; h++) {
    let value = level;
    for (let i = 0; i < whole.length; i++) {
      const at = n + h - 1 - i;
      value += whole[i] * (at >= 0 ? path[at] : 0);
    }
    for (let j = h; j < theta.length; j++) {
      const at = m + h - 1 - j;
      if (at >= 0) value += theta[j] * innovations[at];
    }
    path[n + h] = value;
    let weight = h === 0 ? 1 : h - 1 < theta.length ? theta[h - 1] : 0;
    for (let i = 0; i < Math.min(h, whole.length); i++) weight += whole[i] * psi[h - 1 - i];
    psi[h] = weight;
    sum += weight * weight;
    deviation[h] = Math.sqrt(errorVariance * sum);
  }
  return { mean: path.slice(n), deviation };
}

/** Coefficients of φ(B)(1 − B)^d(1 − B^m)^D as 1 − Σ c_k B^k. */
function integrate(phi: Float64Array, d: number, D: number, period: number): Float64Array {
  let polynomial = [1, ...Array.from(phi, (value) => -value)];
  const multiply = (lag: number): void => {
    const next = [...polynomial, ...Array.from({ length: lag }, () => 0)];
    for (let i = 0; i < polynomial.length; i++) next[i + lag] -= polynomial[i];
    polynomial = next;
  };
  for (let k = 0; k < d; k++) multiply(1);
  for (let k = 0; k < D; k++) multiply(period);
  return Float64Array.from(polynomial.slice(1), (value) => -value);
}
