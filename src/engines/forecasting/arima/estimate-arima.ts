import type { Arma } from './arma-autocovariance.ts';
import type { FittedModel } from '../fitted-model.ts';
import { quasiNewton } from '../quasi-newton.ts';
import { type ArimaOrder, arimaName, difference, expand, fromPartials } from './arma-polynomial.ts';
import { forecastArima } from './arima-forecast.ts';
import { ConditionalLikelihood } from './conditional-likelihood.ts';
import { ExactLikelihood } from './exact-likelihood.ts';

export interface ArimaModel extends FittedModel {
  readonly order: ArimaOrder;
  readonly sigma2: number;
  readonly aic: number;
  readonly bic: number;
  /** The coefficients multiplied out, for the differenced series. */
  readonly arma: Arma;
  /** Search coordinates at the optimum, to start a neighbouring model from. */
  readonly coordinates: Float64Array;
}

export interface ArimaSearch {
  /** A quick look for comparing orders: coefficients by conditional least squares, their exact likelihood afterwards. */
  readonly quick?: boolean;
  /** A model to start from; coefficients it does not have start near zero. */
  readonly near?: ArimaModel;
}

/**
 * Exact maximum likelihood of one seasonal ARIMA model on the differenced series. The search runs over inverse
 * hyperbolic tangents of partial autocorrelations (Monahan 1984), so every point is stationary and invertible; mean or
 * drift and σ² are concentrated out. Agrees with R `stats::arima` (its diffuse prior for the differences leaves the same
 * likelihood). Undefined when too few values are left. Cost about .2 ms for an airline model on 120 observations.
 */
export function estimateArima(y: Float64Array, order: ArimaOrder, search: ArimaSearch = {}): ArimaModel | undefined {
  const { p, q, P, Q, d, D, period, constant } = order;
  const w = difference(y, d, D, period);
  const count = p + q + P + Q;
  if (w.length < count + 3) return undefined;
  const quick = search.quick === true;
  const likelihood = new ExactLikelihood(w, constant);
  const layout = new Layout(order);
  const start = startingPoint(order, search.near);
  const skip = Math.min(p + P * period, Math.floor(w.length / 3));
  const conditional = quick ? new ConditionalLikelihood(w, constant, skip) : undefined;
  const { x, value } = quasiNewton(
    (at) => {
      layout.read(at);
      return conditional === undefined ? likelihood.evaluate(layout).deviance : conditional.evaluate(layout);
    },
    start,
    quick ? { iterations: 15, enough: 0.01 } : { iterations: 50, tolerance: 1e-9 },
  );
  if (!Number.isFinite(value)) return undefined;
  layout.read(x);
  const innovations = new Float64Array(w.length);
  const { deviance, sigma2, mean } = likelihood.evaluate(layout, innovations);
  const parameters: Record<string, number> = layout.named();
  if (constant) parameters[d + D > 0 ? 'drift' : 'mean'] = d + D > 0 ? mean / (D > 0 ? period : 1) : mean;
  const k = count + (constant ? 1 : 0) + 1;
  const n = w.length;
  const logLikelihood = -0.5 * (deviance + n * (1 + Math.log(2 * Math.PI)));
  const aic = -2 * logLikelihood + 2 * k;
  const fitted = new Float64Array(y.length);
  const lost = y.length - n;
  for (let t = 0; t < lost; t++) fitted[t] = y[t];
  for (let t = 0; t < n; t++) fitted[t + lost] = y[t + lost] - innovations[t];
  return {
    order,
    method: arimaName(order),
    parameters,
    fitted,
    sigma: Math.sqrt((sigma2 * n) / Math.max(1, n - k + 1)),
    sigma2,
    logLikelihood,
    aic,
    bic: aic + k * (Math.log(n) - 2),
    aicc: n - k - 1 > 0 ? aic + (2 * k * (k + 1)) / (n - k - 1) : Number.POSITIVE_INFINITY,
    arma: { phi: layout.phi, theta: layout.theta },
    coordinates: x,
    forecast: (horizon) =>
      forecastArima(y, order, layout, mean, innovations, (sigma2 * n) / Math.max(1, n - k + 1), horizon),
  };
}

function startingPoint(order: ArimaOrder, near: ArimaModel | undefined): Float64Array {
  const { p, q, P, Q } = order;
  const start = new Float64Array(p + q + P + Q).fill(0.1);
  if (near === undefined) return start;
  let at = 0;
  let from = 0;
  for (const part of ['p', 'q', 'P', 'Q'] as const) {
    const shared = Math.min(order[part], near.order[part]);
    for (let i = 0; i < shared; i++) start[at + i] = Math.max(-2, Math.min(2, near.coordinates[from + i]));
    at += order[part];
    from += near.order[part];
  }
  return start;
}

/** Turns search coordinates into the multiplied-out polynomials, reusing its arrays. */
class Layout {
  readonly phi: Float64Array;
  readonly theta: Float64Array;
  readonly #order: ArimaOrder;
  readonly #ar: Float64Array;
  readonly #ma: Float64Array;
  readonly #sar: Float64Array;
  readonly #sma: Float64Array;

  constructor(order: ArimaOrder) {
    this.#order = order;
    this.#ar = new Float64Array(order.p);
    this.#ma = new Float64Array(order.q);
    this.#sar = new Float64Array(order.P);
    this.#sma = new Float64Array(order.Q);
    this.phi = new Float64Array(order.p + order.P * order.period);
    this.theta = new Float64Array(order.q + order.Q * order.period);
  }

  read(x: Float64Array): void {
    let at = 0;
    for (const part of [this.#ar, this.#ma, this.#sar, this.#sma]) {
      for (let i = 0; i < part.length; i++) part[i] = Math.tanh(x[at++]);
      fromPartials(part);
    }
    expand(this.#ar, this.#sar, this.#order.period, this.phi);
    expand(this.#ma, this.#sma, this.#order.period, this.theta);
    for (let i = 0; i < this.theta.length; i++) this.theta[i] = -this.theta[i];
  }

  named(): Record<string, number> {
    const named: Record<string, number> = {};
    this.#ar.forEach((value, i) => (named[`ar${i + 1}`] = value));
    this.#ma.forEach((value, i) => (named[`ma${i + 1}`] = -value));
    this.#sar.forEach((value, i) => (named[`sar${i + 1}`] = value));
    this.#sma.forEach((value, i) => (named[`sma${i + 1}`] = -value));
    return named;
  }
}
