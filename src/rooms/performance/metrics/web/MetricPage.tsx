import { Button, SegmentedControl, Select } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { problemOf } from '#web/api/problem.ts';
import { Chart } from '#web/charts/Chart.tsx';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { measureText } from '#web/components/measure-text.ts';
import { Page } from '#web/components/Page.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { PageSkeleton } from '#web/components/Skeletons.tsx';
import { chartWords } from '#web/i18n/chart-words.ts';
import { useLanguage, useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useKind } from '#web/shell/app-context.ts';
import type { SearchParams } from '#web/shell/search-params.ts';
import { useToday } from '#web/state/now.ts';
import { MetricFacts } from './MetricFacts.tsx';
import { sliceChart, trendChart } from './metric-charts.ts';
import { isState } from './metric-groups.ts';
import { metricRowsAddress } from './metric-rows.ts';
import { type MetricDescription, useMetricCatalogue, useMetricValue } from './metrics-api.ts';
import styles from './Metrics.module.css';
import { metricsWords } from './metrics-words.ts';
import { periodChoices, periodDays, periodText, twoYearsOfMonths } from './period-choice.ts';

/** One metric: its value and definition, how it went, by what it divides, and its rows. */
export function MetricPage() {
  const say = useWords(metricsWords);
  const { name } = useParams({ strict: false }) as { name?: string };
  const { data, error, refetch } = useMetricCatalogue();
  if (error !== null) return <ProblemView problem={problemOf(error)} page onRetry={() => void refetch()} />;
  if (data === undefined) return <PageSkeleton />;
  const metric = data.metrics.find((one) => one.name === name);
  if (metric === undefined) {
    return (
      <EmptyState icon="gauge" title={say('unknownTitle')}>
        {say('unknownBody')}
      </EmptyState>
    );
  }
  return <MetricView metric={metric} />;
}

const sliceDimensions = [
  'person',
  'unit',
  'territory',
  'product',
  'productFamily',
  'account',
  'segment',
  'industry',
  'region',
  'channel',
  'source',
  'stage',
  'competitor',
  'status',
] as const;

function MetricView({ metric }: { readonly metric: MetricDescription }) {
  const say = useWords(metricsWords);
  const local = useLocal();
  const chartSay = useWords(chartWords);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as SearchParams;
  const today = useToday();
  const kind = useKind(metric.rows.kind);
  const offered = sliceDimensions.filter((one) => metric.dimensions.includes(one));
  const by = offered.find((one) => one === search.by) ?? offered[0];
  const choice = periodChoices.find((one) => one === search.period) ?? 'quarter';
  const days = periodDays(choice, today);
  const whole = useMetricValue(metric, isState(metric) ? {} : { period: periodText(days), compare: true });
  const twoYears = periodText(twoYearsOfMonths(today));
  const trend = useMetricValue(
    metric,
    { period: twoYears, by: 'month' },
    metric.dimensions.includes('month') && !isState(metric),
  );
  const slices = useMetricValue(
    metric,
    { ...(isState(metric) ? {} : { period: periodText(days) }), by, limit: 15 },
    by !== undefined,
  );
  const label = local(metric.label);
  const rows = metricRowsAddress(metric, kind, days);
  const set = (next: object): void =>
    void navigate({ to: '.', search: ((before: object) => ({ ...before, ...next })) as never, replace: true });
  return (
    <Page
      title={label}
      actions={
        <>
          <SegmentedControl
            aria-label={say('period')}
            data={periodChoices.map((one) => ({ value: one, label: say(one) }))}
            value={choice}
            onChange={(period) => set({ period })}
          />
          {rows === undefined ? null : (
            <Button variant="default" component={Link} to={rows}>
              {say('showRows')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.page}>
        <div className={styles.charts}>
          {trend.data === undefined ? null : <Chart spec={trendChart(say('byMonth'), trend.data, label)} />}
          {by === undefined ? null : (
            <section>
              <Select
                label={say('by')}
                w={220}
                mb={12}
                data={offered.map((one) => ({ value: one, label: say(one) }))}
                value={by}
                onChange={(next) => set({ by: next ?? undefined })}
                allowDeselect={false}
              />
              {slices.data === undefined ? (
                <PageSkeleton />
              ) : (
                <Chart spec={sliceChart(`${label} · ${say(by)}`, slices.data, label, say('none'))} />
              )}
            </section>
          )}
        </div>
        <aside className={styles.side}>
          <div className={styles.big}>
            {whole.data === undefined ? '…' : measureText(whole.data, language, chartSay)}
          </div>
          <MetricFacts metric={metric} value={whole.data} />
        </aside>
      </div>
    </Page>
  );
}
