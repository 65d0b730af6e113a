import type { Random } from '#kernel/random.ts';

/** Poisson by counting exponential gaps; made for small means. */
export function poisson(random: Random, mean: number): number {
  let count = 0;
  for (let time = random.exponential(); time < mean; time += random.exponential()) count++;
  return count;
}

/** Gamma of shape 2 with the given mean: the sum of two exponentials. */
export function gamma2(random: Random, mean: number): number {
  return ((random.exponential() + random.exponential()) * mean) / 2;
}

export function lognormal(random: Random, median: number, sigma: number): number {
  return median * Math.exp(sigma * random.normal());
}

export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random.next();
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** Draws positions of `weights` in proportion to them. */
export function weightedDraw(weights: readonly number[]): (random: Random) => number {
  const cumulative = new Float64Array(weights.length);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i];
    cumulative[i] = sum;
  }
  return (random) => {
    const target = random.next() * sum;
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle] > target) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
