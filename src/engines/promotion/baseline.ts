import { cholesky } from '#engines/numerics/cholesky.ts';
import { leastSquares } from '#engines/numerics/least-squares.ts';
import { matrix, matrixFromRows } from '#engines/numerics/matrix.ts';
import type { Random } from '#kernel/random.ts';

/** One product in one store, period by period. */
export interface SalesHistory {
  readonly period: readonly number[];
  readonly quantity: readonly number[];
  readonly price: readonly number[];
  /** Periods that no promotion touches: what the baseline is learned from. */
  readonly clean: readonly boolean[];
}

/** What was sold beyond a baseline in some periods, in units and weighted by unit profit, with its variances. */
export interface Departure {
  readonly quantity: number;
  readonly money: number;
  readonly quantityVariance: number;
  readonly moneyVariance: number;
  readonly covariance: number;
}

/** What would have been sold without promotions, as a model from which histories can be drawn. */
export interface Baseline {
  readonly regularPrice: number;
  readonly harmonics: number;
  readonly df: number;
  /** The expected quantity of a period at the regular price. */
  readonly mean: (period: number) => number;
  /** One possible expected quantity without promotion for each of the periods, and what was really sold with one possible noise taken out. */
  readonly draw: (
    periods: readonly number[],
    sold: readonly number[],
    random: Random,
  ) => { readonly without: number[]; readonly underlying: number[] };
  /** Sold less expected, summed over the periods; `profit` is that of a unit in each of them. */
  readonly departure: (periods: readonly number[], sold: readonly number[], profit: readonly number[]) => Departure;
}

const fewestClean = 6;

/**
 * Log quantity (plain quantity when there are periods without a sale) on trend, season (0 to 2 pairs of sine and cosine, by
 * the small-sample Akaike criterion) and the regular price where it moved, over clean periods. Draws follow the posterior under a flat prior
 * (Gelman et al. 2013, §14.2), errors of neighbouring periods correlated as the residuals are. Undefined for fewer than 6 clean periods.
 */
