import type { Random } from '#kernel/random.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { sortedQuantile } from './quantile.ts';

export interface BootstrapInterval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
  /** 'bca' unless the statistic does not vary, then both limits are the estimate. */
  readonly method: 'bca' | 'constant';
  readonly replicates: number;
}

export interface BootstrapOptions {
  readonly replicates?: number;
  readonly level?: number;
}

/**
 * A confidence interval for any statistic of exchangeable rows: bias-corrected and accelerated bootstrap, Efron (1987).
 * `statistic` receives row numbers (0 … rows − 1, with repeats) and must return a finite number.
 */
export function bootstrapInterval(
  rows: number,
  statistic: (sample: Int32Array) => number,
  random: Random,
  { replicates = 2000, level = 0.95 }: BootstrapOptions = {},
): BootstrapInterval {
  if (!Number.isInteger(rows) || rows < 2) throw new RangeError(`invalid rows: ${rows} (at least 2 are expected)`);
  if (!(level > 0 && level < 1)) throw new RangeError(`invalid level: ${level} (a number between 0 and 1 is expected)`);
  const estimate = statistic(Int32Array.from({ length: rows }, (_, i) => i));
  const values = new Float64Array(replicates);
  const sample = new Int32Array(rows);
  for (let b = 0; b < replicates; b++) {
    for (let i = 0; i < rows; i++) sample[i] = random.integer(rows);
    values[b] = statistic(sample);
  }
  values.sort();
  const standardError = deviation(values);
  if (standardError === 0)
    return { estimate, low: estimate, high: estimate, standardError, method: 'constant', replicates };
  let below = 0;
  for (const value of values) below += value < estimate ? 1 : value === estimate ? 0.5 : 0;
  const share = Math.min(Math.max(below / replicates, 0.5 / replicates), 1 - 0.5 / replicates);
  const bias = normalQuantile(share);
  const acceleration = jackknifeAcceleration(rows, statistic);
  const limit = (p: number): number => {
    const z = bias + normalQuantile(p);
    return sortedQuantile(values, normalCdf(bias + z / Math.max(1e-6, 1 - acceleration * z)));
  };
  return {
    estimate,
    low: limit((1 - level) / 2),
    high: limit((1 + level) / 2),
    standardError,
    method: 'bca',
    replicates,
  };
}

/** Efron (1987), eq. 6.6, over at most 200 groups of rows left out in turn. */
function jackknifeAcceleration(rows: number, statistic: (sample: Int32Array) => number): number {
  const groups = Math.min(rows, 200);
  const values = new Float64Array(groups);
  for (let g = 0; g < groups; g++) {
    const from = Math.floor((g * rows) / groups);
    const to = Math.floor(((g + 1) * rows) / groups);
    values[g] = statistic(Int32Array.from({ length: rows - (to - from) }, (_, i) => (i < from ? i : i + to - from)));
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / groups;
  let square = 0;
  let cube = 0;
  for (const value of values) {
    square += (mean - value) ** 2;
    cube += (mean - value) ** 3;
  }
  return square === 0 ? 0 : cube / (6 * square ** 1.5);
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
