import { logGammaOnePlus } from './log-gamma.ts';
import { poissonTerm } from './stirling-error.ts';

/** The two regularised incomplete gamma functions, each computed without subtracting from 1 where it is small. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/**
 * P(a, x) = γ(a, x)/Γ(a) and Q(a, x) = 1 − P for a > 0, x ≥ 0.
 * Series (DLMF 8.11.4) for x below a + 1, Legendre's continued fraction (DLMF 8.9.2) above, with Loader's saddle-point form
 * of the factor x^a·e^(−x)/Γ(a+1). The work grows as √a. Throws RangeError outside the domain.
 */
export function incompleteGamma(a: number, x: number): Tails {
  if (!(a > 0) || !(x >= 0)) throw new RangeError(`invalid a, x: ${a}, ${x} (a > 0 and x ≥ 0 are expected)`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  if (x < 1 && a < 1) return smallArguments(a, x);
  if (x < a + 1) {
    const lower = Math.min(1, poissonTerm(a, x) * series(a, x));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, a * poissonTerm(a, x) * fraction(a, x));
  return { lower: 1 - upper, upper };
}

/** 1 + x/(a+1) + x²/((a+1)(a+2)) + … */
function series(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < 10_000_000; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < 1e-17 * sum) break;
  }
  return sum;
}

/** e^x·x^(−a)·Γ(a, x) by the modified Lentz method (Thompson & Barnett 1986). */
function fraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / (b === 0 ? tiny : b);
  let value = d;
  for (let n = 1; n < 10_000_000; n++) {
    const step = -n * (n - a);
    b += 2;
    d = step * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + step / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const change = d * c;
    value *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return value;
}

/** Both tails for a, x < 1 (Abramowitz & Stegun 6.5.29); Q keeps its relative precision as a → 0. */
function smallArguments(a: number, x: number): Tails {
  let term = a;
  let sum = 0;
  for (let n = 1; n < 200; n++) {
    term *= -x / n;
    const next = term / (a + n);
    sum += next;
    if (Math.abs(next) < 1e-17 * Math.abs(sum)) break;
  }
  const logFactor = a * Math.log(x) - logGammaOnePlus(a);
  const factor = Math.exp(logFactor);
  const lower = factor * (1 + sum);
  const factorLess1 = Math.expm1(logFactor);
  return { lower, upper: Math.max(0, -(sum + factorLess1 + sum * factorLess1)) };
}
