import type { SeriesToForecast } from './forecast-path.ts';
import { type ForecastOptions, type SeriesForecast, forecastSeries } from './forecast-series.ts';

export interface ForecastBatch {
  readonly series: readonly SeriesToForecast[];
  readonly options: ForecastOptions;
}

/** Several series at once: the unit of work handed to a worker thread. */
export function forecastBatch({ series, options }: ForecastBatch): SeriesForecast[] {
  return series.map((one) => forecastSeries(one, options));
}
