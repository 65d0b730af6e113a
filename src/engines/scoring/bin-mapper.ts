import type { EncodedRows } from './feature-plan.ts';

/** How one feature falls into bins 0 … bins − 1; bin `bins` holds the missing values. Plain data. */
export interface FeatureBins {
  readonly kind: 'number' | 'category';
  /** Upper edges: a number goes into the first bin whose edge is ≥ it. Empty for categories (bin = code). */
  readonly edges: readonly number[];
  readonly bins: number;
}

/** Features of rows as bins, column by column: feature f of row i at `f * count + i`. */
export interface BinnedRows {
  readonly count: number;
  readonly bins: Uint8Array;
}

const mostBins = 254;

/**
 * Cuts every number column into at most 254 bins: one per value when there are few, by quantiles otherwise
 * (Ke et al. 2017, LightGBM; as scikit-learn's HistGradientBoosting).
 */
export function findBins(encoded: EncodedRows, levelCounts: readonly number[]): FeatureBins[] {
  return encoded.numbers.map((values, f) =>
    values === undefined
      ? { kind: 'category', edges: [], bins: levelCounts[f] + 1 }
      : { kind: 'number', ...numberEdges(values) },
  );
}

export function binRows(encoded: EncodedRows, features: readonly FeatureBins[]): BinnedRows {
  const { count } = encoded;
  const bins = new Uint8Array(count * features.length);
  features.forEach((feature, f) => {
    const start = f * count;
    const numbers = encoded.numbers[f];
    if (numbers === undefined) {
      const codes = encoded.codes[f]!;
      for (let i = 0; i < count; i++) bins[start + i] = codes[i] < 0 ? feature.bins : codes[i];
    } else {
      const edges = Float64Array.from(feature.edges);
      for (let i = 0; i < count; i++) {
        const value = numbers[i];
        bins[start + i] = Number.isNaN(value) ? feature.bins : lowerBound(edges, value);
      }
    }
  });
  return { count, bins };
}

function numberEdges(values: Float64Array): { edges: number[]; bins: number } {
  const step = Math.max(1, Math.floor(values.length / 200_000));
  const sample: number[] = [];
  for (let i = 0; i < values.length; i += step) if (!Number.isNaN(values[i])) sample.push(values[i]);
  const sorted = Float64Array.from(sample).sort();
  const distinct: number[] = [];
  for (const value of sorted) if (distinct.length === 0 || value !== distinct.at(-1)) distinct.push(value);
  const edges: number[] = [];
  if (distinct.length <= mostBins) {
    for (let i = 0; i + 1 < distinct.length; i++) edges.push(middle(distinct[i], distinct[i + 1]));
  } else {
    for (let k = 1; k < mostBins; k++) {
      const place = (k / mostBins) * (sorted.length - 1);
      const edge = middle(sorted[Math.floor(place)], sorted[Math.ceil(place)]);
      if (edges.length === 0 || edge > edges.at(-1)!) edges.push(edge);
    }
  }
  return { edges, bins: edges.length + 1 };
}

/** Between two values, never equal to the larger one unless they are neighbours. */
function middle(a: number, b: number): number {
  const between = a + (b - a) / 2;
  return between < b ? between : a;
}

/** The first place whose edge is ≥ value. */
function lowerBound(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const half = (low + high) >>> 1;
    if (edges[half] < value) low = half + 1;
    else high = half;
  }
  return low;
}
