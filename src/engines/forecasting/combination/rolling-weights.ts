import type { Member } from './members.ts';

export interface RollingWeights {
  /** One per member, adding up to 1. */
  readonly weights: Float64Array;
  /** Mean absolute error of each member over the origins, in units of the series; empty when there was no room for one. */
  readonly errors: Float64Array;
  /** How many values each origin had seen. */
  readonly origins: readonly number[];
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
  if (members.length < 2 || origins.length === 0) return { weights: equal, errors: new Float64Array(0), origins: [] };
  const errors = Float64Array.from(members, (member) => {
    let [sum, count] = [0, 0];
    for (const origin of origins) {
      const steps = Math.min(span, n - origin);
      const forecast = member.refit(y.slice(0, origin))?.forecast(steps).mean;
      if (forecast === undefined) return Number.NaN;
      let error = 0;
      for (let h = 0; h < steps; h++) error += Math.abs(forecast[h] - y[origin + h]) / steps;
      sum += error;
      count += 1;
    }
    return sum / count;
  });
  let worst = 0;
  for (const error of errors) if (error > worst && Number.isFinite(error)) worst = error;
  if (!(worst > 0)) return { weights: equal, errors: new Float64Array(0), origins: [] };
  const held = errors.map((error) => (Number.isFinite(error) ? Math.max(error, 1e-3 * worst) : 2 * worst));
  let total = 0;
  for (const error of held) total += 1 / error;
  return { weights: held.map((error) => 1 / error / total), errors: held, origins };
}
