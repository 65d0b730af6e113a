import { unusable } from '#kernel/unusable-data.ts';
import { sortedQuantile } from '#engines/numerics/quantile.ts';
import type { Points } from './points.ts';

export interface NumericColumn {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

/** How a column was brought to a common scale. */
export interface FeatureScale {
  readonly name: string;
  readonly transform: 'none' | 'log1p';
  /** Skewness of the raw column. */
  readonly skewness: number;
  /** Mean of the (transformed) column and the distance of its 2nd and 98th percentile. */
  readonly centre: number;
  readonly spread: number;
}

export interface PreparedFeatures {
  readonly points: Points;
  readonly scales: readonly FeatureScale[];
  /** Columns left out because all their values are equal. */
  readonly constant: readonly string[];
}

/**
 * Brings numeric columns to a common scale for distance methods: a non-negative column with skewness above 1 goes
 * through log(1 + v ÷ median of its positive values), so that the unit does not matter; then every column is divided by
 * the range of its inner 96 %. The range tells groups from noise better than the standard deviation, which is itself
 * inflated by groups (Milligan & Cooper 1988, J. Classification 5:181-204); its inner part withstands outliers.
 * Constant columns are left out and named. Values must be finite.
 * Throws UnusableData when no column varies.
 */
export function prepareFeatures(columns: readonly NumericColumn[]): PreparedFeatures {
  const rows = columns[0]?.values.length ?? 0;
  const scales: FeatureScale[] = [];
  const prepared: Float64Array[] = [];
  const constant: string[] = [];
  for (const { name, values } of columns) {
    const raw = Float64Array.from(values);
    const shape = moments(raw);
    if (!(shape.deviation > 1e-12 * Math.max(Math.abs(shape.mean), Number.MIN_VALUE))) {
      constant.push(name);
      continue;
    }
    const skewed = shape.skewness > 1 && raw.every((value) => value >= 0);
    const scaled = skewed ? logScaled(raw) : raw;
    const { mean, deviation } = skewed ? moments(scaled) : shape;
    const sorted = scaled.toSorted();
    const inner = sortedQuantile(sorted, 0.98) - sortedQuantile(sorted, 0.02);
    // a column that hardly ever differs has no inner range: four standard deviations are as wide for a normal one
    const spread = inner > 0.5 * deviation ? inner : 4 * deviation;
    scales.push({
      name,
      transform: skewed ? 'log1p' : 'none',
      skewness: shape.skewness,
      centre: mean,
      spread,
    });
    prepared.push(scaled.map((value) => (value - mean) / spread));
  }
  if (prepared.length === 0) throw unusable('at least one numeric column whose values differ');
  const width = prepared.length;
  const flat = new Float64Array(rows * width);
  prepared.forEach((column, j) => {
    for (let row = 0; row < rows; row++) flat[row * width + j] = column[row];
  });
  return { points: { values: flat, rows, width }, scales, constant };
}

function logScaled(raw: Float64Array): Float64Array {
  const positive = raw.filter((value) => value > 0).sort();
  const unit = positive[positive.length >> 1];
  return raw.map((value) => Math.log1p(value / unit));
}

function moments(values: Float64Array): { mean: number; deviation: number; skewness: number } {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  let mean = 0;
  for (const value of values) mean += value / largest / values.length;
  let second = 0;
  let third = 0;
  for (const value of values) {
    const difference = value / largest - mean;
    second += difference ** 2 / values.length;
    third += difference ** 3 / values.length;
  }
  const deviation = Math.sqrt(second);
  return { mean: mean * largest, deviation: deviation * largest, skewness: second > 0 ? third / deviation ** 3 : 0 };
}
