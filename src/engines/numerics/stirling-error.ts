import { logGamma, stirlingSeries } from './log-gamma.ts';

const halfLogTwoPi = 0.918_938_533_204_672_8;
const twoPi = 2 * Math.PI;

/** log n! − log(√(2πn)·nⁿ·e⁻ⁿ): Loader (2000), "Fast and accurate computation of binomial probabilities", eq. 3. */
export function stirlingError(n: number): number {
  if (n >= 12) return stirlingSeries(n);
  if (n === 0) return 0;
  return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - halfLogTwoPi;
}

/** x·log(x/m) + m − x without cancellation near x = m: Loader (2000), the deviance term "bd0". */
export function devianceTerm(x: number, m: number): number {
  const difference = x - m;
  if (Math.abs(difference) < 0.1 * (x + m)) {
    const v = difference / (x + m);
    let sum = difference * v;
    if (Math.abs(sum) < Number.MIN_VALUE) return sum;
    let term = 2 * x * v;
    for (let j = 1; j < 1000; j++) {
      term *= v * v;
      const next = sum + term / (2 * j + 1);
      if (next === sum) return next;
      sum = next;
    }
  }
  return x * Math.log(x / m) + m - x;
}

/** e^(−m)·m^x / Γ(x + 1) for any real x ≥ 0: the Poisson density off the whole numbers. */
export function poissonTerm(x: number, m: number): number {
  if (m === 0) return x === 0 ? 1 : 0;
  if (x === 0) return Math.exp(-m);
  if (x < 1e-300 * m) return Math.exp(-m);
  if (x < 0.5) return Math.exp(-m + x * Math.log(m) - logGamma(x + 1));
  return Math.exp(-stirlingError(x) - devianceTerm(x, m)) / Math.sqrt(twoPi * x);
}

/** Γ(n+1)/(Γ(x+1)Γ(n−x+1))·p^x·q^(n−x) for real 0 ≤ x ≤ n, p + q = 1: Loader (2000), eq. 5. */
export function binomialTerm(x: number, rest: number, p: number, q: number): number {
  const n = x + rest;
  if (p === 0) return x === 0 ? 1 : 0;
  if (q === 0) return rest === 0 ? 1 : 0;
  if (x === 0) return n === 0 ? 1 : Math.exp(p < 0.1 ? n * Math.log1p(-p) : n * Math.log(q));
  if (rest === 0) return Math.exp(q < 0.1 ? n * Math.log1p(-q) : n * Math.log(p));
  const exponent =
    stirlingError(n) - stirlingError(x) - stirlingError(rest) - devianceTerm(x, n * p) - devianceTerm(rest, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (twoPi * x * rest));
}
