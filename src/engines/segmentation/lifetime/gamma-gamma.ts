import { digamma } from '#engines/numerics/digamma.ts';
import { logGamma } from '#engines/numerics/log-gamma.ts';
import type { Likelihood } from './maximum-likelihood.ts';

/** Spend per purchase ~ gamma(p, ν) with ν ~ gamma(q, γ); γ is in the unit of money. */
export interface GammaGammaParameters {
  readonly p: number;
  readonly q: number;
  readonly gamma: number;
}

/** Customers with x > 0 repeat purchases of mean value m > 0. */
export interface SpendHistory {
  readonly x: ArrayLike<number>;
  readonly m: ArrayLike<number>;
  readonly count?: ArrayLike<number>;
}

/**
 * Log-likelihood of the gamma-gamma model of spend and its derivatives by p, q, γ (Fader & Hardie 2013, "The gamma-gamma
 * model of monetary value", eq. 1a). Assumes that what a customer spends per purchase has nothing to do with how often.
 */
export function gammaGammaLikelihood({ x, m, count }: SpendHistory): Likelihood {
  const rows = x.length;
  const places = new Map<number, number>();
  const xPlace = Int32Array.from(x, (value) => {
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    return place;
  });
  const counts = [...places.keys()];
  const customers = new Float64Array(counts.length);
  const logM = new Float64Array(counts.length);
  for (let row = 0; row < rows; row++) {
    const w = count?.[row] ?? 1;
    customers[xPlace[row]] += w;
    logM[xPlace[row]] += w * Math.log(m[row]);
  }
  const logs = new Float64Array(counts.length);
  return ([p, q, gamma], gradient) => {
    logs.fill(0);
    let byGamma = 0;
    for (let row = 0; row < rows; row++) {
      const sum = gamma + m[row] * x[row];
      const w = count?.[row] ?? 1;
      logs[xPlace[row]] += w * Math.log(sum);
      byGamma += w * (q / gamma - (p * x[row] + q) / sum);
    }
    const [logGammaQ, psiQ, logScale] = [logGamma(q), digamma(q), Math.log(gamma)];
    let total = 0;
    let byP = 0;
    let byQ = 0;
    for (let k = 0; k < counts.length; k++) {
      const shape = p * counts[k];
      const w = customers[k];
      const logX = Math.log(counts[k]);
      total +=
        w * (logGamma(shape + q) - logGamma(shape) - logGammaQ + q * logScale + shape * logX) +
        (shape - 1) * logM[k] -
        (shape + q) * logs[k];
      const psi = digamma(shape + q);
      byP += counts[k] * (w * (psi - digamma(shape) + logX) + logM[k] - logs[k]);
      byQ += w * (psi - psiQ + logScale) - logs[k];
    }
    gradient[0] = byP;
    gradient[1] = byQ;
    gradient[2] = byGamma;
    return total;
  };
}

/**
 * Expected spend per purchase given x repeat purchases of mean m: p(γ + m·x) ÷ (p·x + q − 1) (eq. 5), a weighted mean of
 * the customer's own and the population's. x = 0: the population mean. Undefined when p·x + q ≤ 1 (no finite mean).
 */
export function gammaGammaSpend({ p, q, gamma }: GammaGammaParameters, x: number, m: number): number | undefined {
  const weight = p * x + q - 1;
  return weight > 0 ? (p * (gamma + (x > 0 ? m * x : 0))) / weight : undefined;
}
