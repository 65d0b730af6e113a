import { SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { addDays } from '#kernel/civil-date.ts';
import { problemOf } from '#web/api/problem.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Page } from '#web/components/Page.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { PageSkeleton } from '#web/components/Skeletons.tsx';
import { formatDate } from '#web/format/date.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { type NamedPeriod, periodNames } from '../named-periods.ts';
import { MetricGroup } from './MetricGroup.tsx';
import styles from './MetricsOverview.module.css';
import { type MetricsChoice, SliceChart } from './SliceChart.tsx';
import { WonByMonth } from './WonByMonth.tsx';
import { WonVariance } from './WonVariance.tsx';
import { groupMetrics } from './metric-groups.ts';
import { overviewWords } from './overview-words.ts';
import { type Catalogue, useCatalogue } from './use-metrics.ts';

/** How the selling stands in figures: tiles in groups, one metric compared by a dimension, and where won amounts are heading. */
export function MetricsOverview() {
  const say = useWords(overviewWords);
  const { language, today } = useReader();
  const navigate = useNavigate();
  const chosen: MetricsChoice = useSearch({ strict: false });
  const choose = (change: MetricsChoice): void =>
    void navigate({ to: '.', search: { ...chosen, ...change } as never, resetScroll: false });
  const { data, error, isPending, refetch } = useCatalogue();
  const period = data?.periods.find(({ name }) => name === chosen.period) ?? data?.periods[0];
  const day = (date: string): string => formatDate(date, language, 'short', today);
  const last = (until: string): string => day(addDays(until, -1));
  const note =
    period === undefined
      ? undefined
      : say('note', {
          from: day(period.from),
          until: last(period.until),
          beforeFrom: day(period.against.from),
          beforeUntil: last(period.against.until),
        });
  const tools = (
    <SegmentedControl
      size="xs"
      aria-label={say('period')}
      value={period?.name ?? periodNames[0]}
      onChange={(name) => choose({ period: name })}
      data={periodNames.map((value) => ({ value, label: say(value) }))}
    />
  );
  return (
    <Page title={say('title')} note={note} tools={tools}>
      {isPending ? (
        <PageSkeleton />
      ) : error !== null ? (
        <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : data.metrics.length === 0 || period === undefined ? (
        <EmptyState icon="gauge" title={say('emptyTitle')}>
          {say('emptyBody')}
        </EmptyState>
      ) : (
        <Body catalogue={data} period={period} chosen={chosen} onChoose={choose} />
      )}
    </Page>
  );
}

interface BodyProps {
  readonly catalogue: Catalogue;
  readonly period: NamedPeriod;
  readonly chosen: MetricsChoice;
  readonly onChoose: (change: MetricsChoice) => void;
}

function Body({ catalogue: { metrics }, period, chosen, onChoose }: BodyProps) {
  return (
    <>
      {groupMetrics(metrics).map(({ group, metrics: own }) => (
        <MetricGroup key={group} group={group} metrics={own} period={period} />
      ))}
      <div className={styles.split}>
        <SliceChart metrics={metrics} period={period} chosen={chosen} onChoose={onChoose} />
        {metrics.some(({ name }) => name === 'wonAmount') ? <WonByMonth /> : null}
      </div>
      {metrics.some(({ name }) => name === 'wonAmount') ? <WonVariance key={period.name} period={period.name} /> : null}
    </>
  );
}
