import type { TraceStep } from '#kernel/trace.ts';
import type { SingleMethod } from './combination/single-method.ts';
import { type SeriesToForecast, forecastPath } from './forecast-path.ts';
import { predictionInterval } from './prediction-interval.ts';

export interface ForecastOptions {
  /** Periods ahead, 1 to 1,000. */
  readonly horizon: number;
  /** Per cent; each gives a lower and an upper bound. */
  readonly levels: readonly number[];
  /** One method instead of the combination. */
  readonly method?: SingleMethod;
}

export interface SeriesForecast {
  readonly id: string;
  readonly method: string;
  /** Length of the season that was used; 1 when the series is too short for it. */
  readonly season: number;
  readonly mean: readonly number[];
  /** By level: lower['95'][h]. */
  readonly lower: Readonly<Record<string, readonly number[]>>;
  readonly upper: Readonly<Record<string, readonly number[]>>;
  /** Weight of each member, before a fifth is left out at the top and the bottom of each step. */
  readonly weights: Readonly<Record<string, number>>;
  /** Places (0-based) whose values were missing and filled. */
  readonly filled: readonly number[];
  readonly notes: readonly string[];
  readonly trace: readonly TraceStep[];
}

/**
 * What comes next: forecasts one series with intervals by combining exponential smoothing, the Theta method, ARIMA and
 * complex exponential smoothing; demand with many zeros by the Croston family. Gaps, outliers, a change of level and
 * 春节 are treated and reported; forecasts stay at or above zero when the history does. Throws RangeError for options out
 * of range, and for fewer than three values. Pure: the same input gives the same answer in the browser and on the server.
 * About 10 ms for 120 months.
 */
export function forecastSeries(series: SeriesToForecast, options: ForecastOptions): SeriesForecast {
  const { horizon, levels } = options;
  checkForecastOptions(options);
  const path = forecastPath(series, horizon, options.method);
  const { season, history, nonNegative, quantile } = path;
  const bounds = predictionInterval(path, levels, { length: history.length, nonNegative, quantile });
  const { method, weights, filled, notes, trace } = path;
  return { id: series.id, method, season, ...bounds, weights, filled, notes, trace };
}

export function checkForecastOptions({ horizon, levels }: ForecastOptions): void {
  if (!Number.isInteger(horizon) || horizon < 1 || horizon > 1000) {
    throw new RangeError(`invalid horizon: ${horizon} (a whole number from 1 to 1000 is expected)`);
  }
  for (const level of levels) {
    if (!(level > 0 && level < 100))
      throw new RangeError(`invalid level: ${level} (a number between 0 and 100 is expected)`);
  }
}
