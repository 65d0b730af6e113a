import type { EtsForm } from './ets-form.ts';

/** Smoothing constants in the innovations form of Hyndman et al. (2008), table 2.2-2.3. */
export interface EtsSmoothing {
  alpha: number;
  beta: number;
  gamma: number;
  phi: number;
}

/** The states that the recursion carries; `season[i]` belongs to the i-th observation of a cycle. */
export interface EtsState {
  level: number;
  slope: number;
  season: Float64Array;
}

/**
 * Runs the smoothing equations through `y`, leaving the last states in `state`, and returns −2 log L up to a constant:
 * n log Σe² (additive) or n log Σe² + 2 Σ log|μ| (multiplicative error); Infinity when a multiplicative form meets a
 * state or mean at or below zero. The states move by the same raw errors for both kinds of error, so one loop serves
 * all forms. Writes one-step means into `fitted` when it is given.
 */
export function runEts(
  y: Float64Array,
  form: EtsForm,
  { alpha, beta, gamma, phi }: EtsSmoothing,
  state: EtsState,
  fitted?: Float64Array,
): number {
  const n = y.length;
  const season = state.season;
  const period = season.length;
  const hasTrend = form.trend !== 'N';
  const multiplicativeTrend = form.trend === 'M';
  const seasonal = form.season !== 'N';
  const multiplicativeSeason = form.season === 'M';
  const relative = form.error === 'M';
  let level = state.level;
  let slope = state.slope;
  let squares = 0;
  let logs = 0;
  let product = 1;
  let place = 0;
  for (let t = 0; t < n; t++) {
    const grown = hasTrend ? (multiplicativeTrend ? slope ** phi : phi * slope) : 0;
    const base = multiplicativeTrend ? level * grown : level + grown;
    const s = seasonal ? season[place] : 0;
    const mean = seasonal ? (multiplicativeSeason ? base * s : base + s) : base;
    const error = y[t] - mean;
    if (fitted !== undefined) fitted[t] = mean;
    if (relative) {
      if (!(mean > 0)) return Number.POSITIVE_INFINITY;
      squares += (error / mean) * (error / mean);
      product *= mean;
      if (product > 1e100 || product < 1e-100) {
        logs += Math.log(product);
        product = 1;
      }
    } else squares += error * error;
    const adjusted = multiplicativeSeason ? error / s : error;
    if (multiplicativeSeason) {
      if (!(base > 0)) return Number.POSITIVE_INFINITY;
      season[place] = s + (gamma * error) / base;
      if (!(season[place] > 0)) return Number.POSITIVE_INFINITY;
    } else if (seasonal) season[place] = s + gamma * error;
    if (multiplicativeTrend) {
      slope = grown + (beta * adjusted) / level;
      if (!(slope > 0)) return Number.POSITIVE_INFINITY;
    } else if (hasTrend) slope = grown + beta * adjusted;
    level = base + alpha * adjusted;
    if (multiplicativeTrend && !(level > 0)) return Number.POSITIVE_INFINITY;
    place += 1;
    if (place === period) place = 0;
  }
  state.level = level;
  state.slope = slope;
  const deviance = n * Math.log(Math.max(squares, 1e-300));
  return relative ? deviance + 2 * (logs + Math.log(product)) : deviance;
}

/** Mean path from the states after the last observation; `offset` is the next place in the cycle. */
export function etsMean(form: EtsForm, phi: number, state: EtsState, offset: number, horizon: number): Float64Array {
  const mean = new Float64Array(horizon);
  const period = state.season.length;
  let growth = 0;
  let power = 1;
  for (let h = 0; h < horizon; h++) {
    power *= phi;
    growth += power;
    const base =
      form.trend === 'N'
        ? state.level
        : form.trend === 'A'
          ? state.level + growth * state.slope
          : state.level * state.slope ** growth;
    const s = form.season === 'N' ? 0 : state.season[(offset + h) % period];
    mean[h] = form.season === 'M' ? base * s : base + s;
  }
  return mean;
}
