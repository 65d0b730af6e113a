/** ζ(k) − 1 for k = 2 … 41, by Euler-Maclaurin summation. */
const zetaMinusOne = Float64Array.from({ length: 42 }, (_, k) => (k < 2 ? 0 : zetaTail(k)));
const eulerGamma = 0.577_215_664_901_532_9;
const halfLogTwoPi = 0.918_938_533_204_672_8;

/**
 * log Γ(x) for x > 0, within a few units of the last place (relative, also near the zeros at 1 and 2).
 * Taylor series about 2 (Abramowitz & Stegun 6.1.33) for 1.5 ≤ x ≤ 2.5, reached by recurrence up to 12; Stirling's series
 * (6.1.41) above. Returns Infinity at 0; throws RangeError below.
 */
export function logGamma(x: number): number {
  if (!(x >= 0)) throw new RangeError(`invalid x: ${x} (a number of at least 0 is expected)`);
  if (x === 0) return Number.POSITIVE_INFINITY;
  if (x >= 12) return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingSeries(x);
  if (x < 0.5) return logGammaOnePlus(x) - Math.log(x);
  if (x < 1.5) return logGammaOnePlus(x - 1);
  let product = 1;
  let reduced = x;
  while (reduced > 2.5) {
    reduced -= 1;
    product *= reduced;
  }
  return Math.log(product) + Math.log1p(reduced - 2) + logGammaOnePlus(reduced - 2);
}

/** log Γ(1 + x) for |x| ≤ 0.5, relative precision kept as x → 0. */
export function logGammaOnePlus(x: number): number {
  if (Math.abs(x) > 0.5) return logGamma(1 + x);
  let sum = 0;
  for (let k = 41; k >= 2; k--) sum = zetaMinusOne[k] / k - x * sum;
  return -log1pMinus(x) - x * eulerGamma + x * x * sum;
}

/** log(1 + x) − x without cancellation for small x. */
export function log1pMinus(x: number): number {
  if (Math.abs(x) > 0.3) return Math.log1p(x) - x;
  const r = x / (2 + x);
  const square = r * r;
  let term = square;
  let sum = 0;
  for (let k = 3; k < 60; k += 2) {
    const next = term / k;
    sum += next;
    if (next < 1e-18 * sum) break;
    term *= square;
  }
  // log(1+x) = 2·artanh(r) = 2r(1 + r²/3 + r⁴/5 + …) and 2r − x = −r·x
  return r * (2 * sum - x);
}

/** log B(a, b) for a, b > 0. */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < 12) return logGamma(small) + logGamma(large) - logGamma(small + large);
  const ratio = small / (small + large);
  if (small >= 12) {
    return (
      -0.5 * Math.log(large) +
      halfLogTwoPi +
      stirlingSeries(small) +
      stirlingSeries(large) -
      stirlingSeries(small + large) +
      (small - 0.5) * Math.log(ratio) +
      large * Math.log1p(-ratio)
    );
  }
  return (
    logGamma(small) +
    stirlingSeries(large) -
    stirlingSeries(small + large) +
    small -
    small * Math.log(small + large) +
    (large - 0.5) * Math.log1p(-ratio)
  );
}

/** Σ B₂ₖ / (2k(2k−1) x^(2k−1)), the error of Stirling's formula, for x ≥ 12. */
export function stirlingSeries(x: number): number {
  const square = 1 / (x * x);
  return (
    (1 / 12 -
      square *
        (1 / 360 -
          square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360_360 - square / 156)))))) /
    x
  );
}

function zetaTail(k: number): number {
  const cut = 12;
  let sum = 0;
  for (let n = cut - 1; n >= 2; n--) sum += n ** -k;
  const edge = cut ** -k;
  let correction = (k / 12) * (edge / cut);
  correction -= ((k * (k + 1) * (k + 2)) / 720) * (edge / cut ** 3);
  correction += ((k * (k + 1) * (k + 2) * (k + 3) * (k + 4)) / 30_240) * (edge / cut ** 5);
  correction -= ((k * (k + 1) * (k + 2) * (k + 3) * (k + 4) * (k + 5) * (k + 6)) / 1_209_600) * (edge / cut ** 7);
  return sum + (edge * cut) / (k - 1) + edge / 2 + correction;
}
