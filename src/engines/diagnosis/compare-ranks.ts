import { benjaminiHochberg } from '#engines/numerics/benjamini-hochberg.ts';
import { normalUpper } from '#engines/numerics/normal.ts';
import { sortedQuantile } from '#engines/numerics/quantile.ts';

export interface ComparedTimes {
  readonly key: string;
  readonly count: number;
  readonly median: number;
  /** Median of all other values; worked out when asked for. */
  readonly othersMedian: number;
  /** Two-sided p-value of the rank-sum test against all others, corrected over the groups. */
  readonly p: number;
}

/**
 * Compares the values of each group with those of all others by the Wilcoxon rank-sum test with tie correction (Mann & Whitney
 * 1947; normal approximation, groups of at least `least`), corrected over the groups. One sort (`order` when the same values are
 * compared by several groupings), then one pass.
 */
export function compareRanks(
  values: ArrayLike<number>,
  groups: readonly (string | null)[],
  least = 20,
  order: Uint32Array = sortedOrder(values),
): ComparedTimes[] {
  const n = values.length;
  const { keys, groupOf } = numberedGroups(groups);
  const rankSums = new Float64Array(keys.length);
  const sorted: number[][] = keys.map(() => []);
  let tieSum = 0;
  for (let start = 0; start < n; ) {
    const value = values[order[start]];
    let end = start + 1;
    while (end < n && values[order[end]] === value) end += 1;
    const rank = (start + end + 1) / 2;
    for (let i = start; i < end; i++) {
      const group = groupOf[order[i]];
      if (group < 0) continue;
      rankSums[group] += rank;
      sorted[group].push(value);
    }
    tieSum += (end - start) ** 3 - (end - start);
    start = end;
  }
  const raw = keys.flatMap((key, group) => {
    const count = sorted[group].length;
    const others = n - count;
    if (count < least || others < least) return [];
    const mean = (count * (n + 1)) / 2;
    const variance = ((count * others) / 12) * (n + 1 - tieSum / (n * (n - 1)));
    const z = variance <= 0 ? 0 : Math.abs(rankSums[group] - mean) / Math.sqrt(variance);
    return [{ key, group, count, p: Math.min(1, 2 * normalUpper(z)) }];
  });
  const corrected = benjaminiHochberg(raw.map(({ p }) => p));
  return raw.map(({ key, group, count }, i) => ({
    key,
    count,
    median: sortedQuantile(sorted[group], 0.5),
    get othersMedian() {
      return medianWithout(values, order, groupOf, group, n - count);
    },
    p: corrected[i],
  }));
}

/** Positions of the values from the smallest to the largest. */
export function sortedOrder(values: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: values.length }, (_, i) => i).sort((left, right) => values[left] - values[right]);
}

function numberedGroups(groups: readonly (string | null)[]): { keys: string[]; groupOf: Int32Array } {
  const numbers = new Map<string, number>();
  const groupOf = Int32Array.from(groups, (key) => {
    if (key === null) return -1;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  });
  return { keys: [...numbers.keys()], groupOf };
}

/** Median of the values outside one group: a walk along the order that exists already. */
function medianWithout(
  values: ArrayLike<number>,
  order: Uint32Array,
  groupOf: Int32Array,
  group: number,
  count: number,
): number {
  const [low, high] = [(count - 1) >> 1, count >> 1];
  let seen = -1;
  let lower = Number.NaN;
  for (const i of order) {
    if (groupOf[i] === group) continue;
    seen += 1;
    if (seen === low) lower = values[i];
    if (seen === high) return (lower + values[i]) / 2;
  }
  return Number.NaN;
}
