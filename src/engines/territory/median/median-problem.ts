/** n users and n places at which one can be opened; p are opened and every user goes to the cheapest of them. */
export interface MedianProblem {
  readonly size: number;
  readonly p: number;
  /** Cost of serving user u from place f: u × size + f. */
  readonly cost: Float64Array;
  /** For each user the places from cheap to dear: u × size + rank. */
  readonly ranked: Int32Array;
}

export function medianProblem(cost: Float64Array, size: number, p: number): MedianProblem {
  const ranked = new Int32Array(size * size);
  for (let user = 0; user < size; user++) {
    const row = user * size;
    const places = ranked.subarray(row, row + size);
    for (let f = 0; f < size; f++) places[f] = f;
    places.sort((a, b) => cost[row + a] - cost[row + b] || a - b);
  }
  return { size, p, cost, ranked };
}

/** What it costs to serve all users from the open places. */
export function medianCost({ size, cost }: MedianProblem, medians: ArrayLike<number>): number {
  let sum = 0;
  for (let user = 0; user < size; user++) {
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < medians.length; k++) least = Math.min(least, cost[user * size + medians[k]]);
    sum += least;
  }
  return sum;
}
