import { detectSeason } from '#engines/forecasting/detect-season.ts';
import { type ForecastBatch, forecastBatch } from '#engines/forecasting/forecast-batch.ts';
import type { ForecastOptions, SeriesForecast, SeriesToForecast } from '#engines/forecasting/forecast-series.ts';
import type { ArrangedSeries } from '#engines/forecasting/period/arrange-series.ts';
import { periodLabel, seasonOf } from '#engines/forecasting/period/period-axis.ts';
import type { ChartSpec } from '#kernel/chart.ts';
import { UnusableData } from '#kernel/unusable-data.ts';
import { runInWorkers } from '#platform/workers/worker-pool.ts';
import { WrongCall } from '../../command-arguments.ts';
import type { EngineCall, EngineVerb } from '../define-engine-command.ts';
import { readSeries } from './read-series.ts';
import { seriesText } from './series-text.ts';

/** Above this many series the work goes to worker threads, so many at a time. */
const [aloneUpTo, batchSize] = [24, 8];

export const seriesVerb: EngineVerb = {
  summary: 'Forecast time series with intervals: ETS, Theta, ARIMA and CES combined',
  files: [1, 1],
  input: 'series?, period?, value (periods: 2024, 2024Q1, 2024-01, 2024-W03, 2024-01-15 …)',
  options: [
    { name: 'horizon', kind: 'whole', help: 'periods ahead', required: true, min: 1, max: 1000 },
    { name: 'season', kind: 'whole', help: 'periods in a season (default: from the periods)', min: 1, max: 1000 },
    { name: 'level', kind: 'list', help: 'levels of the intervals in per cent (default 80,95)' },
    { name: 'gaps', kind: 'text', help: 'absent periods: fill or zero (default fill)', oneOf: ['fill', 'zero'] },
  ],
  async run(call) {
    const options = readOptions(call);
    const table = await call.readTable(call.files[0]);
    const { series, usage, notes } = readSeries(table, call.map, (call.options.gaps as 'fill' | 'zero') ?? 'fill');
    const prepared = series.map((one) => prepare(one, call.options.season as number | undefined));
    checkLengths(series, table.name);
    const forecasts = await forecastAll(prepared, options, call);
    const answers = forecasts.map((forecast, i) => describe(forecast, series[i], options.horizon));
    return {
      json: { series: answers, usage, notes, horizon: options.horizon, levels: options.levels },
      text: seriesText(forecasts, series, answers, notes),
      plot: fan(forecasts[0], series[0], answers[0].periods),
    };
  },
};

function readOptions(call: EngineCall): ForecastOptions {
  const texts = (call.options.level as readonly string[] | undefined) ?? ['80', '95'];
  const levels = texts.map(Number);
  levels.forEach((level, i) => {
    if (!(level > 0 && level < 100)) {
      throw new WrongCall(`invalid --level: ${texts[i]} (numbers between 0 and 100, such as 80,95, are expected)`);
    }
  });
  return { horizon: call.options.horizon as number, levels };
}

function prepare(one: ArrangedSeries, season: number | undefined): SeriesToForecast {
  const found =
    season ??
    (one.frequency === 'step'
      ? detectSeason(Float64Array.from(one.values.map((value) => value ?? 0)))
      : seasonOf[one.frequency]);
  return { id: one.id, values: one.values, season: found };
}

function checkLengths(series: readonly ArrangedSeries[], file: string): void {
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

async function forecastAll(
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

interface SeriesAnswer extends SeriesForecast {
  readonly frequency: string;
  readonly periods: readonly string[];
  readonly missing: readonly string[];
}

function describe(forecast: SeriesForecast, series: ArrangedSeries, horizon: number): SeriesAnswer {
  const end = series.start + series.values.length;
  const periods = Array.from({ length: horizon }, (_, h) => periodLabel(series, end + h));
  return { ...forecast, frequency: series.frequency, periods, missing: series.missing };
}

/** The last of the history and the fan of the first series. */
function fan(forecast: SeriesForecast, series: ArrangedSeries, periods: readonly string[]): ChartSpec {
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
