import { median } from '#engines/numerics/quantile.ts';
import { decompose, isSeasonal } from '../seasonal-decomposition.ts';

export interface CleanSeries {
  readonly y: Float64Array;
  /** Places of single values that were replaced, with what was there. */
  readonly outliers: readonly { readonly at: number; readonly value: number; readonly replacedBy: number }[];
  /** Places from which the level is another; the history before is lifted by `by` to the new level. */
  readonly shifts: readonly { readonly at: number; readonly by: number }[];
}

const [windowHalf, outlierLimit, shiftLimit, shiftWindow] = [3, 8, 10, 8];

/**
 * Finds single values and changes of level that no season or trend explains. A value is an outlier when it stands off the
 * running median of seven seasonally adjusted values by more than eight robust standard deviations (Hampel 1974) while its
 * neighbours do not; it is replaced by the median. A shift is one step of more than ten robust standard deviations between
 * the medians of the eight values before and after, with calm on both sides; earlier values are lifted to the new level.
 * The last two values are never touched: nobody can tell yet what they are. Needs 16 values; the limits are wide on
 * purpose, because a method that repairs too much loses what was true.
 */
export function repairUnusual(y: Float64Array, period: number): CleanSeries {
  const n = y.length;
  if (n < 16) return { y, outliers: [], shifts: [] };
  const seasonal = period > 1 && n >= 3 * period && isSeasonal(y, period);
  const shape = seasonal ? decompose(y, period, 'additive').indices : new Float64Array(1);
  const clean = Float64Array.from(y, (value, t) => value - shape[t % shape.length]);
  const outliers = replaceOutliers(clean);
  const shifts = liftShifts(clean);
  if (outliers.length === 0 && shifts.length === 0) return { y, outliers: [], shifts };
  const whole = clean.map((value, t) => value + shape[t % shape.length]);
  return {
    y: whole,
    outliers: outliers.map((at) => ({ at, value: y[at], replacedBy: whole[at] })),
    shifts,
  };
}

function replaceOutliers(x: Float64Array): number[] {
  const n = x.length;
  const centre = new Float64Array(n);
  const off = new Float64Array(n);
  for (let t = 0; t < n; t++) {
    centre[t] = median(x.subarray(Math.max(0, t - windowHalf), Math.min(n, t + windowHalf + 1)));
    off[t] = x[t] - centre[t];
  }
  const spread = robustSpread(off);
  if (!(spread > 0)) return [];
  const flagged: number[] = [];
  for (let t = 0; t < n - 2; t++) {
    if (Math.abs(off[t]) <= outlierLimit * spread) continue;
    const beside = Math.max(t > 0 ? Math.abs(off[t - 1]) : 0, t + 1 < n ? Math.abs(off[t + 1]) : 0);
    if (beside <= 0.5 * Math.abs(off[t])) flagged.push(t);
  }
  if (flagged.length > 0.05 * n + 1) return [];
  for (const t of flagged) x[t] = centre[t];
  return flagged;
}

function liftShifts(x: Float64Array): { at: number; by: number }[] {
  const n = x.length;
  const steps = new Float64Array(n - 1);
  for (let t = 1; t < n; t++) steps[t - 1] = x[t] - x[t - 1];
  const centre = median(steps);
  const spread = robustSpread(steps.map((step) => step - centre));
  if (!(spread > 0)) return [];
  let best: { at: number; by: number } | undefined;
  for (let t = shiftWindow; t <= n - Math.min(shiftWindow, 4); t++) {
    const before = x.subarray(t - shiftWindow, t);
    const after = x.subarray(t, Math.min(n, t + shiftWindow));
    const by = median(after) - median(before) - centre * shiftWindow;
    const calm = Math.max(range(before), range(after));
    if (Math.abs(steps[t - 1]) < 0.8 * Math.abs(by) || Math.abs(by) < shiftLimit * spread || calm > 0.5 * Math.abs(by))
      continue;
    if (best === undefined || Math.abs(by) > Math.abs(best.by)) best = { at: t, by };
  }
  if (best === undefined) return [];
  for (let t = 0; t < best.at; t++) x[t] += best.by;
  return [best];
}

/** 1.4826 × median absolute deviation. */
function robustSpread(x: Float64Array): number {
  return 1.4826 * median(x.map(Math.abs));
}

function range(x: Float64Array): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of x) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low;
}
