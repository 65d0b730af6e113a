import { logBeta } from '#engines/numerics/log-gamma.ts';
import type { Likelihood } from './maximum-likelihood.ts';

/** Chance of buying at an occasion ~ beta(α, β); chance of leaving before one ~ beta(γ, δ). */
export interface BgBbParameters {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly delta: number;
}

/** Customers that bought on x of n occasions, the last time on occasion tx. */
export interface OccasionHistory {
  readonly x: ArrayLike<number>;
  readonly tx: ArrayLike<number>;
  readonly n: ArrayLike<number>;
  readonly count?: ArrayLike<number>;
}

/**
 * Log-likelihood of the BG/BB model for purchases at fixed occasions (Fader, Hardie & Shang 2010, "Customer-base analysis
 * in a discrete-time noncontractual setting", Marketing Science 29:1086-1108, eq. 7). Derivatives by central differences.
 */
export function bgBbLikelihood(history: OccasionHistory): Likelihood {
  const value = (p: BgBbParameters): number => {
    let total = 0;
    for (let row = 0; row < history.x.length; row++) {
      total += (history.count?.[row] ?? 1) * logLikelihoodOf(p, history.x[row], history.tx[row], history.n[row]);
    }
    return total;
  };
  return (parameters, gradient) => {
    for (let i = 0; i < 4; i++) {
      const width = 1e-5 * parameters[i];
      const [above, below] = [1, -1].map((sign) => {
        const probe = parameters.slice();
        probe[i] += sign * width;
        return value(named(probe));
      });
      gradient[i] = (above - below) / (2 * width);
    }
    return value(named(parameters));
  };
}

function named([alpha, beta, gamma, delta]: ArrayLike<number> & Iterable<number>): BgBbParameters {
  return { alpha, beta, gamma, delta };
}

/** log of eq. 5 averaged over the two beta distributions: alive at n, or gone after occasion tx + i. */
function logLikelihoodOf({ alpha, beta, gamma, delta }: BgBbParameters, x: number, tx: number, n: number): number {
  const scale = logBeta(alpha, beta) + logBeta(gamma, delta);
  const alive = logBeta(alpha + x, beta + n - x) + logBeta(gamma, delta + n) - scale;
  let most = alive;
  const terms = [alive];
  for (let i = 0; i < n - tx; i++) {
    const gone = logBeta(alpha + x, beta + tx - x + i) + logBeta(gamma + 1, delta + tx + i) - scale;
    terms.push(gone);
    if (gone > most) most = gone;
  }
  return most + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - most), 0));
}

/** P(alive at occasion n + 1 | x, tx, n): eq. 11 with one further occasion survived. */
export function bgBbAlive(p: BgBbParameters, x: number, tx: number, n: number): number {
  return Math.min(1, Math.exp(aliveAfter(p, x, n, 1) - logLikelihoodOf(p, x, tx, n)));
}

/**
 * Expected purchases at the next `horizon` occasions: Σ_k P(alive at n + k and buys), which is eq. 14 before the sum is
 * closed and so needs no γ ≠ 1. x = tx = n = 0: a new customer.
 */
export function bgBbExpected(p: BgBbParameters, x: number, tx: number, n: number, horizon: number): number {
  const likelihood = logLikelihoodOf(p, x, tx, n);
  let expected = 0;
  for (let k = 1; k <= horizon; k++) {
    expected += Math.exp(
      logBeta(p.alpha + x + 1, p.beta + n - x) -
        logBeta(p.alpha, p.beta) +
        logBeta(p.gamma, p.delta + n + k) -
        logBeta(p.gamma, p.delta) -
        likelihood,
    );
  }
  return expected;
}

function aliveAfter(p: BgBbParameters, x: number, n: number, further: number): number {
  return (
    logBeta(p.alpha + x, p.beta + n - x) -
    logBeta(p.alpha, p.beta) +
    logBeta(p.gamma, p.delta + n + further) -
    logBeta(p.gamma, p.delta)
  );
}
