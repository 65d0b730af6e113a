import { betaInverse } from './beta.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import { checkPositive, checkProbability } from './inverse-cdf.ts';
import { normalDensity } from './normal.ts';
import { devianceTerm, stirlingError } from './stirling-error.ts';

/** Density of Student's t with `df` > 0 degrees of freedom: Loader's form, precise for large df. */
export function studentTDensity(t: number, df: number): number {
  checkPositive('df', df);
  if (df === Number.POSITIVE_INFINITY) return normalDensity(t);
  const factor = -devianceTerm(df / 2, (df + 1) / 2) + stirlingError((df + 1) / 2) - stirlingError(df / 2);
  const square = (t / df) * t;
  const logSpread = Math.abs(t) > 1e150 ? Math.log(Math.abs(t)) - Math.log(df) / 2 : Math.log1p(square) / 2;
  const exponent = square > 0.2 ? df * logSpread : -devianceTerm(df / 2, (df + t * t) / 2) + (t * t) / 2;
  return Math.exp(factor - exponent - logSpread) / Math.sqrt(2 * Math.PI);
}

export function studentTCdf(t: number, df: number): number {
  return t <= 0 ? tail(-t, df) : 1 - tail(t, df);
}

export function studentTUpper(t: number, df: number): number {
  return t >= 0 ? tail(t, df) : 1 - tail(-t, df);
}

/** 2·P(T > |t|): the two-sided p-value. */
export function studentTTwoSided(t: number, df: number): number {
  return Math.min(1, 2 * tail(Math.abs(t), df));
}

/** The t with chance p below it. */
export function studentTQuantile(p: number, df: number): number {
  checkProbability(p);
  checkPositive('df', df);
  if (p === 0.5) return 0;
  const small = Math.min(p, 1 - p);
  if (small === 0) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  // Between 1/4 and 3/4 the beta argument nears 1 and its complement carries the digits.
  const { x, y } =
    small > 0.25 ? betaInverse(Math.abs(1 - 2 * p), true, df / 2, 0.5) : betaInverse(2 * small, false, df / 2, 0.5);
  const size = Math.sqrt(df) * Math.sqrt(y / x);
  return p < 0.5 ? -size : size;
}

/** The t with chance p above it. */
export const studentTUpperQuantile = (p: number, df: number): number => -studentTQuantile(p, df);

/** P(T > t) for t ≥ 0: ½·I_{df/(df+t²)}(df/2, ½). */
function tail(t: number, df: number): number {
  checkPositive('df', df);
  if (Number.isNaN(t)) throw new RangeError('invalid t: NaN (a number is expected)');
  if (t === Number.POSITIVE_INFINITY) return 0;
  const ratio = (t / df) * t;
  const x = 1 / (1 + ratio);
  const y = ratio === Number.POSITIVE_INFINITY ? 1 : ratio / (1 + ratio);
  return 0.5 * incompleteBeta(df / 2, 0.5, x, y).lower;
}
