/**
 * The score interval of a proportion `hits` ÷ `n` (Wilson 1927); for the default z = 1.96 it covers about 95 %.
 * Stays inside [0, 1] and is sensible for 0 or n hits. Throws RangeError unless 0 ≤ hits ≤ n and n > 0.
 */
export function wilsonInterval(hits: number, n: number, z = 1.959963984540054): { low: number; high: number } {
  if (!(n > 0 && hits >= 0 && hits <= n)) {
    throw new RangeError(`invalid proportion: ${hits} of ${n} (0 to n hits of at least one are expected)`);
  }
  const p = hits / n;
  const scale = 1 + (z * z) / n;
  const centre = (p + (z * z) / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
