/** Coefficients of an ARMA model y_t = Σ φ_i y_{t−i} + ε_t + Σ θ_j ε_{t−j}, multiplied out over the season. */
export interface Arma {
  readonly phi: Float64Array;
  readonly theta: Float64Array;
}

/**
 * Autocovariances γ(0 … lags) for unit error variance. The autoregression's own are found by stepping the polynomial down
 * to its partial autocorrelations and back up (Levinson-Durbin), then the moving average is laid over them.
 * The arrays are made once for given orders. Cost O(p² + q² + (p + q)·lags).
 */
export class ArmaAutocovariance {
  readonly #lags: number;
  readonly #taps: Float64Array;
  readonly #pure: Float64Array;
  /** Row k holds the k + 1 coefficients of the autoregression of order k + 1. */
  readonly #steps: Float64Array;

  constructor(p: number, q: number, lags: number) {
    this.#lags = lags;
    this.#taps = new Float64Array(q + 1);
    this.#pure = new Float64Array(lags + q + 1);
    this.#steps = new Float64Array(p * p);
  }

  /** False when the autoregression is not stationary. */
  compute({ phi, theta }: Arma, into: Float64Array): boolean {
    const q = theta.length;
    const [lags, taps, pure] = [this.#lags, this.#taps, this.#pure];
    if (!this.#pureAutocovariance(phi)) return false;
    for (let lag = 0; lag <= q; lag++) {
      let sum = lag === 0 ? 1 : theta[lag - 1];
      for (let j = 0; j + lag < q; j++) sum += theta[j] * theta[j + lag];
      taps[lag] = sum;
    }
    for (let k = 0; k <= lags; k++) into[k] = taps[0] * pure[k];
    for (let lag = 1; lag <= q; lag++) {
      const tap = taps[lag];
      if (tap === 0) continue;
      for (let k = 0; k <= lags; k++) into[k] += tap * (pure[k < lag ? lag - k : k - lag] + pure[k + lag]);
    }
    return true;
  }

  #pureAutocovariance(phi: Float64Array): boolean {
    const p = phi.length;
    const [steps, gamma] = [this.#steps, this.#pure];
    if (p === 0) {
      gamma.fill(0);
      gamma[0] = 1;
      return true;
    }
    for (let i = 0; i < p; i++) steps[(p - 1) * p + i] = phi[i];
    let shrink = 1;
    for (let k = p - 1; k >= 0; k--) {
      const row = k * p;
      const last = steps[row + k];
      const rest = 1 - last * last;
      if (!(rest > 1e-12)) return false;
      shrink *= rest;
      const inverse = 1 / rest;
      for (let i = 0; i < k; i++) steps[row - p + i] = (steps[row + i] + last * steps[row + k - 1 - i]) * inverse;
    }
    gamma[0] = 1 / shrink;
    let error = gamma[0];
    for (let k = 1; k < gamma.length; k++) {
      let sum = 0;
      if (k <= p) {
        const before = (k - 2) * p;
        for (let i = 0; i < k - 1; i++) sum += steps[before + i] * gamma[k - 1 - i];
        const last = steps[(k - 1) * p + k - 1];
        sum += last * error;
        error *= 1 - last * last;
      } else for (let i = 0; i < p; i++) sum += phi[i] * gamma[k - 1 - i];
      gamma[k] = sum;
    }
    return true;
  }
}
