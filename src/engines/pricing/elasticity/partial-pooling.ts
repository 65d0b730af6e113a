import { randomEffects } from '#engines/numerics/random-effects.ts';
import { studentTQuantile } from '#engines/numerics/student-t.ts';

export interface OwnEstimate {
  readonly estimate: number;
  readonly variance: number;
  readonly df: number;
  /** Number of the group whose mean it is drawn to. */
  readonly group: number;
}

export interface PartialPooling {
  /** Standard deviation of the true values around the mean of their group. */
  readonly spread: number;
  readonly means: readonly { readonly mean: number; readonly stdError: number; readonly count: number }[];
  /** How many units stand behind it. */
  readonly units: number;
}

export interface Shrunk {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Share of the estimate that comes from the other units. */
  readonly borrowed: number;
}

/** With fewer units than this beyond the groups nothing can be said about how units differ. */
const leastUnits = 4;

/** What the units have in common; undefined when they are too few to tell. */
export function poolUnits(units: readonly OwnEstimate[]): PartialPooling | undefined {
  const groups = units.reduce((most, { group }) => Math.max(most, group + 1), 1);
  if (units.length - groups + 1 < leastUnits) return undefined;
  const found = randomEffects(
    units.map(({ estimate }) => estimate),
    units.map(({ variance }) => variance),
    units.map(({ group }) => group),
  );
  return {
    spread: Math.sqrt(found.tauSquared),
    means: found.means.map(({ mean, variance, count }) => ({ mean, stdError: Math.sqrt(variance), count })),
    units: units.length,
  };
}

/**
 * Empirical Bayes for units with unequal variances: Morris (1983), equations 4.1 to 4.6: drawn to the mean by
 * B̂ = (k − r − 2)/(k − r) · V/(V + Â), with the uncertainty of mean and Â in the interval.
 */
export function shrink(own: OwnEstimate, pooling: PartialPooling | undefined, level: number): Shrunk {
  const { estimate, variance, df, group } = own;
  const quantile = studentTQuantile(0.5 + level / 2, df);
  if (pooling === undefined) {
    const half = quantile * Math.sqrt(variance);
    return { estimate, low: estimate - half, high: estimate + half, borrowed: 0 };
  }
  const k = pooling.units;
  const r = pooling.means.length;
  const { mean, stdError } = pooling.means[group];
  const share = variance / (variance + pooling.spread ** 2);
  const borrowed = ((k - r - 2) / (k - r)) * share;
  const drawn = estimate + borrowed * (mean - estimate);
  const spread =
    variance * (1 - borrowed) +
    borrowed ** 2 * stdError ** 2 +
    (2 / Math.max(1, k - r - 2)) * borrowed ** 2 * (estimate - mean) ** 2;
  const half = quantile * Math.sqrt(spread);
  return { estimate: drawn, low: drawn - half, high: drawn + half, borrowed };
}

/** For a unit whose own rows say nothing: where a unit of its group usually lies. */
export function borrow(pooling: PartialPooling, group: number, level: number): Shrunk {
  const { mean, stdError } = pooling.means[group];
  const quantile = studentTQuantile(0.5 + level / 2, Math.max(1, pooling.units - pooling.means.length));
  const half = quantile * Math.sqrt(pooling.spread ** 2 + stdError ** 2);
  return { estimate: mean, low: mean - half, high: mean + half, borrowed: 1 };
}
