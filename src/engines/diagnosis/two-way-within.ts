import { studentTQuantile, studentTTwoSided } from '#engines/numerics/student-t.ts';

export interface WithinFit {
  /** Effect of x on y. */
  readonly estimate: number;
  readonly stdError: number;
  readonly low: number;
  readonly high: number;
  /** Two-sided p-value of `estimate = against`. */
  readonly p: number;
  readonly observations: number;
  readonly clusters: number;
  /** Spread of x that remains within units and periods: what the estimate rests on. */
  readonly spreadOfX: number;
}

/** One effect in a panel: y and x of each row, the two groups whose levels are taken out, and the cluster its error belongs to. */
export interface Panel {
  readonly y: Float64Array;
  readonly x: Float64Array;
  readonly unit: Int32Array;
  readonly period: Int32Array;
  readonly cluster: Int32Array;
}

const rounds = 50;
const tolerance = 1e-9;

/**
 * Slope of y on x with the level of every unit and every period taken out: the two-way within estimator, by alternating
 * projections (Guimarães & Portugal 2010). With x = "after the event" it is difference-in-differences (Angrist & Pischke 2009,
 * eq. 5.2.3). Errors are clustered (Liang & Zeger 1986) with the correction G/(G−1) and t with G−1 degrees of freedom.
 * Undefined when x does not vary within units and periods, or with fewer than three clusters.
 */
export function twoWayWithin(panel: Panel, { level = 0.95, against = 0 } = {}): WithinFit | undefined {
  const n = panel.y.length;
  const units = groupCount(panel.unit);
  const periods = groupCount(panel.period);
  const clusters = groupCount(panel.cluster);
  if (n < 3 || clusters < 3) return undefined;
  const x = residual(panel.x, panel.unit, units, panel.period, periods);
  const y = residual(panel.y, panel.unit, units, panel.period, periods);
  let [sxx, sxy] = [0, 0];
  for (let i = 0; i < n; i++) {
    sxx += x[i] * x[i];
    sxy += x[i] * y[i];
  }
  if (!(sxx > 1e-12 * n)) return undefined;
  const estimate = sxy / sxx;
  const scores = new Float64Array(clusters);
  for (let i = 0; i < n; i++) scores[panel.cluster[i]] += x[i] * (y[i] - estimate * x[i]);
  const meat = scores.reduce((sum, score) => sum + score * score, 0);
  const stdError = Math.sqrt((meat * clusters) / (clusters - 1)) / sxx;
  const df = clusters - 1;
  const width = studentTQuantile(1 - (1 - level) / 2, df) * stdError;
  return {
    estimate,
    stdError,
    low: estimate - width,
    high: estimate + width,
    p: stdError === 0 ? 1 : studentTTwoSided((estimate - against) / stdError, df),
    observations: n,
    clusters,
    spreadOfX: Math.sqrt(sxx / n),
  };
}

function groupCount(groups: Int32Array): number {
  return groups.reduce((most, group) => Math.max(most, group + 1), 0);
}

function residual(values: Float64Array, unit: Int32Array, units: number, period: Int32Array, periods: number) {
  const rest = Float64Array.from(values);
  for (let round = 0; round < rounds; round++) {
    const moved = Math.max(takeOutMeans(rest, unit, units), takeOutMeans(rest, period, periods));
    if (moved < tolerance) break;
  }
  return rest;
}

/** Takes the mean of each group out of its values; returns the largest mean. */
function takeOutMeans(values: Float64Array, groups: Int32Array, count: number): number {
  const sums = new Float64Array(count);
  const sizes = new Float64Array(count);
  for (let i = 0; i < values.length; i++) {
    sums[groups[i]] += values[i];
    sizes[groups[i]] += 1;
  }
  let most = 0;
  for (let group = 0; group < count; group++) {
    sums[group] /= Math.max(1, sizes[group]);
    most = Math.max(most, Math.abs(sums[group]));
  }
  for (let i = 0; i < values.length; i++) values[i] -= sums[groups[i]];
  return most;
}

/** Numbers the keys 0, 1, 2 … in order of appearance. */
export function numbered(): (key: string | number) => number {
  const numbers = new Map<string | number, number>();
  return (key) => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  };
}
