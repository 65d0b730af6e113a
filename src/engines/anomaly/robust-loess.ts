/**
 * Local linear regression over the `span` nearest points with tricube weights (Cleveland 1979), times given weights.
 * Missing values have weight 0. Where no weight is left in reach the nearest fitted value stands in.
 * Throws RangeError for a span below 3. Cost O(n · span).
 */
export function weightedLoess(values: Float64Array, weights: Float64Array, span: number): Float64Array {
  if (!(span >= 3)) throw new RangeError(`invalid span: ${span} (at least 3 points are expected)`);
  const n = values.length;
  const reach = Math.min(span, n);
  const fitted = new Float64Array(n).fill(Number.NaN);
  for (let t = 0; t < n; t++) {
    const from = Math.max(0, Math.min(n - reach, t - Math.floor(reach / 2)));
    const till = from + reach - 1;
    const width = Math.max(t - from, till - t) + 1;
    let [sum, sumX, sumXX, sumY, sumXY] = [0, 0, 0, 0, 0];
    for (let s = from; s <= till; s++) {
      if (weights[s] === 0) continue;
      const x = s - t;
      const weight = weights[s] * (1 - (Math.abs(x) / width) ** 3) ** 3;
      sum += weight;
      sumX += weight * x;
      sumXX += weight * x * x;
      sumY += weight * values[s];
      sumXY += weight * x * values[s];
    }
    if (!(sum > 1e-9)) continue;
    const determinant = sum * sumXX - sumX * sumX;
    fitted[t] = determinant > 1e-9 * sum * sumXX ? (sumXX * sumY - sumX * sumXY) / determinant : sumY / sum;
  }
  return carryOver(fitted);
}

function carryOver(fitted: Float64Array): Float64Array {
  let last = fitted.find((value) => !Number.isNaN(value)) ?? 0;
  return fitted.map((value) => {
    if (!Number.isNaN(value)) last = value;
    return last;
  });
}
