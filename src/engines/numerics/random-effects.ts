import { brentMinimum } from './brent.ts';

export interface RandomEffects {
  /** Variance of the true values around their group's mean. */
  readonly tauSquared: number;
  /** Mean of each group, with its variance. */
  readonly means: readonly { readonly mean: number; readonly variance: number; readonly count: number }[];
}

/**
 * The normal-normal random-effects model yᵢ ~ N(θᵢ, vᵢ), θᵢ ~ N(μ of its group, τ²), τ² by restricted maximum likelihood:
 * Harville (1977); Viechtbauer (2005), equation 5; the same as `rma(y, v, mods = ~ group − 1, method = "REML")` of metafor.
 * `groups` are whole numbers 0 … G − 1 (all 0 when absent). Needs one unit more than groups.
 */
export function randomEffects(y: ArrayLike<number>, v: ArrayLike<number>, groups?: ArrayLike<number>): RandomEffects {
  const n = y.length;
  const count = groups === undefined ? 1 : Array.from(groups).reduce((most, g) => Math.max(most, g + 1), 0);
  const of = (i: number): number => (groups === undefined ? 0 : groups[i]);
  if (n <= count) throw new RangeError(`invalid y: ${n} values (more than the ${count} groups are expected)`);
  const at = (tau2: number): { deviance: number; mean: Float64Array; weight: Float64Array; size: Float64Array } => {
    const [mean, weight, size] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
    let logs = 0;
    for (let i = 0; i < n; i++) {
      const w = 1 / (v[i] + tau2);
      logs -= Math.log(w);
      weight[of(i)] += w;
      mean[of(i)] += w * y[i];
      size[of(i)] += 1;
    }
    for (let g = 0; g < count; g++) {
      if (size[g] === 0) continue;
      mean[g] /= weight[g];
      logs += Math.log(weight[g]);
    }
    let squares = 0;
    for (let i = 0; i < n; i++) squares += (y[i] - mean[of(i)]) ** 2 / (v[i] + tau2);
    return { deviance: logs + squares, mean, weight, size };
  };
  // searched on the square root, from 0 to the widest spread there is
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    low = Math.min(low, y[i]);
    high = Math.max(high, y[i]);
  }
  const steps = 24;
  const width = (high - low || 1) / steps;
  let best = 0;
  for (let k = 1; k <= steps; k++) if (at((k * width) ** 2).deviance < at((best * width) ** 2).deviance) best = k;
  const found = brentMinimum((tau) => at(tau * tau).deviance, Math.max(0, best - 1) * width, (best + 1) * width, 1e-10);
  const tauSquared = at(0).deviance <= found.value ? 0 : found.point ** 2;
  const { mean, weight, size } = at(tauSquared);
  return {
    tauSquared,
    means: Array.from(mean, (value, g) => ({ mean: value, variance: 1 / weight[g], count: size[g] })),
  };
}
