import type { PathForecast } from '../fitted-model.ts';
import type { Member } from './members.ts';
import { trimmedMean } from './trimmed-mean.ts';

export interface RollingWeights {
  /** One per member, adding up to 1. */
  readonly weights: Float64Array;
  /** Mean absolute error of each member over the origins, in units of the series; empty when there was no room for one. */
  readonly errors: Float64Array;
  /** How many values each origin had seen. */
  readonly origins: readonly number[];
  /** Mean square of the combination's errors there, in units of its stated deviations: 1 when it was as sure as it should be. */
  readonly surprise?: number;
}

/**
 * Weights from rolling-origin errors: each member, with the form or orders it has on the whole series, is estimated again
 * on the series cut half a span, one span and one and a half spans before its end (a span is a season, at least six) and
 * forecasts a span on. Weights are the inverse mean absolute errors (Bates & Granger 1969 without the correlations, which so
 * few errors cannot give). Equal weights when the series leaves no room.
 */
export function rollingWeights(y: Float64Array, period: number, members: readonly Member[]): RollingWeights {
  const n = y.length;
  const equal = new Float64Array(members.length).fill(1 / members.length);
  const span = period > 1 ? Math.min(52, Math.max(8, period)) : 6;
  const least = Math.max(2 * period + 3, 6);
  const origins = [1, 2, 3].map((i) => n - Math.round((i * span) / 2)).filter((origin) => origin >= least);
  const none: RollingWeights = { weights: equal, errors: new Float64Array(0), origins: [] };
  if (members.length < 2 || origins.length === 0) return none;
  const forecasts = members.map((member) =>
    origins.map((origin) => member.refit(y.slice(0, origin))?.forecast(Math.min(span, n - origin))),
  );
  const errors = Float64Array.from(forecasts, (own) => meanError(y, origins, own));
  let worst = 0;
  for (const error of errors) if (error > worst && Number.isFinite(error)) worst = error;
  if (!(worst > 0)) return none;
  const held = errors.map((error) => (Number.isFinite(error) ? Math.max(error, 1e-3 * worst) : 2 * worst));
  let total = 0;
  for (const error of held) total += 1 / error;
  const weights = held.map((error) => 1 / error / total);
  return { weights, errors: held, origins, surprise: surpriseOf(y, origins, forecasts, weights) };
}

function meanError(y: Float64Array, origins: readonly number[], own: readonly (PathForecast | undefined)[]): number {
  let sum = 0;
  for (const [o, forecast] of own.entries()) {
    if (forecast === undefined) return Number.NaN;
    const { mean } = forecast;
    for (let h = 0; h < mean.length; h++) sum += Math.abs(mean[h] - y[origins[o] + h]) / mean.length;
  }
  return sum / own.length;
}

/** Mean square of the combination's errors from the origins, each in units of the deviation that it stated there. */
function surpriseOf(
  y: Float64Array,
  origins: readonly number[],
  forecasts: readonly (readonly (PathForecast | undefined)[])[],
  weights: Float64Array,
): number | undefined {
  let sum = 0;
  for (const [o, origin] of origins.entries()) {
    const paths = forecasts.flatMap((own) => own[o] ?? []);
    if (paths.length < forecasts.length) return undefined;
    const { mean, deviation } = trimmedMean(paths, weights);
    for (let h = 0; h < mean.length; h++) {
      if (!(deviation[h] > 0)) return undefined;
      sum += ((mean[h] - y[origin + h]) / deviation[h]) ** 2 / (mean.length * origins.length);
    }
  }
  return Number.isFinite(sum) ? sum : undefined;
}
