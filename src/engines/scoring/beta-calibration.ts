/** Log-odds after beta calibration: intercept + low · ln p − high · ln(1 − p), with p the model's probability. */
export interface BetaCalibration {
  readonly intercept: number;
  /** Slope for small probabilities; 1 leaves them as they are. */
  readonly low: number;
  /** Slope for large probabilities. */
  readonly high: number;
}

/** Both slopes are drawn to 1 as by a normal prior of this precision, so that a handful of rows bends nothing. */
const slopePrecision = 1;

/**
 * Beta calibration (Kull, Silva Filho & Flach 2017, equation 8): a logistic regression on ln p and −ln(1 − p), which mends
 * scores that are right at one end and too timid or too bold at the other, where Platt scaling has one slope for both.
 * Newton's method on three numbers. Undefined when a slope is not above 0: the order of the rows would turn.
 */
export function fitBetaCalibration(scores: Float64Array, target: Uint8Array): BetaCalibration | undefined {
  const weights = [0, 1, 1];
  for (let iteration = 0; iteration < 50; iteration++) {
    const gradient = [0, slopePrecision * (weights[1] - 1), slopePrecision * (weights[2] - 1)];
    const bend = [1e-9, 0, 0, slopePrecision, 0, slopePrecision];
    for (let i = 0; i < scores.length; i++) {
      const low = -softplus(-scores[i]);
      const high = softplus(scores[i]);
      const p = 1 / (1 + Math.exp(-(weights[0] + weights[1] * low + weights[2] * high)));
      const residual = p - target[i];
      const curve = p * (1 - p);
      gradient[0] += residual;
      gradient[1] += residual * low;
      gradient[2] += residual * high;
      bend[0] += curve;
      bend[1] += curve * low;
      bend[2] += curve * high;
      bend[3] += curve * low * low;
      bend[4] += curve * low * high;
      bend[5] += curve * high * high;
    }
    const step = solveSymmetric(bend, gradient);
    if (step === undefined) return undefined;
    const longest = Math.max(...step.map(Math.abs));
    const share = Math.min(1, 2 / Math.max(longest, 1e-12));
    step.forEach((by, k) => (weights[k] -= share * by));
    if (longest < 1e-9) break;
  }
  const [intercept, low, high] = weights;
  return low > 0 && high > 0 && weights.every(Number.isFinite) ? { intercept, low, high } : undefined;
}

/** Log-odds in, log-odds out; rising. */
export function applyBetaCalibration({ intercept, low, high }: BetaCalibration, score: number): number {
  return intercept - low * softplus(-score) + high * softplus(score);
}

/** ln(1 + e^x) without overflow. */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/** Three equations by Cramer's rule; the matrix is given by rows of its upper triangle. */
function solveSymmetric([a, b, c, d, e, f]: readonly number[], [x, y, z]: readonly number[]): number[] | undefined {
  const [ca, cb, cc] = [d * f - e * e, c * e - b * f, b * e - c * d];
  const determinant = a * ca + b * cb + c * cc;
  if (!(Math.abs(determinant) > 1e-14 * Math.abs(a * d * f))) return undefined;
  const [cd, ce, cf] = [a * f - c * c, b * c - a * e, a * d - b * b];
  return [
    (ca * x + cb * y + cc * z) / determinant,
    (cb * x + cd * y + ce * z) / determinant,
    (cc * x + ce * y + cf * z) / determinant,
  ];
}
