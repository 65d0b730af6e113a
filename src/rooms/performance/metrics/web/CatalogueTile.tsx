import { Skeleton } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { useState } from 'react';
import { MetricTile } from '#web/components/MetricTile.tsx';
import { useLocal } from '#web/i18n/language-context.tsx';
import { useKind } from '#web/shell/app-context.ts';
import { isState } from './metric-groups.ts';
import { metricRowsAddress } from './metric-rows.ts';
import { type MetricDescription, useMetricValue } from './metrics-api.ts';
import { periodText } from './period-choice.ts';

interface CatalogueTileProps {
  readonly metric: MetricDescription;
  readonly period: { readonly from: string; readonly last: string };
  readonly owner: string;
}

/** A metric of the catalogue in a period; asked for when it comes in sight. */
export function CatalogueTile({ metric, period, owner }: CatalogueTileProps) {
  const local = useLocal();
  const kind = useKind(metric.rows.kind);
  const { ref, inViewport } = useInViewport();
  const [seen, setSeen] = useState(false);
  if (inViewport && !seen) setSeen(true);
  const { data, isPending } = useMetricValue(
    metric,
    isState(metric) ? {} : { period: periodText(period), compare: true },
    seen,
  );
  return (
    <div ref={ref}>
      {isPending ? (
        <div style={{ padding: '12px 24px', display: 'grid', gap: 10 }}>
          <span style={{ fontSize: 13, color: 'var(--qd-muted)' }}>{local(metric.label)}</span>
          <Skeleton height={20} width="60%" />
          <Skeleton height={10} width="40%" />
        </div>
      ) : (
        <MetricTile
          label={local(metric.label)}
          unit={metric.unit}
          value={data?.value ?? null}
          exact={data?.exact}
          currency={data?.currency}
          previous={data?.previous}
          direction={metric.direction}
          definition={{
            formula: local(metric.formula),
            source: kind === undefined ? undefined : local(kind.plural),
            owner,
          }}
          rows={metricRowsAddress(metric, kind, period)}
          history={`/performance/metrics/${metric.name}`}
        />
      )}
    </div>
  );
}
