/**
 * Chance that two things as frequent as these meet at least `both` times when they have nothing to do with each other:
 * the upper tail of the hypergeometric distribution, which is Fisher's one-sided exact test. `left` and `right` of `n`
 * baskets hold the one and the other. `logFactorial[k]` = log k! for k = 0 … n (see logFactorials).
 */
export function meetingChance(
  both: number,
  left: number,
  right: number,
  n: number,
  logFactorial: Float64Array,
): number {
  const choose = (m: number, k: number): number => logFactorial[m] - logFactorial[k] - logFactorial[m - k];
  const least = Math.max(0, left + right - n);
  if (both <= least) return 1;
  const most = Math.min(left, right);
  let term = Math.exp(choose(right, both) + choose(n - right, left - both) - choose(n, left));
  let tail = term;
  for (let k = both; k < most; k++) {
    term *= ((left - k) * (right - k)) / ((k + 1) * (n - left - right + k + 1));
    tail += term;
    if (term < 1e-17 * tail) break;
  }
  return Math.min(1, tail);
}

/** log 0! … log n!, each added once, with the rounding of the sum carried along (Kahan). */
export function logFactorials(n: number): Float64Array {
  const table = new Float64Array(n + 1);
  let sum = 0;
  let lost = 0;
  for (let k = 2; k <= n; k++) {
    const part = Math.log(k) - lost;
    const next = sum + part;
    lost = next - sum - part;
    sum = next;
    table[k] = sum;
  }
  return table;
}
