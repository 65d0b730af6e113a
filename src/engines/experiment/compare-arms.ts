import { normalCdf, normalQuantile } from '#engines/numerics/normal.ts';
import { studentTQuantile, studentTTwoSided } from '#engines/numerics/student-t.ts';

/** A mean (or ratio, or adjusted mean) of an arm with the variance of that estimate. */
export interface ArmEstimate {
  readonly estimate: number;
  readonly variance: number;
  readonly df: number;
}

export interface Comparison {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  readonly df: number;
}

/** Difference of two estimates with Welch's degrees of freedom (Welch 1947; Satterthwaite 1946). */
export function welch(treated: ArmEstimate, control: ArmEstimate, level: number): Comparison {
  const estimate = treated.estimate - control.estimate;
  const variance = treated.variance + control.variance;
  if (variance === 0) return { estimate, low: estimate, high: estimate, p: estimate === 0 ? 1 : 0, df: 1 };
  const df = Math.max(1, variance ** 2 / (treated.variance ** 2 / treated.df + control.variance ** 2 / control.df));
  const half = studentTQuantile(0.5 + level / 2, df) * Math.sqrt(variance);
  return {
    estimate,
    low: estimate - half,
    high: estimate + half,
    p: studentTTwoSided(estimate / Math.sqrt(variance), df),
    df,
  };
}

/**
 * An interval that holds at every look at once: mixture sequential probability ratio test with a normal mixture of variance
 * τ² over the effect (Robbins 1970; Johari, Koomen, Pekelis & Walsh 2022, equation 8), asymptotic as of Waudby-Smith, Arbour,
 * Sinha, Kennedy & Ramdas (2024), theorem 2.2. |estimate − θ| ≤ √(V(V + τ²)/τ² · log((V + τ²)/(V α²))). τ must be
 * chosen before the data. p is the smallest level at which 0 is outside.
 */
export function alwaysValid(treated: ArmEstimate, control: ArmEstimate, level: number, tau: number): Comparison {
  const estimate = treated.estimate - control.estimate;
  const v = treated.variance + control.variance;
  if (v === 0) return { estimate, low: estimate, high: estimate, p: estimate === 0 ? 1 : 0, df: 1 };
  const [mixture, alpha] = [tau * tau, 1 - level];
  const half = Math.sqrt(((v * (v + mixture)) / mixture) * Math.log((v + mixture) / (v * alpha * alpha)));
  const logRatio = 0.5 * Math.log(v / (v + mixture)) + (estimate ** 2 * mixture) / (2 * v * (v + mixture));
  return {
    estimate,
    low: estimate - half,
    high: estimate + half,
    p: Math.min(1, Math.exp(-logRatio)),
    df: Number.POSITIVE_INFINITY,
  };
}

/** The τ for which the interval is narrowest when the variance of the estimate is `variance`: about 2.9 standard errors at 95 %. */
export function mixtureFor(variance: number, level: number): number {
  // minimise (1 + r)/r·log((1 + r)/α²) over r = τ²/V
  const alpha = 1 - level;
  let [best, at] = [Number.POSITIVE_INFINITY, 1];
  for (let k = 0; k <= 400; k++) {
    const r = 10 ** (k / 100 - 1);
    const width = ((1 + r) / r) * Math.log((1 + r) / (alpha * alpha));
    if (width < best) [best, at] = [width, r];
  }
  return Math.sqrt(at * variance);
}

/** Holm (1979): p-values that keep the chance of any false alarm. */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a] - pValues[b]);
  const adjusted = pValues.map(() => 1);
  let most = 0;
  order.forEach((i, place) => {
    most = Math.max(most, Math.min(1, (pValues.length - place) * pValues[i]));
    adjusted[i] = most;
  });
  return adjusted;
}

/** One-sided p of "the effect is harmful", for guard metrics. */
export function harmP({ estimate, low, high }: Comparison, level: number, higherIsWorse: boolean): number {
  const spread = (high - low) / 2 / normalQuantile(0.5 + level / 2);
  if (spread === 0) return estimate === 0 ? 1 : estimate > 0 === higherIsWorse ? 0 : 1;
  return 1 - normalCdf((higherIsWorse ? estimate : -estimate) / spread);
}
