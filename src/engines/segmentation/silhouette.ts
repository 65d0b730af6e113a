import { type Points, squaredDistance } from './points.ts';

/**
 * Mean silhouette width (Rousseeuw 1987, eq. for s(i)): how much nearer a point is to its own cluster than to the next
 * one, from −1 to 1; 0 for a cluster of one. Above .5 is a clear structure, below .25 hardly any.
 * Cost O(rows²·width): hand in a sample of at most a few thousand rows. Throws RangeError with fewer than 2 clusters.
 */
export function silhouette(points: Points, of: Int32Array, k: number): number {
  if (k < 2) throw new RangeError(`invalid k: ${k} (at least 2 clusters are expected)`);
  const { values, rows, width } = points;
  const sizes = new Int32Array(k);
  for (let row = 0; row < rows; row++) sizes[of[row]] += 1;
  const sums = new Float64Array(rows * k);
  for (let i = 0; i < rows; i++) {
    for (let j = i + 1; j < rows; j++) {
      const distance = Math.sqrt(squaredDistance(values, i * width, values, j * width, width));
      sums[i * k + of[j]] += distance;
      sums[j * k + of[i]] += distance;
    }
  }
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const own = of[i];
    if (sizes[own] < 2) continue;
    const inside = sums[i * k + own] / (sizes[own] - 1);
    let outside = Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      if (c !== own && sizes[c] > 0) outside = Math.min(outside, sums[i * k + c] / sizes[c]);
    }
    const wider = Math.max(inside, outside);
    if (wider > 0 && Number.isFinite(outside)) total += (outside - inside) / wider;
  }
  return total / rows;
}
