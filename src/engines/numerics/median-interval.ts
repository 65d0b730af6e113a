import { betaUpper } from './beta.ts';
import { normalQuantile } from './normal.ts';

/** Beyond this many values the normal limit of the binomial places the bounds to within one rank. */
const exactLimit = 2000;

/**
 * A distribution-free interval of the median from order statistics: x₍ₖ₎ … x₍ₙ₊₁₋ₖ₎ with the largest k for which
 * P(B < k) ≤ (1 − level)/2, B ~ Binomial(n, ½) (Conover, Practical Nonparametric Statistics, 3rd ed. 1999, section 3.2).
 * With too few values for the level (n < 6 at 95 %) it is the whole range. `sorted` is in increasing order, not empty.
 */
export function medianInterval(sorted: ArrayLike<number>, level: number): { low: number; high: number } {
  const n = sorted.length;
  if (n === 0) throw new RangeError('invalid values: none (at least one number is expected)');
  const tail = (1 - level) / 2;
  const guess = Math.max(0, Math.floor(n / 2 + (normalQuantile(tail) * Math.sqrt(n)) / 2));
  let k = guess;
  if (n <= exactLimit) {
    // P(B < k) = P(Beta(k, n − k + 1) > ½)
    const below = (rank: number): number => (rank <= 0 ? 0 : betaUpper(0.5, rank, n - rank + 1));
    while (k > 0 && below(k) > tail) k -= 1;
    while (2 * (k + 1) <= n && below(k + 1) <= tail) k += 1;
  }
  const rank = Math.max(1, k);
  return { low: sorted[rank - 1], high: sorted[n - rank] };
}
