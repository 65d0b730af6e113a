import { median } from '#engines/numerics/quantile.ts';
import { weightedLoess } from './robust-loess.ts';

export interface Decomposition {
  readonly trend: Float64Array;
  readonly seasonal: Float64Array;
  /** value − trend − seasonal; NaN where the value is missing. */
  readonly remainder: Float64Array;
}

const rounds = 6;

/**
 * value = trend + season + remainder, where outliers move neither: alternating robust loess for the trend and weighted
 * means per phase for a season that repeats, weighted by the remainder as in STL (Cleveland, Cleveland, McRae &
 * Terpenning 1990, section 2.4). Missing values are NaN. `season` 1 means none.
 * Cost O(n · span · rounds) with a span of twice the season, at least 15 points.
 */
export function decompose(values: Float64Array, season: number): Decomposition {
  const n = values.length;
  const present = values.map((value) => (Number.isNaN(value) ? 0 : 1));
  const filled = values.map((value) => (Number.isNaN(value) ? 0 : value));
  const span = Math.max(15, 2 * season + 1);
  let trend: Float64Array = runningMedian(values, Math.max(season, 7));
  let seasonal: Float64Array = new Float64Array(n);
  let weights: Float64Array = present.slice();
  let remainder: Float64Array = new Float64Array(n);
  for (let round = 0; round < rounds; round++) {
    if (season > 1) seasonal = phaseMeans(filled, trend, weights, season, round === 0);
    trend = weightedLoess(
      filled.map((value, t) => value - seasonal[t]),
      weights,
      span,
    );
    remainder = values.map((value, t) => value - trend[t] - seasonal[t]);
    weights = huber(remainder, present, season + n / span);
  }
  return { trend, seasonal, remainder };
}

/** Season of each point: robust mean of its phase, centred so that a full season sums to 0. */
function phaseMeans(
  values: Float64Array,
  trend: Float64Array,
  weights: Float64Array,
  season: number,
  byMedian: boolean,
): Float64Array {
  const phases = Array.from({ length: season }, (_, phase) => {
    const own: number[] = [];
    let [sum, weight] = [0, 0];
    for (let t = phase; t < values.length; t += season) {
      if (weights[t] === 0) continue;
      own.push(values[t] - trend[t]);
      sum += weights[t] * (values[t] - trend[t]);
      weight += weights[t];
    }
    return own.length === 0 ? 0 : byMedian ? median(own) : sum / weight;
  });
  const mean = phases.reduce((sum, value) => sum + value, 0) / season;
  return Float64Array.from(values, (_, t) => phases[t % season] - mean);
}

/**
 * Weights of Huber (1964): 1 up to 1.5 robust standard deviations, falling as 1 ÷ size beyond. Unlike the redescending
 * bisquare of STL they cannot collapse onto half of the points when a phase has only three or four of them.
 */
function huber(remainder: Float64Array, present: Float64Array, parameters: number): Float64Array {
  const sizes = Array.from(remainder).flatMap((value) => (Number.isNaN(value) ? [] : [Math.abs(value)]));
  const spare = sizes.length / Math.max(1, sizes.length - parameters);
  const bound = 1.5 * 1.4826 * median(sizes) * Math.sqrt(spare);
  return Float64Array.from(present, (weight, t) => {
    if (weight === 0 || bound === 0) return weight;
    return Math.min(1, bound / Math.abs(remainder[t]));
  });
}

/** Median of the present values within half a window on each side; the overall median where there are none. */
function runningMedian(values: Float64Array, window: number): Float64Array {
  const half = Math.floor(window / 2);
  const all = median(Array.from(values).filter((value) => !Number.isNaN(value)));
  return Float64Array.from(values, (_, t) => {
    const near = Array.from(values.subarray(Math.max(0, t - half), t + half + 1)).filter(
      (value) => !Number.isNaN(value),
    );
    return near.length === 0 ? all : median(near);
  });
}
