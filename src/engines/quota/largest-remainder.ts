/**
 * Divides `total` whole units in proportion to the weights, each within its bounds, so that the parts add up exactly: shares are
 * cut to their bounds until none is outside (water filling), then rounded down, and the units left go to the largest
 * remainders (Hare–Niemeyer; ties to the earlier). Undefined when the bounds leave no room for the total.
 */
export function divideExactly(
  total: number,
  weights: readonly number[],
  least: readonly number[],
  most: readonly number[],
): number[] | undefined {
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  if (sum(least) > total || sum(most) < total) return undefined;
  const fixed = new Map<number, number>();
  let shares: number[] = [];
  for (;;) {
    const free = weights.map((_, i) => i).filter((i) => !fixed.has(i));
    const left = total - sum([...fixed.values()]);
    const weight = sum(free.map((i) => weights[i]));
    shares = weights.map((value, i) => fixed.get(i) ?? (weight > 0 ? (left * value) / weight : left / free.length));
    const low = free.filter((i) => shares[i] < least[i]);
    const high = free.filter((i) => shares[i] > most[i]);
    if (low.length + high.length === 0) break;
    const under = sum(low.map((i) => least[i] - shares[i]));
    const over = sum(high.map((i) => shares[i] - most[i]));
    // fix only the side that weighs more: the other may come free again
    if (under >= over) for (const i of low) fixed.set(i, least[i]);
    else for (const i of high) fixed.set(i, most[i]);
    if (fixed.size === weights.length) {
      shares = weights.map((_, i) => fixed.get(i) ?? 0);
      break;
    }
  }
  const parts = shares.map((share) => Math.floor(share + 1e-9));
  let left = total - sum(parts);
  const order = shares
    .map((share, i) => ({ i, remainder: share - parts[i] }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  while (left > 0) {
    const before = left;
    for (const { i } of order) {
      if (left === 0) break;
      if (parts[i] + 1 > most[i]) continue;
      parts[i] += 1;
      left -= 1;
    }
    if (left === before) return undefined;
  }
  return parts;
}
