import { digamma } from '#engines/numerics/digamma.ts';
import { unitHypergeometric } from '#engines/numerics/hypergeometric-2f1.ts';
import { logGamma } from '#engines/numerics/log-gamma.ts';
import type { FoldedHistory } from './history.ts';
import type { Likelihood } from './maximum-likelihood.ts';

/** Purchase rate ~ gamma(r, α); rate of leaving ~ gamma(s, β). α and β are in the unit of time. */
export interface ParetoNbdParameters {
  readonly r: number;
  readonly alpha: number;
  readonly s: number;
  readonly beta: number;
}

/**
 * Log-likelihood of the Pareto/NBD model (Schmittlein, Morrison & Colombo 1987; Fader & Hardie 2005, "A note on
 * deriving the Pareto/NBD model", eq. 2 with its A₀) and its derivatives by r, α, s, β.
 *
 * With E(t) = (α + t)^−(r+x) (β + t)^−s and S(t) = s∫_t^∞ (α + y)^−(r+x) (β + y)^−(s+1) dy the likelihood of a customer is
 * Γ(r+x)/Γ(r) · α^r β^s · [E(T) − S(T) + S(tx)]. `pairTerms` gives log E and ρ = S ÷ E ≤ 1, so nothing overflows.
 */
export function paretoNbdLikelihood(history: FoldedHistory): Likelihood {
  const { pairs, counts, customersByX, customers, last, end, weight, rows } = history;
  const size = pairs.x.length;
  const logE = new Float64Array(size);
  const ratio = new Float64Array(size);
  const slopes = new Float64Array(size * 4);
  const ofE = new Float64Array(size);
  const ofS = new Float64Array(size);
  return ([r, alpha, s, beta], gradient) => {
    for (let i = 0; i < size; i++) {
      const terms = pairTerms(r, alpha, s, beta, pairs.x[i], pairs.t[i]);
      logE[i] = terms.logE;
      ratio[i] = terms.ratio;
      slopes[4 * i] = terms.byR;
      slopes[4 * i + 1] = terms.byAlpha;
      slopes[4 * i + 2] = terms.byS;
      slopes[4 * i + 3] = terms.byBeta;
    }
    ofE.fill(0);
    ofS.fill(0);
    let total = 0;
    for (let row = 0; row < rows; row++) {
      const i = last[row];
      const j = end[row];
      const w = weight[row];
      const fade = Math.exp(logE[j] - logE[i]);
      const bracket = ratio[i] + (1 - ratio[j]) * fade; // [E(T) − S(T) + S(tx)] ÷ E(tx)
      total += w * (logE[i] + Math.log(bracket));
      ofS[i] += (w * ratio[i]) / bracket;
      ofE[j] += (w * fade) / bracket;
      ofS[j] -= (w * ratio[j] * fade) / bracket;
    }
    gradient.fill(0);
    for (let i = 0; i < size; i++) {
      const rx = r + pairs.x[i];
      const both = ofE[i] + ofS[i];
      gradient[0] += -both * Math.log(alpha + pairs.t[i]) + ofS[i] * slopes[4 * i];
      gradient[1] += (-both * rx) / (alpha + pairs.t[i]) + ofS[i] * slopes[4 * i + 1];
      gradient[2] += -both * Math.log(beta + pairs.t[i]) + ofS[i] * slopes[4 * i + 2];
      gradient[3] += (-both * s) / (beta + pairs.t[i]) + ofS[i] * slopes[4 * i + 3];
    }
    const [logGammaR, psiR] = [logGamma(r), digamma(r)];
    for (let k = 0; k < counts.length; k++) {
      total += customersByX[k] * (logGamma(r + counts[k]) - logGammaR);
      gradient[0] += customersByX[k] * (digamma(r + counts[k]) - psiR);
    }
    gradient[0] += customers * Math.log(alpha);
    gradient[1] += (customers * r) / alpha;
    gradient[2] += customers * Math.log(beta);
    gradient[3] += (customers * s) / beta;
    return total + customers * (r * Math.log(alpha) + s * Math.log(beta));
  };
}

/** log E(t), ρ(t) = S(t) ÷ E(t), and the derivatives of log ρ. */
function pairTerms(r: number, alpha: number, s: number, beta: number, x: number, t: number) {
  const rx = r + x;
  const c = rx + s;
  const logE = -rx * Math.log(alpha + t) - s * Math.log(beta + t);
  if (alpha >= beta) {
    const z = (alpha - beta) / (alpha + t);
    const f = unitHypergeometric(rx, c + 1, z);
    const [byB, byC, byZ] = [f.byB / f.value, f.byC / f.value, f.byZ / f.value];
    return {
      logE,
      ratio: (s / c) * f.value,
      byR: -1 / c + byB + byC,
      byAlpha: (byZ * (1 - z)) / (alpha + t),
      byS: 1 / s - 1 / c + byC,
      byBeta: -byZ / (alpha + t),
    };
  }
  const z = (beta - alpha) / (beta + t);
  const f = unitHypergeometric(s + 1, c + 1, z);
  const [byB, byC, byZ] = [f.byB / f.value, f.byC / f.value, f.byZ / f.value - 1 / (1 - z)];
  return {
    logE,
    ratio: (s / c) * (1 - z) * f.value,
    byR: -1 / c + byC,
    byAlpha: -byZ / (beta + t),
    byS: 1 / s - 1 / c + byB + byC,
    byBeta: (byZ * (1 - z)) / (beta + t),
  };
}

/** P(still a customer | x, tx, T): Schmittlein, Morrison & Colombo (1987), eq. 11 in the form of Fader & Hardie (2005). */
export function paretoNbdAlive(p: ParetoNbdParameters, x: number, tx: number, T: number): number {
  const at = pairTerms(p.r, p.alpha, p.s, p.beta, x, tx);
  const end = pairTerms(p.r, p.alpha, p.s, p.beta, x, T);
  const fade = Math.exp(end.logE - at.logE);
  return Math.min(1, fade / (at.ratio + (1 - end.ratio) * fade));
}

/**
 * Expected purchases in (T, T + horizon]: (r + x)(β + T) ÷ ((α + T)(s − 1)) · [1 − ((β + T)/(β + T + horizon))^(s−1)] ·
 * P(alive) (Schmittlein, Morrison & Colombo 1987, eq. 22); through s = 1 by its limit. x = tx = T = 0: a new customer.
 */
export function paretoNbdExpected(p: ParetoNbdParameters, x: number, tx: number, T: number, horizon: number): number {
  const log = Math.log((p.beta + T + horizon) / (p.beta + T));
  const time = Math.abs(p.s - 1) < 1e-12 ? log : -Math.expm1((1 - p.s) * log) / (p.s - 1);
  const alive = T === 0 ? 1 : paretoNbdAlive(p, x, tx, T);
  return ((p.r + x) / (p.alpha + T)) * (p.beta + T) * time * alive;
}
