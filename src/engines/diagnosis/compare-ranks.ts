import { benjaminiHochberg } from '#engines/numerics/benjamini-hochberg.ts';
import { normalUpper } from '#engines/numerics/normal.ts';
import { median } from '#engines/numerics/quantile.ts';

export interface ComparedTimes {
  readonly key: string;
  readonly count: number;
  readonly median: number;
  readonly othersMedian: number;
  /** Two-sided p-value of the rank-sum test against all others, corrected over the groups. */
  readonly p: number;
}

/**
 * Compares the values of each group with those of all others by the Wilcoxon rank-sum test with tie correction (Mann & Whitney
 * 1947; normal approximation, groups of at least `least`), corrected over the groups.
 */
export function compareRanks(
  values: ArrayLike<number>,
  groups: readonly (string | null)[],
  least = 20,
): ComparedTimes[] {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort(
    (left, right) => values[left] - values[right],
  );
  const ranks = new Float64Array(values.length);
  let tieSum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end += 1;
    const rank = (start + end + 1) / 2;
    for (let i = start; i < end; i++) ranks[order[i]] = rank;
    tieSum += (end - start) ** 3 - (end - start);
    start = end;
  }
  const members = new Map<string, number[]>();
  groups.forEach((group, i) => {
    if (group === null) return;
    const list = members.get(group);
    if (list === undefined) members.set(group, [i]);
    else list.push(i);
  });
  const n = values.length;
  const raw = [...members].flatMap(([key, indexes]) => {
    const others = n - indexes.length;
    if (indexes.length < least || others < least) return [];
    const rankSum = indexes.reduce((sum, i) => sum + ranks[i], 0);
    const mean = (indexes.length * (n + 1)) / 2;
    const variance = ((indexes.length * others) / 12) * (n + 1 - tieSum / (n * (n - 1)));
    const z = variance <= 0 ? 0 : Math.abs(rankSum - mean) / Math.sqrt(variance);
    const inside = new Set(indexes);
    const rest = Float64Array.from({ length: others });
    let place = 0;
    for (let i = 0; i < n; i++) if (!inside.has(i)) rest[place++] = values[i];
    return [
      {
        key,
        count: indexes.length,
        median: median(indexes.map((i) => values[i])),
        othersMedian: median(rest),
        p: Math.min(1, 2 * normalUpper(z)),
      },
    ];
  });
  const corrected = benjaminiHochberg(raw.map((group) => group.p));
  return raw.map((group, i) => ({ ...group, p: corrected[i] }));
}
