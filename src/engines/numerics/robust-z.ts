import { median } from './quantile.ts';

export interface RobustScale {
  readonly centre: number;
  /** Median absolute deviation × 1.4826, the standard deviation it estimates for normal data. */
  readonly scale: number;
}

/** 1/Φ⁻¹(3/4) */
const normalConsistency = 1.482_602_218_505_602;

/** Median and scaled MAD: Hampel (1974). */
export function robustScale(values: ArrayLike<number>): RobustScale {
  const centre = median(values);
  const deviations = Float64Array.from(values, (value) => Math.abs(value - centre));
  return { centre, scale: normalConsistency * median(deviations) };
}

/**
 * (value − median)/(1.4826·MAD) for every value; outliers do not hide each other as they do with mean and standard deviation.
 * When more than half of the values are equal the MAD is 0 and the mean absolute deviation × 1.2533 takes its place
 * (Iglewicz & Hoaglin 1993); all equal values give zeros.
 */
export function robustZ(values: ArrayLike<number>): Float64Array {
  const { centre, scale } = robustScale(values);
  let spread = scale;
  if (spread === 0) {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += Math.abs(values[i] - centre);
    spread = (1.253_314_137_315_5 * sum) / values.length;
  }
  return Float64Array.from(values, (value) => (spread === 0 ? 0 : (value - centre) / spread));
}
