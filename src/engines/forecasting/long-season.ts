import { decompose, isSeasonal } from './seasonal-decomposition.ts';

/** Seasons longer than this are taken out before the models are fitted: estimating a state for each place would overfit. */
export const longestModelledSeason = 24;

export interface LongSeason {
  readonly adjusted: Float64Array;
  /** Puts the season back on values after the history. */
  restore(values: Float64Array): Float64Array;
  /** How the deviation of each later value is scaled by its place in the season. */
  scale(values: Float64Array): Float64Array;
}

/**
 * Takes out a season of more than 24 places (weeks of the year, days of the year) by a classical decomposition whose
 * indices are smoothed over the neighbouring places: multiplicative when all values are above zero, else additive.
 * Undefined when the season is not significant.
 */
export function takeOutLongSeason(y: Float64Array, period: number): LongSeason | undefined {
  if (!isSeasonal(y, period)) return undefined;
  const n = y.length;
  const kind = y.every((value) => value > 0) ? 'multiplicative' : 'additive';
  const indices = smoothed(decompose(y, period, kind).indices, Math.max(1, Math.round(period / 52)));
  const apply = (values: Float64Array, from: number, sign: 1 | -1): Float64Array =>
    values.map((value, t) => {
      const index = indices[(from + t) % period];
      return kind === 'multiplicative' ? (sign === 1 ? value * index : value / index) : value + sign * index;
    });
  return {
    adjusted: apply(y, 0, -1),
    restore: (values) => apply(values, n, 1),
    scale: (values) => (kind === 'multiplicative' ? apply(values, n, 1) : values),
  };
}

/** Centred mean over 2·reach + 1 places around the cycle, half weight at the ends. */
function smoothed(indices: Float64Array, reach: number): Float64Array {
  const period = indices.length;
  return indices.map((_, i) => {
    let [sum, weights] = [0, 0];
    for (let k = -reach; k <= reach; k++) {
      const weight = Math.abs(k) === reach ? 0.5 : 1;
      sum += weight * indices[(i + k + period) % period];
      weights += weight;
    }
    return sum / weights;
  });
}
