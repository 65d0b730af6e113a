import { detectSeason } from '#engines/forecasting/detect-season.ts';
import { type ForecastBatch, forecastBatch } from '#engines/forecasting/forecast-batch.ts';
import type { SeriesToForecast } from '#engines/forecasting/forecast-path.ts';
import type { ForecastOptions, SeriesForecast } from '#engines/forecasting/forecast-series.ts';
import type { ArrangedSeries } from '#engines/forecasting/period/arrange-series.ts';
import { periodLabel, seasonOf } from '#engines/forecasting/period/period-axis.ts';
import type { ChartSpec } from '#kernel/chart.ts';
import { UnusableData } from '#kernel/unusable-data.ts';
import { runInWorkers } from '#platform/workers/worker-pool.ts';
import type { EngineCall } from '../define-engine-command.ts';

/** Above this many series the work goes to worker threads, so many at a time. */
const [aloneUpTo, batchSize] = [24, 8];

export function prepare(one: ArrangedSeries, season: number | undefined): SeriesToForecast {
  const found =
    season ??
    (one.frequency === 'step'
      ? detectSeason(Float64Array.from(one.values.map((value) => value ?? 0)))
      : seasonOf[one.frequency]);
  const { frequency, anchor, start } = one;
  const calendar = frequency === 'step' ? undefined : { frequency, anchor, start };
  return { id: one.id, values: one.values, season: found, calendar };
}

export function checkLengths(series: readonly ArrangedSeries[], file: string): void {
  const problems = series
    .map((one) => ({ one, known: one.values.filter((value) => value !== undefined).length }))
    .filter(({ known }) => known < 3)
    .map(({ one, known }) => ({
      file,
      column: 'value',
      found: `${known} values in series "${one.id}"`,
      expected: 'at least 3 values',
    }));
  if (problems.length > 0) throw new UnusableData(problems);
}

export async function forecastAll(
  series: readonly SeriesToForecast[],
  options: ForecastOptions,
  call: EngineCall,
): Promise<SeriesForecast[]> {
  if (series.length <= aloneUpTo) return forecastBatch({ series, options });
  const batches: ForecastBatch[] = [];
  for (let at = 0; at < series.length; at += batchSize)
    batches.push({ series: series.slice(at, at + batchSize), options });
  const module = new URL('../../../engines/forecasting/forecast-batch.ts', import.meta.url);
  const answers = await runInWorkers<ForecastBatch, SeriesForecast[]>(module, 'forecastBatch', batches, {
    onProgress: (done) => call.progress(Math.min(done * batchSize, series.length), series.length, 'series'),
  });
  return answers.flat();
}

export interface SeriesAnswer extends SeriesForecast {
  readonly frequency: string;
  readonly periods: readonly string[];
  readonly missing: readonly string[];
}

export function describe(forecast: SeriesForecast, series: ArrangedSeries, horizon: number): SeriesAnswer {
  const end = series.start + series.values.length;
  const periods = Array.from({ length: horizon }, (_, h) => periodLabel(series, end + h));
  return { ...forecast, frequency: series.frequency, periods, missing: series.missing };
}

/** The last of the history and the fan of the first series. */
export function fan(forecast: SeriesForecast, series: ArrangedSeries, periods: readonly string[]): ChartSpec {
  const horizon = forecast.mean.length;
  const shown = Math.min(series.values.length, Math.max(4 * horizon, 3 * forecast.season, 24));
  const from = series.values.length - shown;
  const past = Array.from({ length: shown }, (_, t) => periodLabel(series, series.start + from + t));
  const history = series.values.slice(from).map((value) => value ?? null);
  const blanks = (length: number): null[] => Array.from({ length }, () => null);
  const blank = blanks(shown);
  const bands = Object.keys(forecast.lower).sort((a, b) => Number(b) - Number(a));
  return {
    kind: 'line',
    title: series.id === 'value' ? 'Forecast' : `Forecast of ${series.id}`,
    subtitle: `${forecast.method}, intervals at ${bands.map((level) => `${level} %`).join(' and ')}`,
    x: [...past, ...periods],
    series: [
      { name: 'history', values: [...history, ...blanks(horizon)] },
      ...bands.map((level, i) => ({
        name: i === 0 ? 'forecast' : `forecast (${level} %)`,
        values: [...blank, ...forecast.mean],
        low: [...blank, ...forecast.lower[level]],
        high: [...blank, ...forecast.upper[level]],
        dashed: true,
      })),
    ],
  };
}
