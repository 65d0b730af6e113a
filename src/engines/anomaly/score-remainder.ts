import { median, quantile } from '#engines/numerics/quantile.ts';

export interface ScoredRemainder {
  /** Lag-1 autocorrelation that was taken out; 0 when it is within chance. */
  readonly persistence: number;
  /** Part of each remainder that the one before it explains. */
  readonly carried: Float64Array;
  /** Robust standard deviation of what is left. */
  readonly scale: number;
  /** What is left ÷ scale; NaN where the value is missing. */
  readonly z: Float64Array;
}

/**
 * Robust z-scores of a remainder whose neighbours may depend on each other: the lag-1 autocorrelation is measured by the
 * scales of sums and differences of neighbours (Gnanadesikan & Kettenring 1972), which outliers hardly move, and what
 * the previous point explains is taken out (unless that point is far out itself, so that an outlier does not pass its surprise
 * on). `floor` is the least scale, for series that hardly ever differ.
 */
export function scoreRemainder(remainder: Float64Array, floor: number): ScoredRemainder {
  const n = remainder.length;
  const persistence = robustPersistence(remainder);
  const first = Math.max(robustDeviation(remainder), floor);
  const carried = new Float64Array(n);
  const left = new Float64Array(n).fill(Number.NaN);
  for (let t = 0; t < n; t++) {
    const before = t === 0 ? Number.NaN : remainder[t - 1];
    if (!Number.isNaN(before)) carried[t] = persistence * held(before, first);
    left[t] = remainder[t] - carried[t];
  }
  const scale = Math.max(robustDeviation(left), floor);
  return {
    persistence,
    carried,
    scale,
    z: left.map((value) => (scale > 0 ? Math.max(-99, Math.min(99, value / scale)) : 0)),
  };
}

/** The value up to 2.5 deviations, back to 0 from 5 on: an outlier passes nothing on to the next point (Hampel 1974). */
function held(value: number, deviation: number): number {
  const size = Math.abs(value);
  if (size <= 2.5 * deviation) return value;
  return Math.sign(value) * Math.max(0, 5 * deviation - size);
}

/** Half-width of the chance band of an autocorrelation is about 2 ÷ √n; inside it nothing is taken out. */
function robustPersistence(remainder: Float64Array): number {
  const sums: number[] = [];
  const differences: number[] = [];
  for (let t = 1; t < remainder.length; t++) {
    const [a, b] = [remainder[t - 1], remainder[t]];
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    sums.push(a + b);
    differences.push(a - b);
  }
  if (sums.length < 10) return 0;
  const [s, d] = [spread(sums) ** 2, spread(differences) ** 2];
  const found = s + d > 0 ? (s - d) / (s + d) : 0;
  return found > 2 / Math.sqrt(sums.length) ? Math.min(0.9, found) : 0;
}

/** Interquartile range; its unit cancels out. */
function spread(values: readonly number[]): number {
  return quantile(values, 0.75) - quantile(values, 0.25);
}

/** E[min(z², 4)] of a standard normal z. */
const winsorised = 0.920_472;

/** MAD first, then the standard deviation of values held to two of them: robust, and twice as precise as the MAD alone. */
export function robustDeviation(values: Float64Array): number {
  const present = Array.from(values).filter((value) => !Number.isNaN(value));
  if (present.length === 0) return 0;
  const rough = 1.482_602_218_505_602 * median(present.map(Math.abs));
  if (rough === 0) return 0;
  const sum = present.reduce((total, value) => total + Math.min(value * value, 4 * rough * rough), 0);
  return Math.sqrt(sum / (winsorised * present.length));
}
