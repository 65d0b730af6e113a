import { incompleteBeta } from './incomplete-beta.ts';
import { logGamma } from './log-gamma.ts';
import { normalCdf } from './normal.ts';

/**
 * P(T ≤ t) of Student's t with `df` degrees of freedom and noncentrality `delta`: Lenth (1989), algorithm AS 243, as R's
 * `pt(t, df, ncp)`. Absolute error about 1e-12. Throws RangeError for df ≤ 0.
 */
export function noncentralTCdf(t: number, df: number, delta: number): number {
  if (!(df > 0)) throw new RangeError(`invalid df: ${df} (a number above 0 is expected)`);
  if (!Number.isFinite(t)) return t > 0 ? 1 : 0;
  if (t < 0) return 1 - positive(-t, df, -delta);
  return positive(t, df, delta);
}

/** Equation 2 of Lenth for t ≥ 0. */
function positive(t: number, df: number, delta: number): number {
  if (df > 4e5 || delta * delta > 2 * Math.LN2 * 1021) {
    // Abramowitz & Stegun 26.7.10
    const s = 1 / (4 * df);
    return normalCdf((t * (1 - s) - delta) / Math.sqrt(1 + 2 * s * t * t));
  }
  let sum = 0;
  const x = (t * t) / (t * t + df);
  if (x > 0) {
    const half = (delta * delta) / 2;
    let p = 0.5 * Math.exp(-half);
    let q = Math.sqrt(2 / Math.PI) * p * delta;
    let rest = 0.5 - p;
    const b = df / 2;
    let a = 0.5;
    const complement = (df / (t * t + df)) ** b;
    const logs = 0.5 * Math.log(Math.PI) + logGamma(b) - logGamma(0.5 + b);
    let odd = incompleteBeta(a, b, x, 1 - x).lower;
    let stepOdd = 2 * complement * Math.exp(a * Math.log(x) - logs);
    let even = 1 - complement;
    let stepEven = b * x * complement;
    sum = p * odd + q * even;
    for (let i = 1; i <= 5000; i++) {
      a += 1;
      odd -= stepOdd;
      even -= stepEven;
      stepOdd *= (x * (a + b - 1)) / a;
      stepEven *= (x * (a + b - 0.5)) / (a + 0.5);
      p *= half / i;
      q *= half / (i + 0.5);
      sum += p * odd + q * even;
      rest -= p;
      if (rest < -1e-10 || (rest <= 0 && i > 1) || Math.abs(2 * rest * (odd - stepOdd)) < 1e-14) break;
    }
  }
  return Math.min(1, Math.max(0, sum + normalCdf(-delta)));
}
