/** Means and co-moments of several variables, row by row: bounded memory for any number of rows. */
export interface Moments {
  readonly count: number;
  readonly mean: (j: number) => number;
  /** Unbiased covariance. */
  readonly covariance: (j: number, k: number) => number;
  readonly add: (row: ArrayLike<number>) => void;
}

/** Updating formulas of Welford (1962) and Chan, Golub & LeVeque (1983), equation 1.5: no loss of digits for large counts. */
export function newMoments(size: number): Moments {
  let count = 0;
  const mean = new Float64Array(size);
  const products = new Float64Array(size * size);
  const step = new Float64Array(size);
  return {
    get count() {
      return count;
    },
    mean: (j) => mean[j],
    covariance: (j, k) => (count < 2 ? 0 : products[Math.max(j, k) * size + Math.min(j, k)] / (count - 1)),
    add(row) {
      count += 1;
      const share = (count - 1) / count;
      for (let j = 0; j < size; j++) step[j] = row[j] - mean[j];
      for (let j = 0; j < size; j++) {
        for (let k = 0; k <= j; k++) products[j * size + k] += share * step[j] * step[k];
      }
      for (let j = 0; j < size; j++) mean[j] += step[j] / count;
    },
  };
}
