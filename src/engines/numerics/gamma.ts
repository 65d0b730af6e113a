import { incompleteGamma } from './incomplete-gamma.ts';
import { checkPositive, checkProbability, inverseCdf } from './inverse-cdf.ts';
import { logGammaOnePlus } from './log-gamma.ts';
import { normalQuantile } from './normal.ts';
import { poissonTerm } from './stirling-error.ts';

/** Density of the gamma distribution with the given shape and rate (mean shape/rate). */
export function gammaDensity(x: number, shape: number, rate = 1): number {
  checkPositive('shape', shape);
  checkPositive('rate', rate);
  if (x < 0) return 0;
  if (x === 0) return shape < 1 ? Number.POSITIVE_INFINITY : shape === 1 ? rate : 0;
  const scaled = x * rate;
  if (shape < 1) return (poissonTerm(shape, scaled) * shape) / x;
  return rate * poissonTerm(shape - 1, scaled);
}

export function gammaCdf(x: number, shape: number, rate = 1): number {
  return tails(x, shape, rate).lower;
}

export function gammaUpper(x: number, shape: number, rate = 1): number {
  return tails(x, shape, rate).upper;
}

/** The x with chance p below it. */
export function gammaQuantile(p: number, shape: number, rate = 1): number {
  return inverse(p, false, shape, rate);
}

/** The x with chance p above it. */
export function gammaUpperQuantile(p: number, shape: number, rate = 1): number {
  return inverse(p, true, shape, rate);
}

function tails(x: number, shape: number, rate: number): { lower: number; upper: number } {
  checkPositive('shape', shape);
  checkPositive('rate', rate);
  return x <= 0 ? { lower: 0, upper: 1 } : incompleteGamma(shape, x * rate);
}

function inverse(p: number, upper: boolean, shape: number, rate: number): number {
  checkProbability(p);
  checkPositive('shape', shape);
  checkPositive('rate', rate);
  if (p === (upper ? 1 : 0)) return 0;
  if (p === (upper ? 0 : 1)) return Number.POSITIVE_INFINITY;
  const at = (u: number): { lower: number; upper: number; density: number } => {
    const x = Math.exp(u);
    return { ...incompleteGamma(shape, x), density: shape * poissonTerm(shape, x) };
  };
  const logX = inverseCdf(p, upper, at, startValue(p, upper, shape), -1e6, 710);
  return Math.exp(logX) / rate;
}

/** Wilson & Hilferty (1931) where it is above 0; else the leading term of the series, P ≈ x^a/Γ(a+1). */
function startValue(p: number, upper: boolean, shape: number): number {
  const z = upper ? -normalQuantile(p) : normalQuantile(p);
  const cube = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape));
  const logSeries = (Math.log(upper ? 1 - p : p) + logGammaOnePlus(shape)) / shape;
  if (cube > 0.3) return Math.log(shape) + 3 * Math.log(cube);
  return Number.isFinite(logSeries) ? Math.max(-1e5, logSeries) : Math.log(shape);
}
