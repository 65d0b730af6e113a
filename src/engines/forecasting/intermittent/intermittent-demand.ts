import { sortedQuantile } from '#engines/numerics/quantile.ts';
import { type CrostonFit, type CrostonKind, croston } from './croston.ts';

/** Share of zero periods above which demand counts as intermittent: an average gap of 1.32 (Syntetos & Boylan 2005). */
const leastZeroShare = 1 - 1 / 1.32;

/** Non-negative values with at least a quarter of zeros and at least two demands. */
export function isIntermittent(y: Float64Array): boolean {
  let [zeros, demands] = [0, 0];
  for (const value of y) {
    if (value < 0) return false;
    if (value === 0) zeros += 1;
    else demands += 1;
  }
  return demands >= 2 && zeros > leastZeroShare * y.length;
}

export interface IntermittentForecast {
  readonly fit: CrostonFit;
  /** The q-quantile of one period's demand. */
  quantile(q: number): number;
}

/**
 * The best of Croston, SBA and TSB over a small grid of smoothing constants by one-step squared error in the second half
 * of the history; a livelier one must be better by 1 %. One period's demand is a mixture: nothing with chance 1 − p, else one of the sizes seen, scaled so that
 * its mean is the forecast rate.
 */
export function forecastIntermittent(y: Float64Array): IntermittentForecast {
  let best: CrostonFit | undefined;
  for (const kind of ['SBA', 'TSB', 'Croston'] as const satisfies readonly CrostonKind[]) {
    for (const alpha of [0.05, 0.1, 0.2, 0.3]) {
      for (const beta of [0.02, 0.05, 0.1, 0.2]) {
        const fit = croston(y, kind, alpha, beta);
        if (best === undefined || fit.error < best.error * 0.99) best = fit;
      }
    }
  }
  const fit = best!;
  const sizes = y.filter((value) => value !== 0).sort();
  let mean = 0;
  for (const size of sizes) mean += size / sizes.length;
  const chance = Math.max(1e-9, fit.chance);
  const scale = mean > 0 ? fit.rate / (chance * mean) : 0;
  return {
    fit,
    quantile(q) {
      const above = q - (1 - chance);
      return above <= 0 || sizes.length === 0 ? 0 : scale * sortedQuantile(sizes, Math.min(1, above / chance));
    },
  };
}
