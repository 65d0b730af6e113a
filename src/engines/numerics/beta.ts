import { incompleteBeta } from './incomplete-beta.ts';
import type { Tails } from './incomplete-gamma.ts';
import { checkPositive, checkProbability, inverseCdf } from './inverse-cdf.ts';
import { logBeta } from './log-gamma.ts';
import { binomialTerm } from './stirling-error.ts';

/** Density of the beta distribution with shapes a and b on [0, 1]. */
export function betaDensity(x: number, a: number, b: number): number {
  checkPositive('a', a);
  checkPositive('b', b);
  if (x < 0 || x > 1) return 0;
  if (x === 0) return a < 1 ? Number.POSITIVE_INFINITY : a === 1 ? b : 0;
  if (x === 1) return b < 1 ? Number.POSITIVE_INFINITY : b === 1 ? a : 0;
  return logitDensity(x, 1 - x, a, b) / (x * (1 - x));
}

export function betaCdf(x: number, a: number, b: number): number {
  return incompleteBeta(a, b, Math.min(1, Math.max(0, x))).lower;
}

export function betaUpper(x: number, a: number, b: number): number {
  return incompleteBeta(a, b, Math.min(1, Math.max(0, x))).upper;
}

/** The x with chance p below it. */
export function betaQuantile(p: number, a: number, b: number): number {
  return betaInverse(p, false, a, b).x;
}

/** The x with chance p above it. */
export function betaUpperQuantile(p: number, a: number, b: number): number {
  return betaInverse(p, true, a, b).x;
}

/** The quantile x together with y = 1 − x, each with full relative precision (t and F need both). */
export function betaInverse(
  p: number,
  upper: boolean,
  a: number,
  b: number,
): { readonly x: number; readonly y: number } {
  checkProbability(p);
  checkPositive('a', a);
  checkPositive('b', b);
  if (p === (upper ? 1 : 0)) return { x: 0, y: 1 };
  if (p === (upper ? 0 : 1)) return { x: 1, y: 0 };
  const at = (u: number): Tails & { density: number } => {
    const { x, y } = logistic(u);
    return { ...incompleteBeta(a, b, x, y), density: logitDensity(x, y, a, b) };
  };
  const found = inverseCdf(p, upper, at, startValue(p, upper, a, b), -740, 740);
  return logistic(found);
}

/** In the far left tail Iₓ ≈ x^a/(a·B), in the far right 1 − Iₓ ≈ y^b/(b·B); the mean between. */
function startValue(p: number, upper: boolean, a: number, b: number): number {
  const left = (Math.log(upper ? 1 - p : p) + Math.log(a) + logBeta(a, b)) / a;
  const right = (Math.log(upper ? p : 1 - p) + Math.log(b) + logBeta(a, b)) / b;
  if (Number.isFinite(left) && left < Math.log(a / (a + b)) - 2) return Math.max(-700, left);
  if (Number.isFinite(right) && right < Math.log(b / (a + b)) - 2) return Math.min(700, -right);
  return Math.log(a / b);
}

function logistic(u: number): { x: number; y: number } {
  const e = Math.exp(-Math.abs(u));
  const large = 1 / (1 + e);
  const small = e / (1 + e);
  return u >= 0 ? { x: large, y: small } : { x: small, y: large };
}

/** Density of log(x/(1−x)): x^a·y^b/B(a, b). */
function logitDensity(x: number, y: number, a: number, b: number): number {
  if (a < 0.5 || b < 0.5) return Math.exp(a * Math.log(x) + b * Math.log(y) - logBeta(a, b));
  return (binomialTerm(a, b, x, y) * a * b) / (a + b);
}
