import { seededRandom } from '#kernel/random.ts';

const draws = 9999;
/** After so many draws it is judged whether the rest is needed. */
const look = 200;

/**
 * Chance that the largest `few` customers hold at least `share` when customers differ no more than they usually do. The same
 * amounts are dealt out anew to customers whose readiness to buy is gamma-distributed (so that counts are negative binomial),
 * with the spread estimated by moments from the customers below the largest few; a Monte-Carlo test with p = (1 + k)/(1 + B)
 * (Davison & Hinkley 1997, 4.2). Heavy-tailed amounts and few deals thus do not pass for dependence.
 * @param counts deals of each customer
 */
export function chanceOfTopShare(
  amounts: readonly number[],
  counts: readonly number[],
  few: number,
  share: number,
): number {
  const random = seededRandom('top-share');
  const shape = gammaShape(counts.toSorted((left, right) => right - left).slice(few));
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  const customers = counts.length;
  const sums = new Float64Array(customers);
  const cumulative = new Float64Array(customers);
  let reached = 0;
  let [mean, square] = [0, 0];
  for (let draw = 0; draw < draws; draw++) {
    sums.fill(0);
    let weight = 0;
    for (let i = 0; i < customers; i++) {
      weight += shape === Number.POSITIVE_INFINITY ? 1 : gammaDraw(random, shape);
      cumulative[i] = weight;
    }
    for (const amount of amounts) sums[place(cumulative, random.next() * weight)] += amount;
    const drawn = topSum(sums, few) / total;
    if (drawn >= share) reached += 1;
    mean += drawn;
    square += drawn * drawn;
    if (draw !== look - 1) continue;
    // Far from rare, or far beyond anything drawn: a rough answer will do.
    if (reached > look / 10) return (1 + reached) / (1 + look);
    const beyond = gumbelUpper(share, mean / look, Math.sqrt(Math.max(0, square / look - (mean / look) ** 2)));
    if (beyond < 1e-5) return beyond;
  }
  return (1 + reached) / (1 + draws);
}

/** Upper tail of the extreme-value distribution with this mean and deviation (Gumbel 1958): what largest shares follow. */
function gumbelUpper(value: number, mean: number, deviation: number): number {
  if (deviation === 0) return value > mean ? 0 : 1;
  const standard = ((value - mean) / deviation) * (Math.PI / Math.sqrt(6)) + 0.5772156649;
  return -Math.expm1(-Math.exp(-standard));
}

/** Shape of the gamma mixing by moments: mean² ÷ (variance − mean); infinite when counts spread no more than Poisson. */
function gammaShape(counts: readonly number[]): number {
  const n = counts.length;
  const mean = counts.reduce((sum, one) => sum + one, 0) / n;
  const variance = counts.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, n - 1);
  return variance <= mean ? Number.POSITIVE_INFINITY : mean ** 2 / (variance - mean);
}

/** Marsaglia & Tsang (2000); shapes below one by the power of a uniform. */
function gammaDraw(random: { next(): number; normal(): number }, shape: number): number {
  if (shape < 1) return gammaDraw(random, shape + 1) * random.next() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

function place(cumulative: Float64Array, value: number): number {
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

function topSum(sums: Float64Array, few: number): number {
  const top = new Float64Array(few);
  for (const sum of sums) {
    if (sum <= top[few - 1]) continue;
    let i = few - 1;
    while (i > 0 && top[i - 1] < sum) {
      top[i] = top[i - 1];
      i -= 1;
    }
    top[i] = sum;
  }
  return top.reduce((total, sum) => total + sum, 0);
}
