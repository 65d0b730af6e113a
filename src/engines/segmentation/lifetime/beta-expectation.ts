import { logGamma } from '#engines/numerics/log-gamma.ts';

const points = 1200;
/** Deviations on either side of the centre; what lies beyond a bell's weighs less than rounding. Long tails fall as e^(a·u). */
const reach = 12;
/** Log-odds beyond which p is 0 or 1 as far as numbers go. */
const edge = 40;

/**
 * E[f(p)] for p ~ beta(a, b) and f smooth on [0, 1], by the trapezoid rule on the log-odds of p, where the density falls
 * exponentially on both sides and the rule's error faster than any power of the step (Trefethen & Weideman 2014). Mass that
 * sits at 0 or 1 itself, for tiny a or b, is added in closed form.
 */
export function betaExpectation(a: number, b: number, f: (p: number) => number): number {
  const centre = Math.log(a / b);
  const width = reach * Math.sqrt(1 / a + 1 / b);
  const from = Math.max(-edge, Math.min(edge, centre) - Math.max(width, edge / a));
  const through = Math.min(edge, Math.max(-edge, centre) + Math.max(width, edge / b));
  const logScale = logGamma(a + b) - logGamma(a) - logGamma(b);
  const atZero = from === -edge ? Math.exp(logScale - edge * a) / a : 0;
  const atOne = through === edge ? Math.exp(logScale - edge * b) / b : 0;
  let sum = (atZero > 0 ? atZero * f(0) : 0) + (atOne > 0 ? atOne * f(1) : 0);
  let weights = atZero + atOne;
  const step = (through - from) / points;
  for (let k = 0; k <= points; k++) {
    const u = from + k * step;
    const logP = u > 0 ? -Math.log1p(Math.exp(-u)) : u - Math.log1p(Math.exp(u));
    const weight = step * Math.exp(logScale + a * logP + b * (logP - u)) * (k === 0 || k === points ? 0.5 : 1);
    sum += weight * f(Math.exp(logP));
    weights += weight;
  }
  return sum / weights;
}
