/**
 * The variance of one regression coefficient by leaving out one cluster after the other (CV3 of MacKinnon, Nielsen & Webb
 * 2023, equation 12), after all other regressors are partialled out of x and e (Frisch-Waugh-Lovell): without cluster g the
 * coefficient moves by −Σ_g xe/(S − S_g), with S = Σx². Every row its own cluster gives HC3. Reliable with few clusters,
 * where the plain sandwich is too small. Infinity when one cluster holds all of the variation.
 *
 * `cluster` holds whole numbers from 0; without it every row is its own cluster.
 */
export function jackknifeVariance(
  x: ArrayLike<number>,
  residual: ArrayLike<number>,
  cluster?: ArrayLike<number>,
): { readonly variance: number; readonly clusters: number } {
  const n = x.length;
  const [own, square] = [new Map<number, number>(), new Map<number, number>()];
  let whole = 0;
  for (let i = 0; i < n; i++) {
    const g = cluster === undefined ? i : cluster[i];
    own.set(g, (own.get(g) ?? 0) + x[i] * residual[i]);
    square.set(g, (square.get(g) ?? 0) + x[i] * x[i]);
    whole += x[i] * x[i];
  }
  let sum = 0;
  for (const [g, score] of own) {
    const rest = whole - square.get(g)!;
    if (!(rest > 1e-12 * whole)) return { variance: Number.POSITIVE_INFINITY, clusters: own.size };
    sum += (score / rest) ** 2;
  }
  return { variance: ((own.size - 1) / own.size) * sum, clusters: own.size };
}

/**
 * The same variance for rows in time order whose errors may be correlated: Newey & West (1987), equation 5, Bartlett weights,
 * with lags ⌊¾·n^⅓⌋ unless given. `run` numbers the series that a row belongs to; rows of a series stand together.
 */
export function neweyWestVariance(
  x: ArrayLike<number>,
  residual: ArrayLike<number>,
  run: ArrayLike<number>,
  lags: number = Math.floor(0.75 * Math.cbrt(x.length)),
): number {
  let whole = 0;
  let middle = 0;
  for (let i = 0; i < x.length; i++) {
    whole += x[i] * x[i];
    const score = x[i] * residual[i];
    middle += score * score;
    for (let lag = 1; lag <= lags && i - lag >= 0 && run[i - lag] === run[i]; lag++)
      middle += 2 * (1 - lag / (lags + 1)) * score * x[i - lag] * residual[i - lag];
  }
  return Math.max(0, middle) / (whole * whole);
}
