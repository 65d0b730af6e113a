import { correlation } from './correlation.ts';
import { gammaGammaLikelihood, gammaGammaSpend } from './gamma-gamma.ts';
import { type Estimate, maximiseLikelihood } from './maximum-likelihood.ts';

export interface FittedSpend extends Estimate {
  readonly parameters: { readonly p: number; readonly q: number; readonly gamma: number };
  readonly customers: number;
  /** Expected spend per purchase over all customers; undefined when q ≤ 1. */
  readonly populationMean?: number;
  /** Correlation of frequency and mean spend; the model assumes none. */
  readonly correlation: number;
  readonly warnings: readonly string[];
  /** Expected spend per purchase of a customer with x repeat purchases of mean m. */
  readonly spend: (x: number, m: number) => number | undefined;
}

/**
 * Fits the gamma-gamma model of spend to the customers with a repeat purchase and a mean spend above zero.
 * Undefined when fewer than 3 of them differ in spend: then there is nothing to learn about money.
 */
export function fitSpend(
  x: ArrayLike<number>,
  m: ArrayLike<number>,
  count?: ArrayLike<number>,
): FittedSpend | undefined {
  const rows: number[] = [];
  for (let row = 0; row < x.length; row++) if (x[row] > 0 && m[row] > 0 && (count?.[row] ?? 1) > 0) rows.push(row);
  const pick = (values: ArrayLike<number>): Float64Array => Float64Array.from(rows, (row) => values[row]);
  const spend = { x: pick(x), m: pick(m), count: count === undefined ? undefined : pick(count) };
  if (new Set(spend.m.subarray(0, 1000)).size < 3) return undefined;
  const customers = spend.count?.reduce((sum, value) => sum + value, 0) ?? rows.length;
  const mean = spend.m.reduce((sum, value) => sum + value, 0) / rows.length;
  const estimate = maximiseLikelihood({ likelihood: gammaGammaLikelihood(spend), customers }, [
    [2, 3, mean],
    [6, 4, mean / 2],
  ]);
  const [p, q, gamma] = estimate.values;
  const parameters = { p, q, gamma };
  const together = correlation(spend.x, spend.m);
  const populationMean = gammaGammaSpend(parameters, 0, 0);
  const warnings: string[] = [];
  if (Math.abs(together) > 0.3) {
    warnings.push(
      `spend and frequency go together (correlation ${together.toFixed(2)}); the model assumes they do not`,
    );
  }
  if (populationMean === undefined) warnings.push('the spread of spend is too wide for a finite mean (q ≤ 1)');
  if (!estimate.converged) warnings.push('the spend model is at the edge of its parameters');
  return {
    ...estimate,
    parameters,
    customers,
    populationMean,
    correlation: together,
    warnings,
    spend: (purchases, value) =>
      purchases > 0 && value > 0 ? gammaGammaSpend(parameters, purchases, value) : populationMean,
  };
}
