import { type Arma, ArmaAutocovariance } from './arma-autocovariance.ts';

/** What the innovations of one pass say: enough for the concentrated Gaussian likelihood. */
export interface ExactPass {
  /** −2 log L + const = n log σ̂² + Σ log F_t; Infinity outside the stationary region. */
  readonly deviance: number;
  readonly sigma2: number;
  /** Estimate of the constant mean of the differenced series; 0 when there is none. */
  readonly mean: number;
}

/**
 * Exact Gaussian likelihood of a stationary ARMA model by the Chandrasekhar recursions (Morf, Sidhu & Kailath 1974), a
 * Kalman filter whose covariance moves by rank one: O(n·r) with r = max(p, q + 1), where the filter of Gardner, Harvey &
 * Phillips (1980, AS 154) takes O(n·r²). Once the gain has settled it goes on with plain difference equations.
 * The mean is concentrated out by generalised least squares: a column of ones is filtered beside the data.
 * Writes standardised innovations (mean removed) into `innovations` when it is given.
 */
export class ExactLikelihood {
  readonly #w: Float64Array;
  readonly #constant: boolean;
  readonly #precision: number;
  readonly #data: Float64Array;
  readonly #ones: Float64Array;
  readonly #scale: Float64Array;
  #r = 0;
  #gain = new Float64Array(0);
  #move = new Float64Array(0);
  #state = new Float64Array(0);
  #unit = new Float64Array(0);
  #phi = new Float64Array(0);
  #gamma = new Float64Array(0);
  #psi = new Float64Array(0);
  #cross = new Float64Array(0);
  #autocovariance = new ArmaAutocovariance(0, 0, 0);
  #orders = '';

  /** `precision`: how small the change of the state's covariance must be, in units of σ², before the filter settles. */
  constructor(w: Float64Array, constant: boolean, precision = 1e-9) {
    this.#w = w;
    this.#precision = precision;
    this.#constant = constant;
    this.#data = new Float64Array(w.length);
    this.#ones = new Float64Array(w.length);
    this.#scale = new Float64Array(w.length);
  }

