import type { Tails } from './incomplete-gamma.ts';

/**
 * Solves tail(u) = p for a monotone distribution function, by Newton's method on log p inside a bracket that bisection
 * keeps. Working on log p makes it converge in the far tails as fast as in the middle.
 *
 * `at(u)` gives both tails and the density with respect to u. `upper` says which tail p is.
 */
export function inverseCdf(
  p: number,
  upper: boolean,
  at: (u: number) => Tails & { readonly density: number },
  start: number,
  low: number,
  high: number,
): number {
  const direct = p <= 0.5;
  const target = Math.log(direct ? p : 1 - p);
  const useUpper = direct === upper;
  let left = low;
  let right = high;
  let u = Math.min(Math.max(start, low), high);
  for (let i = 0; i < 400; i++) {
    const { lower, upper: above, density } = at(u);
    const tail = useUpper ? above : lower;
    const gap = Math.log(tail) - target;
    if (gap === 0) return u;
    const tooHigh = useUpper ? gap < 0 : gap > 0;
    if (tooHigh) right = u;
    else left = u;
    const slope = (useUpper ? -density : density) / tail;
    let next = u - gap / slope;
    if (!(next > left && next < right)) {
      next =
        left === Number.NEGATIVE_INFINITY
          ? right - 2 * Math.max(1, Math.abs(right))
          : right === Number.POSITIVE_INFINITY
            ? left + 2 * Math.max(1, Math.abs(left))
            : left + (right - left) / 2;
    }
    if (Math.abs(next - u) <= 2e-16 * Math.abs(next) || next === left || next === right) return next;
    u = next;
  }
  return u;
}

/** Checks a probability argument. */
export function checkProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`invalid p: ${p} (a number from 0 to 1 is expected)`);
}

/** Checks a parameter that must be above 0. */
export function checkPositive(name: string, value: number): void {
  if (!(value > 0)) throw new RangeError(`invalid ${name}: ${value} (a number above 0 is expected)`);
}
