import { studentTTwoSided } from '#engines/numerics/student-t.ts';

/**
 * Spearman's rank correlation with mid-ranks for ties, and its two-sided p-value by t with n − 2 degrees of freedom (Kendall &
 * Stuart 1979, 31.19; the approximation of R's `cor.test(exact = FALSE)`). p is 1 when a side does not vary.
 */
export function rankCorrelation(
  x: readonly number[],
  y: readonly number[],
): { readonly rho: number; readonly p: number } {
  const n = x.length;
  const [left, right] = [midRanks(x), midRanks(y)];
  const mean = (n + 1) / 2;
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    xx += (left[i] - mean) ** 2;
    yy += (right[i] - mean) ** 2;
    xy += (left[i] - mean) * (right[i] - mean);
  }
  if (n < 4 || xx === 0 || yy === 0) return { rho: 0, p: 1 };
  const rho = Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
  if (Math.abs(rho) === 1) return { rho, p: 0 };
  return { rho, p: studentTTwoSided(rho * Math.sqrt((n - 2) / (1 - rho * rho)), n - 2) };
}

function midRanks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = Array.from<number>({ length: values.length });
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end += 1;
    for (let i = start; i < end; i++) ranks[order[i]] = (start + end + 1) / 2;
    start = end;
  }
  return ranks;
}
