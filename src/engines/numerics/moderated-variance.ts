import { digamma } from './digamma.ts';
import { trigamma, trigammaInverse } from './trigamma.ts';

export interface VariancePrior {
  /** Degrees of freedom that the other units lend; Infinity when all share one variance. */
  readonly df: number;
  /** The variance they lend. */
  readonly variance: number;
}

/**
 * How much the residual variances of many regressions tell about each other: s² of each unit is taken as
 * s₀²·F(df, d₀), and (d₀, s₀²) come from mean and variance of log s². Smyth (2004), section 6.2, as `fitFDist` of limma.
 * Variances must be above 0. Undefined for fewer than 3 units.
 */
export function variancePrior(variances: ArrayLike<number>, df: ArrayLike<number>): VariancePrior | undefined {
  const n = variances.length;
  if (n < 3) return undefined;
  const e = Float64Array.from({ length: n }, (_, i) => {
    if (!(variances[i] > 0 && df[i] > 0))
      throw new RangeError(`invalid variance ${variances[i]} on ${df[i]} degrees of freedom (above 0 is expected)`);
    return Math.log(variances[i]) - digamma(df[i] / 2) + Math.log(df[i] / 2);
  });
  const mean = e.reduce((sum, value) => sum + value, 0) / n;
  let excess = 0;
  for (let i = 0; i < n; i++) excess += ((e[i] - mean) ** 2 * n) / (n - 1) - trigamma(df[i] / 2);
  excess /= n;
  if (excess <= 0) return { df: Number.POSITIVE_INFINITY, variance: Math.exp(mean) };
  const prior = 2 * trigammaInverse(excess);
  return { df: prior, variance: Math.exp(mean + digamma(prior / 2) - Math.log(prior / 2)) };
}

/** s̃² = (d₀s₀² + d·s²)/(d₀ + d) with d₀ + d degrees of freedom: Smyth (2004), equation 4. */
export function moderate(variance: number, df: number, prior: VariancePrior | undefined): VariancePrior {
  if (prior === undefined) return { variance, df };
  if (prior.df === Number.POSITIVE_INFINITY) return { variance: prior.variance, df: prior.df };
  return { variance: (prior.df * prior.variance + df * variance) / (prior.df + df), df: prior.df + df };
}
