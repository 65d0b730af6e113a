import { digamma } from '#engines/numerics/digamma.ts';
import { logGamma } from '#engines/numerics/log-gamma.ts';
import { betaExpectation } from './beta-expectation.ts';
import type { FoldedHistory } from './history.ts';
import type { Likelihood } from './maximum-likelihood.ts';

/** Purchase rate ~ gamma(r, α); chance of leaving after a purchase ~ beta(a, b). α is in the unit of time. */
export interface BgNbdParameters {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/**
 * Log-likelihood of the BG/NBD model and its derivatives by r, α, a, b (Fader, Hardie & Lee 2005, "Counting your
 * customers" the easy way, Marketing Science 24:275-284, eq. 6 in the four-term form of their Excel note).
 */
export function bgNbdLikelihood(history: FoldedHistory): Likelihood {
  const { pairs, counts, customersByX, customers, last, end, weight, rows } = history;
  const size = pairs.x.length;
  const logs = new Float64Array(size);
  const inverse = new Float64Array(size);
  return ([r, alpha, a, b], gradient) => {
    for (let i = 0; i < size; i++) {
      logs[i] = Math.log(alpha + pairs.t[i]);
      inverse[i] = 1 / (alpha + pairs.t[i]);
    }
    const logLeave = Array.from(counts, (x) => (x > 0 ? Math.log(a / (b + x - 1)) : Number.NEGATIVE_INFINITY));
    let total = 0;
    let [byR, byAlpha, byA, byB] = [0, 0, 0, 0];
    const left = new Float64Array(counts.length);
    for (let row = 0; row < rows; row++) {
      const j = end[row];
      const x = pairs.x[j];
      const w = weight[row];
      if (x === 0) {
        total -= w * r * logs[j];
        byR -= w * logs[j];
        byAlpha -= w * r * inverse[j];
        continue;
      }
      const i = last[row];
      const rx = r + x;
      const xPlace = pairs.xPlace[j];
      const gap = logLeave[xPlace] + rx * (logs[j] - logs[i]); // log odds of having left after the last purchase
      const gone = gap > 0 ? 1 / (1 + Math.exp(-gap)) : 1 - 1 / (1 + Math.exp(gap));
      total += w * (-rx * logs[j] + (gap > 0 ? gap + Math.log1p(Math.exp(-gap)) : Math.log1p(Math.exp(gap))));
      byR -= w * (logs[j] + gone * (logs[i] - logs[j]));
      byAlpha -= w * rx * (inverse[j] + gone * (inverse[i] - inverse[j]));
      left[xPlace] += w * gone;
    }
    const [psiR, psiB, psiAB] = [digamma(r), digamma(b), digamma(a + b)];
    const fixed = logGamma(a + b) - logGamma(b) - logGamma(r);
    for (let k = 0; k < counts.length; k++) {
      const x = counts[k];
      const w = customersByX[k];
      const psiABX = digamma(a + b + x);
      total += w * (logGamma(r + x) + logGamma(b + x) - logGamma(a + b + x) + fixed);
      byR += w * (digamma(r + x) - psiR);
      byA += w * (psiAB - psiABX) + left[k] / a;
      byB += w * (psiAB - psiB + digamma(b + x) - psiABX) - (x > 0 ? left[k] / (b + x - 1) : 0);
    }
    gradient[0] = byR + customers * Math.log(alpha);
    gradient[1] = byAlpha + (customers * r) / alpha;
    gradient[2] = byA;
    gradient[3] = byB;
    return total + customers * r * Math.log(alpha);
  };
}

/** P(still a customer | x, tx, T): Fader, Hardie & Lee (2008), "Computing P(alive) using the BG/NBD model". */
export function bgNbdAlive({ r, alpha, a, b }: BgNbdParameters, x: number, tx: number, T: number): number {
  if (x === 0) return 1; // leaving happens right after a repeat purchase
  return 1 / (1 + (a / (b + x - 1)) * Math.exp((r + x) * Math.log((alpha + T) / (alpha + tx))));
}

/**
 * Expected purchases in (T, T + horizon] of a customer with x, tx, T: eq. 10 of Fader, Hardie & Lee (2005). With
 * x = tx = T = 0 it is E[X(horizon)] of a new customer, eq. 9.
 *
 * The 2F1 there, with C = a + b + x − 1, ε = a − 1 and z = horizon ÷ (α + T + horizon), goes through Euler's
 * transformation to (1 − z)^(ε − r − x) · 2F1(a + b − 1 − r, ε; C; z), where x no longer grows: no overflow for heavy buyers.
 * With a or r above 50 (customers who hardly differ) the series overflows or cancels; then the integral is done by numbers:
 * E[(1 − ((α + T)/(α + T + p·horizon))^(r+x)) ÷ p], p ~ beta(a, b + x), eq. 10 before its integral was solved.
 * Taking ε ÷ C out of the series leaves −C·((1 − z)^ε − 1)/ε − (1 − z)^ε·S, which holds through a = 1 and a + b = 1.
 */
export function bgNbdExpected(parameters: BgNbdParameters, x: number, tx: number, T: number, horizon: number): number {
  const { r, alpha, a, b } = parameters;
  if (horizon === 0) return 0;
  if (Math.max(a, r) > usual) {
    const each = (p: number): number =>
      p === 0 ? ((r + x) * horizon) / (alpha + T) : -Math.expm1(-(r + x) * Math.log1p((p * horizon) / (alpha + T))) / p;
    return betaExpectation(a, b + x, each) * bgNbdAlive(parameters, x, tx, T);
  }
  const C = a + b + x - 1;
  const epsilon = a - 1;
  const z = horizon / (alpha + T + horizon);
  const logRest = Math.log((alpha + T) / (alpha + T + horizon));
  const shrink = Math.abs(epsilon) < 1e-12 ? logRest : Math.expm1(epsilon * logRest) / epsilon;
  const ifAlive = -C * shrink - Math.exp(epsilon * logRest) * shiftedSeries(a + b - 1 - r, epsilon, C, z);
  return Math.max(0, ifAlive) * bgNbdAlive(parameters, x, tx, T);
}

/** Above this a or r the series of eq. 10 grows beyond what numbers hold, or cancels. */
const usual = 50;

/** S = Σ_{n≥1} (A)_n (1 + ε)_{n−1} zⁿ ÷ ((C + 1)_{n−1} n!), so that 2F1(A, ε; C; z) = 1 + (ε ÷ C)·S. */
function shiftedSeries(A: number, epsilon: number, C: number, z: number): number {
  let term = A * z;
  let sum = term;
  let size = Math.abs(term);
  for (let n = 1; n < 200_000; n++) {
    term *= (((A + n) * (epsilon + n)) / ((C + n) * (n + 1))) * z;
    sum += term;
    size += Math.abs(term);
    if (Math.abs(term) <= 1e-17 * (1 - z) * size) break;
  }
  return sum;
}
