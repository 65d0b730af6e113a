import type { SeriesForecast } from '#engines/forecasting/forecast-series.ts';
import type { ArrangedSeries } from '#engines/forecasting/period/arrange-series.ts';
import { sparkline, terminalTable } from '../../terminal-table.ts';

const [shownAtLength, shownAtAll] = [5, 40];

/** What people read: a table of the forecast for a few series, one line each for many. */
export function seriesText(
  forecasts: readonly SeriesForecast[],
  series: readonly ArrangedSeries[],
  answers: readonly { readonly periods: readonly string[] }[],
  notes: readonly string[],
): string {
  const parts: string[] = [];
  if (forecasts.length <= shownAtLength) {
    forecasts.forEach((forecast, i) => parts.push(oneSeries(forecast, series[i], answers[i].periods), ''));
  } else parts.push(manySeries(forecasts, series), '');
  parts.push(...notes);
  return parts.join('\n').trimEnd();
}

function oneSeries(forecast: SeriesForecast, series: ArrangedSeries, periods: readonly string[]): string {
  const levels = Object.keys(forecast.lower);
  const known = series.values.filter((value) => value !== undefined);
  const tail = known.slice(-48);
  const rows = periods.map((period, h) => [
    period,
    format(forecast.mean[h]),
    ...levels.flatMap((level) => [format(forecast.lower[level][h]), format(forecast.upper[level][h])]),
  ]);
  return [
    `${series.id === 'value' ? '' : `${series.id}: `}${known.length} ${series.frequency} values, season ${forecast.season}, ${forecast.method}`,
    `${sparkline([...tail, ...forecast.mean]).slice(0, tail.length)}│${sparkline([...tail, ...forecast.mean]).slice(tail.length)}`,
    terminalTable(
      [
        { header: 'period' },
        { header: 'forecast', align: 'right' as const },
        ...levels.flatMap((level) => [
          { header: `low ${level} %`, align: 'right' as const },
          { header: `high ${level} %`, align: 'right' as const },
        ]),
      ],
      rows,
    ),
    ...forecast.trace
      .filter((step) => step.step.startsWith('fitted'))
      .map((step) => `  ${step.step.replace('fitted ', '')}`),
    ...forecast.notes.map((note) => `  note: ${note}`),
  ].join('\n');
}

function manySeries(forecasts: readonly SeriesForecast[], series: readonly ArrangedSeries[]): string {
  const rows = forecasts.slice(0, shownAtAll).map((forecast, i) => {
    const known = series[i].values.filter((value) => value !== undefined);
    const line = sparkline([...known.slice(-24), ...forecast.mean]);
    const level = Object.keys(forecast.lower).at(-1)!;
    const last = forecast.mean.length - 1;
    return [
      series[i].id,
      `${line.slice(0, Math.min(24, known.length))}│${line.slice(Math.min(24, known.length))}`,
      format(forecast.mean[0]),
      format(forecast.mean[last]),
      `${format(forecast.lower[level][last])} … ${format(forecast.upper[level][last])}`,
      forecast.method,
    ];
  });
  const more = forecasts.length - rows.length;
  return [
    terminalTable(
      [
        { header: 'series' },
        { header: 'history│forecast' },
        { header: 'next', align: 'right' },
        { header: 'last', align: 'right' },
        { header: `last at ${Object.keys(forecasts[0].lower).at(-1)} %` },
        { header: 'method' },
      ],
      rows,
    ),
    ...(more > 0 ? [`… and ${more} more series (--json has all of them)`] : []),
  ].join('\n');
}

/** Four or more figures, never an exponent below a quadrillion. */
function format(value: number): string {
  const size = Math.abs(value);
  const digits = size === 0 || size >= 1000 ? 0 : Math.min(8, Math.max(0, 3 - Math.floor(Math.log10(size))));
  return size >= 1e15 || (size > 0 && size < 1e-6)
    ? value.toPrecision(5)
    : value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: Math.min(digits, 2) });
}
