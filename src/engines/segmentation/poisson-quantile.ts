/** Least count n with P(N ≤ n) ≥ p for a Poisson count of this mean; sums the probabilities (Johnson, Kemp & Kotz 2005, 4.4). */
export function poissonQuantile(p: number, mean: number): number {
  if (!(p >= 0 && p < 1)) throw new RangeError(`invalid p: ${p} (a number from 0 up to 1 is expected)`);
  if (!(mean >= 0 && mean < 700)) throw new RangeError(`invalid mean: ${mean} (a number from 0 to 700 is expected)`);
  let term = Math.exp(-mean);
  let sum = term;
  let n = 0;
  while (sum < p && term > 0) {
    n += 1;
    term *= mean / n;
    sum += term;
  }
  return n;
}
