/**
 * Mean wait in a queue with `servers` people (any real number above the load), by the formula of Sakasegawa (1977) for
 * GI/G/m: S · ρ^(√(2(m+1)) − 1) ÷ (m (1 − ρ)) · (c²a + c²s)/2. Times in the unit of `serviceTime`.
 */
export function queueWait(servers: number, load: number, serviceTime: number, variability: number): number {
  const busy = load / servers;
  if (busy >= 1) return Number.POSITIVE_INFINITY;
  return ((serviceTime * busy ** (Math.sqrt(2 * (servers + 1)) - 1)) / (servers * (1 - busy))) * variability;
}

/** The capacity at which the queue would wait as long as was seen: people are rarely free for one step alone. */
export function effectiveServers(wait: number, load: number, serviceTime: number, variability: number): number {
  let low = load * (1 + 1e-9);
  let high = load + 1;
  while (queueWait(high, load, serviceTime, variability) > wait) high *= 2;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (queueWait(middle, load, serviceTime, variability) > wait) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
