import { SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { problemOf } from '#web/api/problem.ts';
import { MetricRow } from '#web/components/MetricTile.tsx';
import { Page } from '#web/components/Page.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { PageSkeleton } from '#web/components/Skeletons.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import type { SearchParams } from '#web/shell/search-params.ts';
import { useToday } from '#web/state/now.ts';
import { CatalogueTile } from './CatalogueTile.tsx';
import { useMetricCatalogue } from './metrics-api.ts';
import styles from './Metrics.module.css';
import { metricsWords } from './metrics-words.ts';
import { periodChoices, periodDays } from './period-choice.ts';
import { useOwnerName } from './use-owner-name.ts';

/** The metric catalogue: every number of the company in one period, by who answers for it. */
export function MetricsPage() {
  const say = useWords(metricsWords);
  const ownerName = useOwnerName();
  const navigate = useNavigate();
  const { period } = useSearch({ strict: false }) as SearchParams;
  const choice = periodChoices.find((one) => one === period) ?? 'quarter';
  const days = periodDays(choice, useToday());
  const { data, error, refetch } = useMetricCatalogue();
  if (error !== null) return <ProblemView problem={problemOf(error)} page onRetry={() => void refetch()} />;
  if (data === undefined) return <PageSkeleton />;
  const groups = Map.groupBy(data.metrics, ({ owner }) => owner);
  return (
    <Page
      title={say('title')}
      note={say('count', { count: data.metrics.length })}
      actions={
        <SegmentedControl
          aria-label={say('period')}
          data={periodChoices.map((one) => ({ value: one, label: say(one) }))}
          value={choice}
          onChange={(next) => void navigate({ to: '.', search: { period: next } as never, replace: true })}
        />
      }
    >
      {[...groups].map(([owner, metrics]) => (
        <section key={owner} className={styles.group}>
          <h2>{ownerName(owner)}</h2>
          <MetricRow>
            {metrics.map((metric) => (
              <CatalogueTile key={metric.name} metric={metric} period={days} owner={ownerName(owner)} />
            ))}
          </MetricRow>
        </section>
      ))}
    </Page>
  );
}
