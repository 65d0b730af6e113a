import type { Arma } from './arma-autocovariance.ts';

/**
 * Conditional sum of squares (Box & Jenkins 1976, ch. 7.1): the difference equation run from zero errors and from the mean
 * before the first value. A tenth of the cost of the exact likelihood, and near it away from unit roots: good enough to
 * find where the exact one should be looked at.
 */
export class ConditionalLikelihood {
  readonly #w: Float64Array;
  readonly #constant: boolean;
  readonly #skip: number;
  readonly #data: Float64Array;
  readonly #ones: Float64Array;
  readonly #unit: Float64Array;
  #ar = 0;
  #all = 0;
  #longest = 0;
  readonly #lags = new Int32Array(64);
  readonly #values = new Float64Array(64);

  /** `skip`: how many first errors are not counted, usually the order of the autoregression. */
  constructor(w: Float64Array, constant: boolean, skip: number) {
    this.#w = w;
    this.#constant = constant;
    this.#skip = skip;
    this.#data = new Float64Array(w.length);
    this.#ones = new Float64Array(w.length);
    this.#unit = new Float64Array(w.length).fill(1);
  }

  /** n log(Σe²/n) over the errors counted, the mean concentrated out. */
  evaluate(arma: Arma): number {
    const n = this.#w.length;
    this.#collectLags(arma);
    this.#filter(this.#w, this.#data);
    let mean = 0;
    if (this.#constant) {
      this.#filter(this.#unit, this.#ones);
      let [top, bottom] = [0, 0];
      for (let t = this.#skip; t < n; t++) {
        top += this.#ones[t] * this.#data[t];
        bottom += this.#ones[t] * this.#ones[t];
      }
      mean = bottom > 0 ? top / bottom : 0;
    }
    let squares = 0;
    for (let t = this.#skip; t < n; t++) {
      const e = this.#constant ? this.#data[t] - mean * this.#ones[t] : this.#data[t];
      squares += e * e;
    }
    const counted = n - this.#skip;
    return counted * Math.log(Math.max(squares, 1e-300) / counted);
  }

  /** The lags that are not zero, those of the autoregression first. */
  #collectLags({ phi, theta }: Arma): void {
    const [lags, values] = [this.#lags, this.#values];
    let count = 0;
    for (let i = 0; i < phi.length && count < 64; i++) {
      if (phi[i] === 0) continue;
      lags[count] = i + 1;
      values[count++] = phi[i];
    }
    this.#ar = count;
    for (let j = 0; j < theta.length && count < 64; j++) {
      if (theta[j] === 0) continue;
      lags[count] = j + 1;
      values[count++] = theta[j];
    }
    this.#all = count;
    this.#longest = Math.max(phi.length, theta.length);
  }

  /** Errors of a column; lags before the first value count as zero. */
  #filter(column: Float64Array, into: Float64Array): void {
    const [lags, values, ar, all, n] = [this.#lags, this.#values, this.#ar, this.#all, into.length];
    const early = Math.min(n, this.#longest);
    for (let t = 0; t < early; t++) {
      let e = column[t];
      for (let k = 0; k < ar; k++) if (lags[k] <= t) e -= values[k] * column[t - lags[k]];
      for (let k = ar; k < all; k++) if (lags[k] <= t) e -= values[k] * into[t - lags[k]];
      into[t] = e;
    }
    for (let t = early; t < n; t++) {
      let e = column[t];
      for (let k = 0; k < ar; k++) e -= values[k] * column[t - lags[k]];
      for (let k = ar; k < all; k++) e -= values[k] * into[t - lags[k]];
      into[t] = e;
    }
  }
}
