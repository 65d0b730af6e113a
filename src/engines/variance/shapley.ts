/**
 * How much each factor moves a product from its reference to its actual value, free of any order: the mean of what the
 * factor adds over all orders in which the factors could be changed (Shapley 1953), which for n factors is
 * Σ_S |S|!(n−1−|S|)!/n! · [value with S and the factor actual − value with S actual]. The parts sum to the difference
 * of the products up to rounding. Throws RangeError for arrays of different length or more than 12 factors.
 */
export function shapleyOfProduct(reference: readonly number[], actual: readonly number[]): number[] {
  const n = reference.length;
  if (actual.length !== n || n > 12) {
    throw new RangeError(`invalid factors: ${n} and ${actual.length} (as many, and at most 12, are expected)`);
  }
  const values = new Float64Array(1 << n);
  for (let mask = 0; mask < values.length; mask++) {
    let product = 1;
    for (let i = 0; i < n; i++) product *= (mask >> i) & 1 ? actual[i] : reference[i];
    values[mask] = product;
  }
  const weights = orderWeights(n);
  return reference.map((_, i) => {
    let part = 0;
    for (let mask = 0; mask < values.length; mask++) {
      if ((mask >> i) & 1) continue;
      part += weights[bitCount(mask)] * (values[mask | (1 << i)] - values[mask]);
    }
    return part;
  });
}

/** The same difference when the factors are changed one after the other in the order given (the accountant's way). */
export function sequentialParts(reference: readonly number[], actual: readonly number[]): number[] {
  const product = (changed: number): number =>
    reference.reduce((value, factor, i) => value * (i < changed ? actual[i] : factor), 1);
  return reference.map((_, i) => product(i + 1) - product(i));
}

/** |S|!(n − 1 − |S|)!/n! by |S|. */
function orderWeights(n: number): number[] {
  const weights: number[] = [];
  let weight = 1 / n;
  for (let size = 0; size < n; size++) {
    weights.push(weight);
    weight *= (size + 1) / Math.max(1, n - 1 - size);
  }
  return weights;
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) count += 1;
  return count;
}
