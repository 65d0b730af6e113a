import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { LocalText } from '#kernel/local-text.ts';
import { fetchValue } from '#web/api/request.ts';
import type { Dimension } from '../facts.ts';
import type { MetricValue } from '../evaluate-metric.ts';
import { type NamedPeriod, periodText } from '../named-periods.ts';
import type { Period } from '../period.ts';

/** A metric as the catalogue describes it. */
export interface MetricEntry {
  readonly name: string;
  readonly label: LocalText;
  readonly formula: LocalText;
  readonly unit: MetricValue['unit'];
  readonly direction: 'up' | 'down' | 'none';
  readonly owner: string;
  readonly source: string;
  readonly dimensions: readonly Dimension[];
  readonly rows: { readonly kind: string; readonly filter: readonly string[]; readonly dateField: string | null };
}

export interface Catalogue {
  readonly metrics: readonly MetricEntry[];
  readonly periods: readonly NamedPeriod[];
}

const fresh = { staleTime: 60_000, retry: false } as const;

export function useCatalogue(): UseQueryResult<Catalogue> {
  return useQuery({
    queryKey: ['metrics', 'catalogue'],
    queryFn: ({ signal }) => fetchValue<Catalogue>('/api/performance/metrics', { signal }),
    ...fresh,
  });
}

export interface ValuesQuery {
  readonly names: readonly string[];
  /** All rows when absent. */
  readonly period?: Period;
  readonly by?: Dimension;
  readonly limit?: number;
}

/** Values of several metrics, in one request; none is sent for no names. */
export function useMetricValues({ names, period, by, limit }: ValuesQuery): UseQueryResult<readonly MetricValue[]> {
  const query = new URLSearchParams({ names: names.join(',') });
  if (period !== undefined) query.set('period', periodText(period));
  if (by !== undefined) query.set('by', by);
  if (limit !== undefined) query.set('limit', String(limit));
  return useQuery({
    queryKey: ['metrics', 'values', query.toString()],
    queryFn: async ({ signal }) =>
      (await fetchValue<{ values: readonly MetricValue[] }>(`/api/performance/metric-values?${query}`, { signal }))
        .values,
    enabled: names.length > 0,
    ...fresh,
  });
}
