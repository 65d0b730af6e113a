/**
 * Whole numbers next to `parts` that sum to `total` exactly: each part is rounded down and what is missing goes, one by
 * one, to the largest remainders (Hamilton); ties to the earlier part. Parts may be negative. When the parts do not sum
 * to about `total` (floating-point sums beyond 2⁵³), the part of the largest size takes the rest.
 * Throws RangeError without parts or with a part that is not finite.
 */
export function roundToTotal(parts: readonly number[], total: bigint): bigint[] {
  if (parts.length === 0 || parts.some((part) => !Number.isFinite(part))) {
    throw new RangeError(`invalid parts: ${parts.join(', ')} (finite numbers, at least one, are expected)`);
  }
  const floors = parts.map((part) => BigInt(Math.floor(part)));
  let rest = total - floors.reduce((sum, part) => sum + part, 0n);
  const order = parts
    .map((part, index) => ({ index, remainder: part - Math.floor(part) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  if (rest < 0n || rest > BigInt(parts.length)) {
    const largest = parts.reduce((best, part, i) => (Math.abs(part) > Math.abs(parts[best]) ? i : best), 0);
    floors[largest] += rest;
    rest = 0n;
  }
  for (const { index } of order) {
    if (rest === 0n) break;
    floors[index] += 1n;
    rest -= 1n;
  }
  return floors;
}
