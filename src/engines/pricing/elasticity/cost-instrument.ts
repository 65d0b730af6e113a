import { jackknifeVariance } from '#engines/numerics/one-coefficient-variance.ts';
import { studentTQuantile, studentTTwoSided } from '#engines/numerics/student-t.ts';
import type { CommonSlope } from './common-slope.ts';

/** What the cost says about the estimate: cost moves price but, of itself, not demand. */
export interface CostInstrument {
  /** Elasticity by two-stage least squares with log cost as instrument. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** F of cost on price; below 10 the instrument is weak and its estimate means little (Staiger & Stock 1997). */
  readonly firstStageF: number;
  /** p of the Durbin-Wu-Hausman test (control function): small when price is endogenous. */
  readonly p: number;
}

/**
 * Two-stage least squares with one instrument and the endogeneity test by control function: Wooldridge (2010), equations
 * 5.51 and 6.24. `cost` is log cost with the same taken out as from price. Undefined when cost does not move price.
 */
export function costInstrument(common: CommonSlope, cost: Float64Array, level: number): CostInstrument | undefined {
  const { price: x, quantity: y, clusterOf } = common;
  const [zz, zx, xx] = [inner(cost, cost), inner(cost, x), inner(x, x)];
  if (!(zz > 1e-12) || zx * zx < 1e-8 * zz * xx) return undefined;
  const first = zx / zz;
  const v = x.map((value, i) => value - first * cost[i]);
  const firstStageF = (first * first * zz) / (inner(v, v) / Math.max(1, x.length - 2));
  const estimate = inner(cost, y) / zx;
  const error = y.map((value, i) => value - estimate * x[i]);
  const fitted = cost.map((value) => first * value);
  const { variance, clusters } = jackknifeVariance(fitted, error, clusterOf);
  const half = studentTQuantile(0.5 + level / 2, Math.max(1, clusters - 1)) * Math.sqrt(variance);
  // y on x and v: the coefficient of v is 0 when price is exogenous
  const vv = inner(v, v);
  const overlap = inner(v, x) / xx;
  const vFree = v.map((value, i) => value - overlap * x[i]);
  const gamma = inner(vFree, y) / inner(vFree, vFree);
  const slope = (inner(x, y) - gamma * inner(x, v)) / xx;
  const residual = y.map((value, i) => value - slope * x[i] - gamma * v[i]);
  const spread = Math.sqrt(jackknifeVariance(vFree, residual, clusterOf).variance);
  return {
    estimate,
    low: estimate - half,
    high: estimate + half,
    firstStageF,
    p: vv === 0 ? 1 : studentTTwoSided(gamma / spread, Math.max(1, clusters - 1)),
  };
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
