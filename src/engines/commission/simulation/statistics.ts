/** Gini coefficient of non-negative values: mean absolute difference ÷ twice the mean (Gini 1912). 0 for none. */
export function gini(values: readonly number[]): number {
  const sorted = values.map((value) => Math.max(0, value)).sort((left, right) => left - right);
  const total = sorted.reduce((sum, value) => sum + value, 0);
  if (total === 0) return 0;
  const weighted = sorted.reduce((sum, value, i) => sum + (2 * (i + 1) - sorted.length - 1) * value, 0);
  return weighted / (sorted.length * total);
}

/** Spearman's rank correlation with average ranks for ties; undefined for fewer than three or when one side is constant. */
export function rankCorrelation(left: readonly number[], right: readonly number[]): number | undefined {
  if (left.length < 3) return undefined;
  const [x, y] = [ranks(left), ranks(right)];
  const mean = (left.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    xy += (x[i] - mean) * (y[i] - mean);
    xx += (x[i] - mean) ** 2;
    yy += (y[i] - mean) ** 2;
  }
  return xx === 0 || yy === 0 ? undefined : xy / Math.sqrt(xx * yy);
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((left, right) => left.value - right.value);
  const result = Array.from({ length: values.length }, () => 0);
  for (let i = 0; i < order.length; ) {
    let end = i;
    while (end + 1 < order.length && order[end + 1].value === order[i].value) end += 1;
    for (let j = i; j <= end; j++) result[order[j].index] = (i + end) / 2 + 1;
    i = end + 1;
  }
  return result;
}

/** Chance of at least `hits` of `trials` at even odds: the one-sided sign test. */
export function signTest(hits: number, trials: number): number {
  let term = 0.5 ** trials;
  let below = 0;
  for (let k = 0; k < hits; k++) {
    below += term;
    term *= (trials - k) / (k + 1);
  }
  return Math.min(1, Math.max(0, 1 - below));
}
