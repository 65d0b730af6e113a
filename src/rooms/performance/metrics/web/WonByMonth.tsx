import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SeriesForecast } from '#engines/forecasting/forecast-series.ts';
import { problemOf } from '#web/api/problem.ts';
import { Chart } from '#web/charts/Chart.tsx';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { formatDate } from '#web/format/date.ts';
import { formatMoney } from '#web/format/money.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { wholeMonthsBefore } from '../named-periods.ts';
import styles from './MetricsOverview.module.css';
import { forecastNote } from './forecast-note.ts';
import { overviewWords } from './overview-words.ts';
import { useMetricValues } from './use-metrics.ts';
import {
  type MonthSeries,
  fanChart,
  forecastInput,
  leastMonths,
  monthSeries,
  monthsAfter,
  monthsAhead,
} from './won-by-month.ts';

/** Won amounts of the last 36 whole months, and the forecast of the next six, calculated in the browser by the engine itself. */
export function WonByMonth() {
  const say = useWords(overviewWords);
  const { today, baseCurrency } = useReader();
  const period = wholeMonthsBefore(today, 36);
  const { data, error, isPending, refetch } = useMetricValues({ names: ['wonAmount'], period, by: 'month', limit: 36 });
  const series = data === undefined ? undefined : monthSeries(data[0].rows, period);
  const enough = series !== undefined && series.months.length >= leastMonths;
  const forecast = useQuery({
    queryKey: ['metrics', 'won-forecast', series],
    queryFn: () => forecastOf(series),
    enabled: enough,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return (
    <section className={styles.panel} aria-label={say('wonByMonth')}>
      {isPending ? (
        <Skeleton height={380} />
      ) : error !== null ? (
        <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : series === undefined || series.months.length === 0 ? (
        <EmptyState icon="chart-line" title={say('wonEmptyTitle')}>
          {say('wonEmptyBody')}
        </EmptyState>
      ) : (
        <>
          <Chart
            height={380}
            spec={fanChart(
              series,
              forecast.data,
              {
                title: say('wonByMonth'),
                subtitle: say('wonSubtitle'),
                won: say('won'),
                forecast: say('forecast'),
                wide: say('wide'),
              },
              baseCurrency,
            )}
          />
          <div className={styles.facts} aria-live="polite">
            {!enough ? (
              <p>{say('tooShort', { least: leastMonths, count: series.months.length })}</p>
            ) : forecast.error !== null ? (
              <p>{say('forecastFailed', { why: forecast.error.message })}</p>
            ) : forecast.data === undefined ? (
              <p>{say('forecasting')}</p>
            ) : (
              <ForecastFacts series={series} forecast={forecast.data} />
            )}
          </div>
        </>
      )}
    </section>
  );
}

async function forecastOf(series: MonthSeries | undefined): Promise<SeriesForecast> {
  if (series === undefined) throw new RangeError('invalid series: none (months with values are expected)');
  const { forecastSeries } = await import('#engines/forecasting/forecast-series.ts');
  return forecastSeries(forecastInput(series), { horizon: monthsAhead, levels: [80, 95] });
}

function ForecastFacts({ series, forecast }: { readonly series: MonthSeries; readonly forecast: SeriesForecast }) {
  const say = useWords(overviewWords);
  const { language, baseCurrency } = useReader();
  const money = (amount: number): string => formatMoney(String(amount), baseCurrency, language, { short: true });
  const [next] = monthsAfter(series.months[series.months.length - 1], 1);
  const members = Object.entries(forecast.weights)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, weight]) => `${name} ${Math.round(weight * 100)}%`)
    .join(', ');
  return (
    <>
      <p>
        {say('sentence', {
          months: forecast.mean.length,
          mean: money(forecast.mean.reduce((sum, value) => sum + value, 0)),
          month: formatDate(`${next}-01`, language, 'month'),
          one: money(forecast.mean[0]),
          low: money(forecast.lower['95'][0]),
          high: money(forecast.upper['95'][0]),
        })}
      </p>
      <p>
        {say('method')}: {forecast.method === 'combination' ? say('combination', { members }) : forecast.method}
      </p>
      {forecast.notes.map((note) => {
        const known = forecastNote(note);
        return <p key={note}>{known === undefined ? note : say(known.key, known.values)}</p>;
      })}
    </>
  );
}
