import { median } from '#engines/numerics/quantile.ts';

/** The level rises (or falls) by `size` at point `at` and stays there. */
export interface LevelShift {
  readonly at: number;
  readonly size: number;
}

/** Points on each side that must agree on their level. */
const window = 6;
const mostShifts = 4;
const clear = 6;

/**
 * Sudden lasting changes of level in a series without season: the difference of the medians of the next and the previous
 * six points, where it stands out by six of its own robust deviations (so persistence and trend, which make such differences
 * common, raise the bar) and exceeds three robust deviations of neighbours. The largest is taken out, then the next, up to
 * four. Fewer than 30 points, or a shift in the first or last five: none can be told. Missing values are NaN.
 */
export function levelShifts(values: Float64Array): LevelShift[] {
  const found: LevelShift[] = [];
  const left = values.slice();
  while (found.length < mostShifts) {
    const shift = largestShift(left);
    if (shift === undefined) break;
    found.push(shift);
    for (let t = shift.at; t < left.length; t++) left[t] -= shift.size;
  }
  return found.sort((a, b) => a.at - b.at);
}

function largestShift(values: Float64Array): LevelShift | undefined {
  const n = values.length;
  if (n < 5 * window) return undefined;
  const jumps: LevelShift[] = [];
  for (let at = window - 1; at <= n - window + 1; at++) {
    const before = present(values.subarray(Math.max(0, at - window), at));
    const after = present(values.subarray(at, at + window));
    if (before.length >= 4 && after.length >= 4) jumps.push({ at, size: median(after) - median(before) });
  }
  if (jumps.length === 0) return undefined;
  const usual = 1.4826 * median(jumps.map(({ size }) => Math.abs(size)));
  const steps = present(values.map((value, t) => (t === 0 ? Number.NaN : Math.abs(value - values[t - 1]))));
  const noise = (1.4826 * median(steps)) / Math.SQRT2;
  const largest = jumps.reduce((a, b) => (Math.abs(b.size) > Math.abs(a.size) ? b : a));
  if (!(Math.abs(largest.size) > clear * usual && Math.abs(largest.size) > 3 * noise)) return undefined;
  // medians are as large for a few places around the break; the break is where the values themselves part
  const near = jumps.filter(
    ({ at, size }) => Math.abs(at - largest.at) <= window / 2 && Math.abs(size) > 0.8 * Math.abs(largest.size),
  );
  const step = ({ at }: LevelShift): number => Math.sign(largest.size) * (values[at] - values[at - 1]);
  return near.reduce((a, b) => (step(b) > step(a) ? b : a), largest);
}

function present(values: Float64Array): number[] {
  return Array.from(values).filter((value) => !Number.isNaN(value));
}
