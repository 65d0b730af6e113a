import { useQuery } from '@tanstack/react-query';
import type { LocalText } from '#kernel/local-text.ts';
import { fetchValue } from '#web/api/request.ts';
import type { Measure } from '#web/components/measure-text.ts';

/** A metric of the catalogue as the API describes it. */
export interface MetricDescription {
  readonly name: string;
  readonly label: LocalText;
  readonly formula: LocalText;
  readonly unit: Measure['unit'];
  readonly direction: 'up' | 'down' | 'none';
  readonly owner: string;
  readonly source: string;
  readonly dimensions: readonly string[];
  readonly rows: { readonly kind: string; readonly filter: readonly string[]; readonly dateField: string | null };
}

export interface MetricValue {
  readonly name: string;
  readonly unit: Measure['unit'];
  readonly currency?: string;
  readonly value: number | null;
  readonly exact?: string;
  readonly count: number;
  readonly rows: readonly {
    readonly key: string | null;
    readonly label: string | null;
    readonly value: number | null;
    readonly count: number;
  }[];
  readonly previous?: number | null;
  readonly yearBefore?: number | null;
}

export function useMetricCatalogue() {
  return useQuery({
    queryKey: ['metrics', 'catalogue'],
    queryFn: ({ signal }) =>
      fetchValue<{ readonly metrics: readonly MetricDescription[] }>('/api/performance/metrics', { signal }),
    staleTime: 10 * 60_000,
  });
}

interface ValueQuery {
  /** All rows when absent. */
  readonly period?: string;
  readonly by?: string;
  readonly compare?: boolean;
  readonly limit?: number;
}

/** One metric in a period, sliced or compared; asked again when rows of its source change. */
export function useMetricValue(metric: Pick<MetricDescription, 'name' | 'source'>, query: ValueQuery, enabled = true) {
  return useQuery({
    queryKey: ['live', metric.source, 'metric', metric.name, query],
    queryFn: async ({ signal }) => {
      const { values } = await fetchValue<{ readonly values: readonly MetricValue[] }>(
        '/api/performance/metric-values',
        {
          query: {
            names: metric.name,
            period: query.period,
            by: query.by,
            limit: query.limit,
            ...(query.compare === true ? { compare: 'true' } : {}),
          },
          signal,
        },
      );
      return values[0];
    },
    enabled,
  });
}
