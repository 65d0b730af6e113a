import type { FittedModel } from '../fitted-model.ts';
import { quasiNewton } from '../quasi-newton.ts';
import { type CesKind, CesRecursion } from './ces-recursion.ts';

export interface CesModel extends FittedModel {
  readonly kind: CesKind;
}

const names = { none: 'CES', partial: 'CES(partial)', full: 'CES(full)' } as const;

/**
 * Complex exponential smoothing (Svetunkov, Kourentzes & Ord 2022): a level and its "information potential" smoothed by a
 * complex constant α₀ + iα₁, which covers trends and level series without choosing between them. Season: 'partial' adds
 * one additive seasonal state, 'full' a second complex smoother at the seasonal lag. First states by backcasting;
 * constants by least squares. Cost: about .3 ms for 120 observations.
 */
export function estimateCes(y: Float64Array, period: number, kind: CesKind): CesModel | undefined {
  const n = y.length;
  const count = kind === 'none' ? 2 : kind === 'partial' ? 3 : 4;
  const recursion = new CesRecursion(y, kind, period);
  const start = new Float64Array(count);
  start[0] = 1.3;
  start[1] = 1;
  if (kind === 'partial') start[2] = 0.1;
  if (kind === 'full') {
    start[2] = 1.3;
    start[3] = 1;
  }
  const objective = (x: Float64Array): number => {
    const squares = recursion.backcast(x);
    return squares > 0 ? n * Math.log(squares / n) : squares === 0 ? -700 * n : Number.POSITIVE_INFINITY;
  };
  const { x, value } = quasiNewton(objective, start, { iterations: 40, tolerance: 1e-6 });
  if (!Number.isFinite(value)) return undefined;
  recursion.backcast(x);
  const fitted = recursion.oneStep.slice();
  let squares = 0;
  for (let t = 0; t < n; t++) squares += (y[t] - fitted[t]) ** 2;
  const k = count + 1 + (kind === 'none' ? 2 : kind === 'partial' ? 2 + period : 2 * period);
  const sigma = Math.sqrt(squares / Math.max(1, n - count));
  const logLikelihood = -0.5 * (n * Math.log((2 * Math.PI * Math.max(squares, 1e-300)) / n) + n);
  const parameters: Record<string, number> = { alpha0: x[0], alpha1: x[1] };
  if (kind === 'partial') parameters.beta = x[2];
  if (kind === 'full') Object.assign(parameters, { beta0: x[2], beta1: x[3] });
  return {
    kind,
    method: names[kind],
    parameters,
    fitted,
    sigma,
    logLikelihood,
    aicc: n - k - 1 > 0 ? -2 * logLikelihood + 2 * k + (2 * k * (k + 1)) / (n - k - 1) : Number.POSITIVE_INFINITY,
    forecast(horizon) {
      const mean = recursion.mean(x, horizon);
      const response = recursion.response(x, horizon);
      const deviation = new Float64Array(horizon);
      let sum = 1;
      for (let h = 0; h < horizon; h++) {
        deviation[h] = sigma * Math.sqrt(sum);
        sum += response[h] * response[h];
      }
      return { mean, deviation };
    },
  };
}

/** The kind with the smallest AICc: without season, or with it when at least two cycles are there. */
export function selectCes(y: Float64Array, period: number, seasonal: boolean): CesModel | undefined {
  const kinds: CesKind[] = seasonal && y.length >= 2 * period + 3 ? ['none', 'partial', 'full'] : ['none'];
  let best: CesModel | undefined;
  for (const kind of kinds) {
    const model = estimateCes(y, period, kind);
    if (model !== undefined && (best === undefined || model.aicc! < best.aicc!)) best = model;
  }
  return best;
}