export function fitBaseline(history: SalesHistory, season: number): Baseline | undefined {
  const rows = history.period.flatMap((_, i) => (history.clean[i] ? [i] : []));
  if (rows.length < fewestClean) return undefined;
  const logs = rows.every((i) => history.quantity[i] > 0);
  const y = rows.map((i) => (logs ? Math.log(history.quantity[i]) : history.quantity[i]));
  const prices = rows.map((i) => history.price[i]).sort((a, b) => a - b);
  const regularPrice = prices[prices.length >> 1];
  const [first, last] = [history.period[rows[0]], history.period[rows.at(-1)!]];
  const moves = prices.at(-1)! / prices[0] > 1.02 && rows.length >= 24;
  const trend = rows.length >= 12;
  const columns = (harmonics: number, period: number, price: number): number[] => {
    const row = [1];
    if (trend) row.push((period - first) / Math.max(1, last - first) - 0.5);
    if (moves) row.push(Math.log(price / regularPrice));
    for (let k = 1; k <= harmonics; k++) {
      row.push(Math.sin((2 * Math.PI * k * period) / season), Math.cos((2 * Math.PI * k * period) / season));
    }
    return row;
  };
  const most = season >= 4 && last - first + 1 >= 1.5 * season ? 2 : 0;
  const fits = Array.from({ length: most + 1 }, (_, harmonics) => harmonics)
    .filter((harmonics) => 2 * harmonics < season && rows.length >= columns(harmonics, 0, 1).length + 4)
    .map((harmonics) => {
      const x = matrixFromRows(rows.map((i) => columns(harmonics, history.period[i], history.price[i])));
      const fit = leastSquares(x, y);
      const k = fit.rank + 1;
      const n = rows.length;
      const score =
        n * Math.log(Math.max(fit.residualSumOfSquares, 1e-12) / n) +
        2 * k +
        (2 * k * (k + 1)) / Math.max(1, n - k - 1);
      return { harmonics, fit, score };
    })
    .sort((a, b) => a.score - b.score);
  if (fits.length === 0 || fits[0].fit.residualDf < 2) return undefined;
  const { harmonics, fit } = fits[0];
  const kept = [...fit.coefficients.keys()].filter((j) => !fit.aliased.includes(j));
  const gram = matrix(kept.length, kept.length);
  kept.forEach((a, i) =>
    kept.forEach(
      (b, j) => (gram.data[i * kept.length + j] = fit.unscaledCovariance.data[a * fit.coefficients.length + b]),
    ),
  );
  const root = cholesky(gram);
  const variance = fit.residualSumOfSquares / fit.residualDf;
  const rho = neighbourCorrelation(
    rows.map((i) => history.period[i]),
    fit.residuals,
  );
  const at = (period: number, beta: ArrayLike<number>): number =>
    columns(harmonics, period, regularPrice).reduce((sum, value, j) => sum + value * beta[j], 0);
  const back = (value: number): number => (logs ? Math.exp(value) : Math.max(0, value));
  return {
    regularPrice,
    harmonics,
    df: fit.residualDf,
    mean: (period) => back(at(period, fit.coefficients) + (logs ? variance / 2 : 0)),
    draw(periods, sold, random) {
      let square = 0;
      for (let i = 0; i < fit.residualDf; i++) square += random.normal() ** 2;
      const sigma = Math.sqrt((variance * fit.residualDf) / Math.max(square, 1e-9));
      const beta = Float64Array.from(fit.coefficients);
      const z = kept.map(() => random.normal());
      kept.forEach((j, i) => {
        for (let k = 0; k <= i; k++) beta[j] += root === undefined ? 0 : sigma * root.data[i * kept.length + k] * z[k];
      });
      const half = logs ? (sigma * sigma) / 2 : 0;
      let error = random.normal();
      const noise = periods.map((_, i) => {
        if (i > 0) error = rho * error + Math.sqrt(1 - rho * rho) * random.normal();
        return sigma * error;
      });
      return {
        without: periods.map((period) => back(at(period, beta) + half)),
        underlying: sold.map((quantity, i) => (logs ? quantity * Math.exp(half - noise[i]) : quantity - noise[i])),
      };
    },
    departure(periods, sold, profit) {
      const wider = fit.residualDf > 2 ? fit.residualDf / (fit.residualDf - 2) : 3;
      const half = logs ? variance / 2 : 0;
      const scaled = periods.map((period) => {
        const row = columns(harmonics, period, regularPrice);
        return kept.map((_, i) =>
          root === undefined
            ? 0
            : kept.reduce((sum, j, k) => sum + (k < i ? 0 : root.data[k * kept.length + i] * row[j]), 0),
        );
      });
      const expected = periods.map((period) => back(at(period, fit.coefficients) + half));
      const result = { quantity: 0, money: 0, quantityVariance: 0, moneyVariance: 0, covariance: 0 };
      for (let i = 0; i < periods.length; i++) {
        result.quantity += sold[i] - expected[i];
        result.money += profit[i] * (sold[i] - expected[i]);
        for (let j = 0; j < periods.length; j++) {
          const ofMean = variance * scaled[i].reduce((sum, value, k) => sum + value * scaled[j][k], 0);
          const ofNoise = variance * rho ** Math.abs(periods[i] - periods[j]);
          const both = logs
            ? expected[i] * expected[j] * Math.expm1(ofMean) + sold[i] * sold[j] * Math.expm1(ofNoise)
            : ofMean + ofNoise;
          result.quantityVariance += wider * both;
          result.moneyVariance += wider * profit[i] * profit[j] * both;
          result.covariance += wider * profit[i] * both;
        }
      }
      return result;
    },
  };
}

/** Correlation of residuals of neighbouring periods; 0 unless it is clearly above. */
function neighbourCorrelation(period: readonly number[], residual: Float64Array): number {
  let [product, square, pairs] = [0, 0, 0];
  for (let i = 0; i < residual.length; i++) {
    square += residual[i] ** 2;
    if (i === 0 || period[i] !== period[i - 1] + 1) continue;
    product += residual[i] * residual[i - 1];
    pairs += 1;
  }
  if (pairs < 10 || square === 0) return 0;
  const rho = product / pairs / (square / residual.length);
  return rho > 1.64 / Math.sqrt(pairs) ? Math.min(0.9, rho) : 0;
}
