import { Select, Skeleton } from '@mantine/core';
import type { BarChart } from '#kernel/chart.ts';
import { problemOf } from '#web/api/problem.ts';
import { Chart } from '#web/charts/Chart.tsx';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import type { MetricValue } from '../evaluate-metric.ts';
import type { NamedPeriod } from '../named-periods.ts';
import styles from './MetricsOverview.module.css';
import { isState } from './metric-groups.ts';
import { overviewWords } from './overview-words.ts';
import { type MetricEntry, useMetricValues } from './use-metrics.ts';

const offered = ['person', 'unit', 'product', 'region', 'source', 'month'] as const;
const most = 12;

/** What the address holds: the period, and what is compared by what. */
export interface MetricsChoice {
  readonly period?: string;
  readonly metric?: string;
  readonly by?: string;
}

interface SliceChartProps {
  readonly metrics: readonly MetricEntry[];
  readonly period: NamedPeriod;
  readonly chosen: MetricsChoice;
  readonly onChoose: (change: MetricsChoice) => void;
}

/** One metric by one dimension as bars; both stand in the address. */
export function SliceChart({ metrics, period, chosen, onChoose }: SliceChartProps) {
  const say = useWords(overviewWords);
  const local = useLocal();
  const metric =
    metrics.find(({ name }) => name === chosen.metric) ??
    metrics.find(({ name }) => name === 'wonAmount') ??
    metrics[0];
  const possible = offered.filter((dimension) => metric.dimensions.includes(dimension));
  const by = possible.find((dimension) => dimension === chosen.by) ?? possible[0];
  const { data, error, isPending, refetch } = useMetricValues({
    names: [metric.name],
    by,
    period: isState(metric) ? undefined : period,
    limit: by === 'month' ? 36 : most,
  });
  const title = `${local(metric.label)} · ${say(`by_${by}`)}`;
  return (
    <section className={styles.panel} aria-label={say('compare')}>
      <div className={styles.choices}>
        <Select
          size="xs"
          label={say('metric')}
          value={metric.name}
          data={metrics.map(({ name, label }) => ({ value: name, label: local(label) }))}
          onChange={(name) => onChoose({ metric: name ?? undefined })}
          allowDeselect={false}
          searchable
        />
        <Select
          size="xs"
          label={say('dimension')}
          value={by}
          data={possible.map((value) => ({ value, label: say(`by_${value}`) }))}
          onChange={(value) => onChoose({ by: value ?? undefined })}
          allowDeselect={false}
        />
      </div>
      {isPending ? (
        <Skeleton height={320} />
      ) : error !== null ? (
        <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : data[0].rows.length === 0 ? (
        <EmptyState icon="chart-bar" title={say('sliceEmptyTitle')}>
          {say('sliceEmptyBody')}
        </EmptyState>
      ) : (
        <Chart
          spec={barChart(data[0], {
            title,
            subtitle: [
              isState(metric) ? say('asToday') : say(period.name),
              ...(by !== 'month' && data[0].rows.length === most ? [say('cut', { count: most })] : []),
            ].join(' · '),
            horizontal: by !== 'month',
            noKey: say('noKey'),
          })}
        />
      )}
    </section>
  );
}

const axisUnits = { money: 'money', percent: 'percent', days: 'days', count: 'count', hours: 'number' } as const;

interface BarManner {
  readonly title: string;
  readonly subtitle: string;
  readonly horizontal: boolean;
  readonly noKey: string;
}

function barChart(value: MetricValue, { title, subtitle, horizontal, noKey }: BarManner): BarChart {
  return {
    kind: 'bar',
    title,
    subtitle,
    horizontal,
    categories: value.rows.map(({ key, label }) => label ?? key ?? noKey),
    series: [{ name: title, values: value.rows.map((row) => row.value) }],
    value: { unit: axisUnits[value.unit], currency: value.currency },
  };
}
