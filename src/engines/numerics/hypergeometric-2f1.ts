/** 2F1(1, b; c; z) and its derivatives. */
export interface UnitHypergeometric {
  readonly value: number;
  readonly byB: number;
  readonly byC: number;
  readonly byZ: number;
}

/** Beyond this many terms (z > .9993) the rest is closed by an integral: terms fall as n^(b−c) zⁿ there. */
const mostTerms = 50_000;

/**
 * The Gauss hypergeometric function 2F1(1, b; c; z) with its three derivatives, for b, c > 0 and 0 ≤ z < 1.
 * All terms are positive, so nothing cancels and nothing overflows while c ≥ b. Euler's transformation (Abramowitz &
 * Stegun 15.3.3) turns 2F1(c − 1, c − b; c; z) into (1 − z)^(b − c + 1) · 2F1(1, b; c; z), which is how the long
 * products of the Pareto/NBD model become short ones.
 *
 * Throws RangeError outside the stated region. Cost: about 36 ÷ (1 − z) terms.
 */
export function unitHypergeometric(b: number, c: number, z: number): UnitHypergeometric {
  if (!(b > 0 && c > 0 && z >= 0 && z < 1)) {
    throw new RangeError(
      `invalid b, c, z: ${b}, ${c}, ${z} (b and c above 0 and z from 0 up to but not 1 are expected)`,
    );
  }
  let term = 1;
  let logByB = 0;
  let logByC = 0;
  let value = 1;
  let byB = 0;
  let byC = 0;
  let timesN = 0;
  for (let n = 0; n < mostTerms; n++) {
    const over = 1 / ((b + n) * (c + n)); // one division for both reciprocals
    const overB = over * (c + n);
    const overC = over * (b + n);
    term *= (b + n) * overC * z;
    logByB += overB;
    logByC += overC;
    value += term;
    byB += term * logByB;
    byC -= term * logByC;
    timesN += term * (n + 1);
    if (term * (n + 1) <= 1e-17 * (1 - z) * timesN || term === 0) break;
    if (n === mostTerms - 1) value += (term * z) / (1 - z + Math.max(0, c - b) / n);
  }
  return { value, byB, byC, byZ: z > 0 ? timesN / z : b / c };
}
