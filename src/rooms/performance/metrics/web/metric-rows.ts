import type { RecordKind } from '#kernel/record-kind.ts';
import { stringifySearch } from '#web/shell/search-params.ts';
import { isState } from './metric-groups.ts';
import type { MetricDescription } from './metrics-api.ts';

/** The address of the list of the rows behind a number in a period; undefined when its kind has no list. */
export function metricRowsAddress(
  metric: MetricDescription,
  kind: RecordKind | undefined,
  period: { readonly from: string; readonly last: string },
): string | undefined {
  if (kind === undefined) return undefined;
  const { filter, dateField } = metric.rows;
  const days =
    dateField === null || isState(metric) ? [] : [`${dateField}:gte:${period.from}`, `${dateField}:lte:${period.last}`];
  return `/${kind.room}/${kind.path}${stringifySearch({ filter: [...filter, ...days] })}`;
}
