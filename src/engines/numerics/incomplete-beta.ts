import type { Tails } from './incomplete-gamma.ts';
import { logBeta, logGammaOnePlus } from './log-gamma.ts';
import { binomialTerm } from './stirling-error.ts';

/**
 * The regularised incomplete beta function Iₓ(a, b) and its complement for a, b > 0.
 * Give y = 1 − x itself when it is known more precisely than 1 − x can be formed. Continued fraction DLMF 8.17.22 by the
 * modified Lentz method, on the side of the mean where it converges fast; the leading factor in Loader's saddle-point form.
 * The work grows as √max(a, b). Throws RangeError outside the domain.
 */
export function incompleteBeta(a: number, b: number, x: number, y: number = 1 - x): Tails {
  if (!(a > 0) || !(b > 0)) throw new RangeError(`invalid a, b: ${a}, ${b} (numbers above 0 are expected)`);
  if (!(x >= 0 && x <= 1)) throw new RangeError(`invalid x: ${x} (a number from 0 to 1 is expected)`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (y === 0) return { lower: 1, upper: 0 };
  if (x <= (a + 1) / (a + b + 2)) return oneSide(a, b, x, y);
  const mirrored = oneSide(b, a, y, x);
  return { lower: mirrored.upper, upper: mirrored.lower };
}

/** Both tails for x below the mean: the small tail directly, its complement by difference. */
function oneSide(a: number, b: number, x: number, y: number): Tails {
  if (a < 0.1 && b * x <= 0.7) return smallShape(a, b, x);
  const lower = Math.min(1, leadingFactor(a, b, x, y) * fraction(a, b, x));
  return { lower, upper: 1 - lower };
}

/** x^a·y^b / (a·B(a, b)). */
function leadingFactor(a: number, b: number, x: number, y: number): number {
  if (a < 0.5 || b < 0.5) {
    return Math.exp(a * Math.log(x) + b * (x < 0.5 ? Math.log1p(-x) : Math.log(y)) - logBeta(a, b)) / a;
  }
  return binomialTerm(a, b, x, y) * (b / (a + b));
}

function fraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  if (Math.abs(d) < tiny) d = tiny;
  d = 1 / d;
  let value = d;
  for (let m = 1; m < 1_000_000; m++) {
    let step = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + step * d;
    if (Math.abs(d) < tiny) d = tiny;
    c = 1 + step / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    value *= d * c;
    step = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + step * d;
    if (Math.abs(d) < tiny) d = tiny;
    c = 1 + step / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const change = d * c;
    value *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return value;
}

/** DLMF 8.17.7 for a small first shape: Iₓ = x^a/(a·B)·(1 + a·S), and its complement kept precise. */
function smallShape(a: number, b: number, x: number): Tails {
  let term = 1;
  let sum = 0;
  for (let n = 1; n < 5000; n++) {
    term *= ((n - b) * x) / n;
    const next = term / (a + n);
    sum += next;
    if (Math.abs(next) < 1e-17 * Math.abs(sum) || term === 0) break;
  }
  // log(a·B(a, b)) = log Γ(1+a) + log Γ(b) − log Γ(a+b)
  const logFactor = a * Math.log(x) - logGammaOnePlus(a) + logGammaStep(a, b);
  const factorLess1 = Math.expm1(logFactor);
  return {
    lower: Math.min(1, (factorLess1 + 1) * (1 + a * sum)),
    upper: Math.max(0, -(a * sum + factorLess1 + a * sum * factorLess1)),
  };
}

/** log Γ(a + b) − log Γ(b) for small a: the recurrence up to b ≥ 20, then the difference of Stirling's series. */
function logGammaStep(a: number, b: number): number {
  let shifted = b;
  let steps = 0;
  while (shifted < 20) {
    steps -= Math.log1p(a / shifted);
    shifted += 1;
  }
  const r = a / shifted;
  const main = (shifted + a - 0.5) * Math.log1p(r) + a * Math.log(shifted) - a;
  return steps + main + stirlingDifference(shifted, a);
}

function stirlingDifference(b: number, a: number): number {
  const z = b + a;
  return (
    -a / (12 * b * z) +
    (a * (b * b + b * z + z * z)) / (360 * (b * z) ** 3) -
    (a * (z ** 4 + z ** 3 * b + z * z * b * b + z * b ** 3 + b ** 4)) / (1260 * (b * z) ** 5) +
    (a * 7) / (1680 * b ** 8)
  );
}
