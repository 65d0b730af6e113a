/**
 * ψ(x), the derivative of log Γ(x), for x > 0; absolute error about 1e-15 · max(1, |ψ|).
 * Recurrence up to 10 (Abramowitz & Stegun 6.3.5), then the asymptotic series (6.3.18).
 */
export function digamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`invalid x: ${x} (a number above 0 is expected)`);
  let shift = 0;
  let at = x;
  while (at < 10) {
    shift -= 1 / at;
    at += 1;
  }
  const square = 1 / (at * at);
  const series =
    square *
    (1 / 12 -
      square *
        (1 / 120 -
          square * (1 / 252 - square * (1 / 240 - square * (1 / 132 - square * (691 / 32_760 - square / 12))))));
  return shift + Math.log(at) - 0.5 / at - series;
}
