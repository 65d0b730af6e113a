/**
 * ψ′(x), the second derivative of log Γ(x), for x > 0; relative error about 1e-14.
 * Recurrence up to 10 (Abramowitz & Stegun 6.4.6), then the asymptotic series (6.4.12).
 */
export function trigamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`invalid x: ${x} (a number above 0 is expected)`);
  let sum = 0;
  let at = x;
  while (at < 10) {
    sum += 1 / (at * at);
    at += 1;
  }
  const s = 1 / (at * at);
  return sum + 1 / at + s / 2 + (s / at) * (1 / 6 - s * (1 / 30 - s * (1 / 42 - s * (1 / 30 - s * (5 / 66)))));
}

/** The x > 0 with ψ′(x) = y: Newton's method on 1/ψ′, which is convex and nearly linear (Smyth 2004, appendix). */
export function trigammaInverse(y: number): number {
  if (!(y > 0)) throw new RangeError(`invalid y: ${y} (a number above 0 is expected)`);
  if (y > 1e7) return 1 / Math.sqrt(y);
  if (y < 1e-6) return 1 / y;
  let x = 0.5 + 1 / y;
  for (let i = 0; i < 50; i++) {
    const value = trigamma(x);
    const width = 1e-5 * x;
    const slope = (trigamma(x + width) - trigamma(x - width)) / (2 * width);
    const step = (value * (1 - value / y)) / slope;
    x += step;
    if (Math.abs(step) < 1e-12 * x) break;
  }
  return x;
}
