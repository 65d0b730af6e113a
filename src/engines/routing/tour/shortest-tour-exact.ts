/** Most stops for which the exact answer is worked out: n² 2ⁿ steps. */
export const mostExactStops = 12;

/**
 * The shortest round trip, exactly, by dynamic programming over subsets (Held & Karp 1962; Bellman 1962). Distances may
 * differ by direction. O(n² 2ⁿ) time, n ≤ 12.
 */
export function shortestTourExact(distance: Float64Array, n: number): number[] {
  if (n <= 2) return Array.from({ length: n }, (_, i) => i);
  const rest = n - 1; // stop 0 is where the trip begins
  const sets = 1 << rest;
  const cost = new Float64Array(sets * rest).fill(Number.POSITIVE_INFINITY);
  const from = new Int8Array(sets * rest).fill(-1);
  for (let last = 0; last < rest; last++) cost[(1 << last) * rest + last] = distance[last + 1];
  for (let set = 1; set < sets; set++) {
    for (let last = 0; last < rest; last++) {
      const here = cost[set * rest + last];
      if (here === Number.POSITIVE_INFINITY) continue;
      for (let next = 0; next < rest; next++) {
        if ((set & (1 << next)) !== 0) continue;
        const grown = (set | (1 << next)) * rest + next;
        const length = here + distance[(last + 1) * n + next + 1];
        if (length >= cost[grown]) continue;
        cost[grown] = length;
        from[grown] = last;
      }
    }
  }
  let set = sets - 1;
  let last = 0;
  for (let end = 1; end < rest; end++) {
    const length = (end_: number): number => cost[set * rest + end_] + distance[(end_ + 1) * n];
    if (length(end) < length(last)) last = end;
  }
  const order: number[] = [];
  while (last !== -1) {
    order.push(last + 1);
    const earlier = from[set * rest + last];
    set &= ~(1 << last);
    last = earlier;
  }
  return [0, ...order.reverse()];
}
