import type { Histogram } from './best-split.ts';
import type { BinnedRows, FeatureBins } from './bin-mapper.ts';

/** Arrays that are used again for every tree over the same rows. */
export interface TreeWorkspace {
  readonly rows: Int32Array;
  readonly spare: Int32Array;
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly offsets: Int32Array;
  readonly histogramLength: number;
  readonly pool: Histogram[];
}

export function treeWorkspace(count: number, features: readonly FeatureBins[]): TreeWorkspace {
  const offsets = new Int32Array(features.length);
  let length = 0;
  features.forEach(({ bins }, f) => {
    offsets[f] = length;
    length += bins + 1;
  });
  return {
    rows: new Int32Array(count),
    spare: new Int32Array(count),
    gradients: new Float64Array(count),
    hessians: new Float64Array(count),
    offsets,
    histogramLength: length,
    pool: [],
  };
}

/** An empty or used histogram; `fillHistogram` clears it. */
export function takeHistogram(space: TreeWorkspace): Histogram {
  const length = space.histogramLength;
  return (
    space.pool.pop() ?? {
      gradient: new Float64Array(length),
      hessian: new Float64Array(length),
      rows: new Int32Array(length),
    }
  );
}

/** Sums gradient, hessian and count of the rows from `start` to `end` into every feature's bins. */
export function fillHistogram(
  histogram: Histogram,
  { count, bins }: BinnedRows,
  features: readonly FeatureBins[],
  gradient: Float64Array,
  hessian: Float64Array,
  space: TreeWorkspace,
  start: number,
  end: number,
): { g: number; h: number } {
  const { rows, gradients, hessians, offsets } = space;
  histogram.gradient.fill(0);
  histogram.hessian.fill(0);
  histogram.rows.fill(0);
  let g = 0;
  let h = 0;
  for (let i = start; i < end; i++) {
    const row = rows[i];
    g += gradients[i] = gradient[row];
    h += hessians[i] = hessian[row];
  }
  let f = 0;
  for (; f + 4 <= features.length; f += 4) addFour(histogram, offsets, bins, f, count, space, start, end);
  for (; f < features.length; f++) addOne(histogram, offsets[f], bins, f * count, space, start, end);
  return { g, h };
}

function addOne(
  histogram: Histogram,
  offset: number,
  bins: Uint8Array,
  column: number,
  { rows, gradients, hessians }: TreeWorkspace,
  start: number,
  end: number,
): void {
  for (let i = start; i < end; i++) {
    const at = offset + bins[column + rows[i]];
    histogram.gradient[at] += gradients[i];
    histogram.hessian[at] += hessians[i];
    histogram.rows[at] += 1;
  }
}

/** Four features in one pass, so that each row's gradient is read once for all of them. */
function addFour(
  histogram: Histogram,
  offsets: Int32Array,
  bins: Uint8Array,
  f: number,
  count: number,
  { rows, gradients, hessians }: TreeWorkspace,
  start: number,
  end: number,
): void {
  const { gradient, hessian, rows: counts } = histogram;
  const [o1, o2, o3, o4] = [offsets[f], offsets[f + 1], offsets[f + 2], offsets[f + 3]];
  const [c1, c2, c3, c4] = [f * count, (f + 1) * count, (f + 2) * count, (f + 3) * count];
  for (let i = start; i < end; i++) {
    const row = rows[i];
    const g = gradients[i];
    const h = hessians[i];
    const a = o1 + bins[c1 + row];
    gradient[a] += g;
    hessian[a] += h;
    counts[a] += 1;
    const b = o2 + bins[c2 + row];
    gradient[b] += g;
    hessian[b] += h;
    counts[b] += 1;
    const c = o3 + bins[c3 + row];
    gradient[c] += g;
    hessian[c] += h;
    counts[c] += 1;
    const d = o4 + bins[c4 + row];
    gradient[d] += g;
    hessian[d] += h;
    counts[d] += 1;
  }
}
