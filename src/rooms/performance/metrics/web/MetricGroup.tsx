import { Skeleton } from '@mantine/core';
import { problemOf } from '#web/api/problem.ts';
import { MetricRow, MetricTile } from '#web/components/MetricTile.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useKind, useParts } from '#web/shell/app-context.ts';
import { useToday } from '#web/state/now.ts';
import type { MetricValue } from '../evaluate-metric.ts';
import { type NamedPeriod, wholeMonthsBefore } from '../named-periods.ts';
import styles from './MetricsOverview.module.css';
import { type GroupName, isState, rowsFilter } from './metric-groups.ts';
import { overviewWords } from './overview-words.ts';
import { type MetricEntry, useMetricValues } from './use-metrics.ts';
import { useOwnerName } from './use-owner-name.ts';
import { monthSeries } from './won-by-month.ts';

interface MetricGroupProps {
  readonly group: GroupName;
  readonly metrics: readonly MetricEntry[];
  readonly period: NamedPeriod;
}

const namesOf = (metrics: readonly MetricEntry[]): string[] => metrics.map(({ name }) => name);

/** Tiles of one group: what happened in the period against the one before, and what stands today. */
export function MetricGroup({ group, metrics, period }: MetricGroupProps) {
  const say = useWords(overviewWords);
  const states = metrics.filter(isState);
  const flows = metrics.filter((metric) => !isState(metric));
  const year = wholeMonthsBefore(useToday(), 12);
  const now = useMetricValues({ names: namesOf(states) });
  const current = useMetricValues({ names: namesOf(flows), period });
  const before = useMetricValues({ names: namesOf(flows), period: period.against });
  const trend = useMetricValues({
    names: namesOf(flows.filter(({ dimensions }) => dimensions.includes('month'))),
    period: year,
    by: 'month',
  });
  const error = now.error ?? current.error;
  const find = (values: readonly MetricValue[] | undefined, name: string): MetricValue | undefined =>
    values?.find((value) => value.name === name);
  return (
    <section className={styles.group} aria-label={say(group)}>
      <h2>
        {say(group)}
        {flows.length === 0 ? <small>{say('asToday')}</small> : null}
      </h2>
      {error !== null ? (
        <ProblemView
          problem={problemOf(error)}
          onRetry={() => {
            for (const query of [now, current, before, trend]) if (query.isError) void query.refetch();
          }}
        />
      ) : (
        <MetricRow>
          {metrics.map((metric) => {
            const state = isState(metric);
            const value = find(state ? now.data : current.data, metric.name);
            return value === undefined ? (
              <TileSkeleton key={metric.name} metric={metric} />
            ) : (
              <Tile
                key={metric.name}
                metric={metric}
                value={value}
                period={state ? undefined : period}
                previous={find(before.data, metric.name)?.value}
                series={seriesOf(find(trend.data, metric.name), year)}
              />
            );
          })}
        </MetricRow>
      )}
    </section>
  );
}

/** Sums without rows in a month are zero there; averages and shares are not known. */
function seriesOf(value: MetricValue | undefined, year: { readonly from: string; readonly until: string }) {
  if (value === undefined) return undefined;
  const known = new Map(value.rows.map((row) => [row.key, row.value]));
  return monthSeries(value.rows, year).months.map((month) => known.get(month) ?? (value.unit === 'count' ? 0 : null));
}

function TileSkeleton({ metric }: { readonly metric: MetricEntry }) {
  const local = useLocal();
  return (
    <div role="status" aria-label={local(metric.label)} style={{ padding: '12px 24px', minHeight: 94 }}>
      <Skeleton height={10} width="50%" mt={4} mb={14} />
      <Skeleton height={18} width="70%" mb={12} />
      <Skeleton height={8} width="40%" />
    </div>
  );
}

interface TileProps {
  readonly metric: MetricEntry;
  readonly value: MetricValue;
  readonly period: NamedPeriod | undefined;
  readonly previous: number | null | undefined;
  readonly series: readonly (number | null)[] | undefined;
}

function Tile({ metric, value, period, previous, series }: TileProps) {
  const say = useWords(overviewWords);
  const local = useLocal();
  const kind = useKind(metric.rows.kind);
  const { kinds } = useParts();
  const ownerName = useOwnerName();
  const source = kinds.find((one) => one.kind === metric.source);
  return (
    <MetricTile
      label={local(metric.label)}
      value={value.value}
      exact={value.exact}
      unit={value.unit}
      currency={value.currency}
      previous={previous}
      direction={metric.direction}
      series={series}
      definition={{
        formula: local(metric.formula),
        source: source === undefined ? metric.source : local(source.plural),
        owner: ownerName(metric.owner),
      }}
      rows={kind === undefined ? undefined : `/${kind.room}/${kind.path}`}
      rowsFilter={rowsFilter(metric, period)}
      history={`/performance/metrics/${metric.name}`}
      more={
        <p className={styles.more}>
          {say('rowsCounted', { count: value.count })} {say(period === undefined ? 'stateToday' : 'trend')}
        </p>
      }
    />
  );
}