  evaluate(arma: Arma, innovations?: Float64Array): ExactPass {
    const n = this.#w.length;
    if (!this.#start(arma)) return { deviance: Number.POSITIVE_INFINITY, sigma2: 0, mean: 0 };
    this.#filter(arma);
    const [data, ones, scale] = [this.#data, this.#ones, this.#scale];
    let mean = 0;
    if (this.#constant) {
      let top = 0;
      let bottom = 0;
      for (let t = 0; t < n; t++) {
        top += (ones[t] * data[t]) / scale[t];
        bottom += (ones[t] * ones[t]) / scale[t];
      }
      mean = top / bottom;
    }
    let squares = 0;
    let logs = 0;
    let product = 1;
    for (let t = 0; t < n; t++) {
      const v = data[t] - mean * ones[t];
      squares += (v * v) / scale[t];
      product *= scale[t];
      if (product > 1e100 || product < 1e-100) {
        logs += Math.log(product);
        product = 1;
      }
      if (innovations !== undefined) innovations[t] = v;
    }
    const sigma2 = Math.max(squares / n, 1e-300);
    return { deviance: n * Math.log(sigma2) + logs + Math.log(product), sigma2, mean };
  }

  /** Innovations of the last evaluation over their own standard deviations, the mean not removed: what GLS regresses. */
  standardised(): Float64Array {
    return this.#data.map((v, t) => v / Math.sqrt(this.#scale[t]));
  }

  /** First gain T P Z′ and variance, from the stationary covariance between the state and the observation. */
  #start({ phi, theta }: Arma): boolean {
    const [p, q] = [phi.length, theta.length];
    const r = Math.max(p, q + 1);
    this.#allocate(p, q, r);
    const [gamma, psi, cross] = [this.#gamma, this.#psi, this.#cross];
    this.#phi.fill(0);
    this.#phi.set(phi);
    if (!this.#autocovariance.compute({ phi, theta }, gamma)) return false;
    psi[0] = 1;
    for (let k = 1; k <= q; k++) {
      let sum = theta[k - 1];
      for (let i = 0; i < Math.min(k, p); i++) sum += phi[i] * psi[k - 1 - i];
      psi[k] = sum;
    }
    cross[0] = gamma[0];
    for (let i = 1; i < r; i++) {
      let sum = 0;
      for (let j = i; j < p; j++) sum += phi[j] * gamma[j - i + 1];
      for (let j = i - 1; j < q; j++) sum += theta[j] * psi[j - i + 1];
      cross[i] = sum;
    }
    for (let i = 0; i < r; i++) {
      this.#gain[i] = this.#phi[i] * cross[0] + cross[i + 1];
      this.#move[i] = this.#gain[i];
    }
    this.#state.fill(0);
    this.#unit.fill(0);
    return true;
  }

  #allocate(p: number, q: number, r: number): void {
    if (this.#orders === `${p},${q}`) return;
    this.#orders = `${p},${q}`;
    this.#r = r;
    this.#gain = new Float64Array(r + 1);
    this.#move = new Float64Array(r + 1);
    this.#state = new Float64Array(r + 1);
    this.#unit = new Float64Array(r + 1);
    this.#phi = new Float64Array(r + 1);
    this.#gamma = new Float64Array(r + 1);
    this.#cross = new Float64Array(r + 1);
    this.#psi = new Float64Array(q + 1);
    this.#autocovariance = new ArmaAutocovariance(p, q, r);
  }

  #filter({ phi, theta }: Arma): void {
    const [w, data, ones, scale] = [this.#w, this.#data, this.#ones, this.#scale];
    const [r, gain, move, state, unit, full] = [this.#r, this.#gain, this.#move, this.#state, this.#unit, this.#phi];
    const constant = this.#constant;
    const n = w.length;
    let variance = this.#gamma[0];
    let weight = -1 / variance;
    for (let t = 0; t < n; t++) {
      const v = w[t] - state[0];
      const u = constant ? 1 - unit[0] : 0;
      data[t] = v;
      ones[t] = u;
      scale[t] = variance;
      const first = move[0];
      const nextVariance = variance + weight * first * first;
      const [x, z] = [state[0], unit[0]];
      const back = first / variance;
      const forward = weight * first;
      const [share, unitShare] = [v / variance, u / variance];
      let largest = 0;
      if (constant) for (let i = 0; i < r; i++) unit[i] = full[i] * z + unit[i + 1] + gain[i] * unitShare;
      for (let i = 0; i < r; i++) {
        const g = gain[i];
        const moved = full[i] * first + move[i + 1];
        state[i] = full[i] * x + state[i + 1] + g * share;
        const next = moved - back * g;
        move[i] = next;
        gain[i] = g + forward * moved;
        largest += next * next;
      }
      weight *= variance / nextVariance;
      variance = nextVariance;
      if (-weight * largest < this.#precision && t >= phi.length && t >= theta.length) {
        settle(w, data, ones, scale, t + 1, variance, phi, theta, constant);
        return;
      }
    }
  }
}

/** The difference equation y_t − Σ φ y − Σ θ v for the rest of the series, over the lags that are not zero. */
function settle(
  w: Float64Array,
  data: Float64Array,
  ones: Float64Array,
  scale: Float64Array,
  from: number,
  variance: number,
  phi: Float64Array,
  theta: Float64Array,
  constant: boolean,
): void {
  let onesMean = 1;
  let count = 0;
  let count2 = 0;
  for (let i = 0; i < phi.length; i++) {
    onesMean -= phi[i];
    if (phi[i] !== 0) phiLags[count++] = i;
  }
  for (let j = 0; j < theta.length; j++) if (theta[j] !== 0) thetaLags[count2++] = j;
  for (let t = from; t < w.length; t++) {
    let v = w[t];
    let u = onesMean;
    for (let k = 0; k < count; k++) v -= phi[phiLags[k]] * w[t - 1 - phiLags[k]];
    for (let k = 0; k < count2; k++) {
      const lag = thetaLags[k];
      v -= theta[lag] * data[t - 1 - lag];
      if (constant) u -= theta[lag] * ones[t - 1 - lag];
    }
    data[t] = v;
    ones[t] = constant ? u : 0;
    scale[t] = variance;
  }
}

const phiLags = new Int32Array(2048);
const thetaLags = new Int32Array(2048);
