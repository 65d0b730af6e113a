import { sql } from 'kysely';
import type { WriteContext } from '#platform/records/write-context.ts';
import type { MetricDefinition } from './metric-definition.ts';
import { labelsOf, moneyText, refuseClosed } from './evaluate-metric.ts';
import type { Dimension } from './facts.ts';
import { type MetricQuestion, metricSource } from './metric-source.ts';

export interface PivotAxisValue {
  readonly key: string | null;
  readonly label: string | null;
}

/** A metric by two dimensions; combinations without a row are absent. */
export interface MetricPivot {
  readonly name: string;
  readonly unit: MetricDefinition['unit'];
  readonly currency?: string;
  readonly rows: readonly PivotAxisValue[];
  readonly columns: readonly PivotAxisValue[];
  /** `row` and `column` are places in the two lists. */
  readonly cells: readonly { row: number; column: number; value: number | null; count: number }[];
  /** True when there were more combinations than are given. */
  readonly capped: boolean;
}

export interface PivotQuery extends Omit<MetricQuestion, 'by'> {
  readonly by: Dimension;
  readonly across: Dimension;
}

const mostCells = 20_000;

/** One number of the catalogue by two dimensions (owner × month) under the viewer's visibility. */
export async function evaluatePivot(
  context: WriteContext,
  metric: MetricDefinition,
  query: PivotQuery,
): Promise<MetricPivot> {
  refuseClosed(context, metric);
  const source = metricSource(context.viewer, metric, { ...query, by: [query.by, query.across] });
  const { rows } = await sql<{ row: string | null; column: string | null; value: string | null; count: number }>`
    select (${source.by[0]})::text as "row", (${source.by[1]})::text as "column", (${source.value})::numeric as value, ${source.count} as count
    from ${source.from} where ${source.where}
    group by 1, 2 having ${source.count} > 0 order by 1, 2 limit ${mostCells + 1}`.execute(context.tx.kysely);
  const kept = rows.slice(0, mostCells);
  const currency = metric.unit === 'money' ? context.company.baseCurrency : undefined;
  const rowKeys = [...new Set(kept.map(({ row }) => row))];
  const columnKeys = [...new Set(kept.map(({ column }) => column))].toSorted(nullLast);
  const rowAt = new Map(rowKeys.map((key, i) => [key, i]));
  const columnAt = new Map(columnKeys.map((key, i) => [key, i]));
  return {
    name: metric.name,
    unit: metric.unit,
    ...(currency === undefined ? {} : { currency }),
    rows: await axis(context, query.by, rowKeys),
    columns: await axis(context, query.across, columnKeys),
    cells: kept.map(({ row, column, value, count }) => ({
      row: rowAt.get(row)!,
      column: columnAt.get(column)!,
      value: value === null ? null : Number(currency === undefined ? value : moneyText(value, currency)),
      count,
    })),
    capped: rows.length > mostCells,
  };
}

function nullLast(left: string | null, right: string | null): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return left < right ? -1 : Number(left > right);
}

async function axis(
  context: WriteContext,
  dimension: Dimension,
  keys: readonly (string | null)[],
): Promise<PivotAxisValue[]> {
  const labels = await labelsOf(context, dimension, keys);
  return keys.map((key) => ({ key, label: labels === undefined ? key : (labels.get(key ?? '') ?? null) }));
}
