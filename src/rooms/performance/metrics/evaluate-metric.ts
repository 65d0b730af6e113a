import { sql } from 'kysely';
import { minorDigits } from '#kernel/currency.ts';
import { decimalToText } from '#kernel/decimal.ts';
import { Refused } from '#kernel/result.ts';
import { titlesOf } from '#platform/records/send-record.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { may, seesField } from '#platform/visibility/viewer.ts';
import type { MetricDefinition } from './metric-definition.ts';
import { type Dimension, dimensionKinds } from './facts.ts';
import { metricSource } from './metric-source.ts';
import type { Period } from './period.ts';

export interface MetricSlice {
  /** The id or text that the slice is made of; null when the rows have none. */
  readonly key: string | null;
  readonly label: string | null;
  readonly value: number | null;
  /** Rows behind the number. */
  readonly count: number;
}

export interface MetricValue {
  readonly name: string;
  readonly unit: MetricDefinition['unit'];
  readonly currency?: string;
  readonly value: number | null;
  /** Money to the last minor unit. */
  readonly exact?: string;
  readonly count: number;
  readonly rows: readonly MetricSlice[];
}

export interface MetricQuery {
  readonly period?: Period;
  readonly by?: Dimension;
  /** Limits to one value of a dimension: [dimension, key]. */
  readonly where?: readonly (readonly [Dimension, string])[];
  readonly limit?: number;
}

interface Row {
  key: string | null;
  value: string | null;
  count: number;
}

/** One number of the catalogue under the viewer's visibility, whole or sliced by a dimension. */
export async function evaluateMetric(
  context: WriteContext,
  metric: MetricDefinition,
  query: MetricQuery,
): Promise<MetricValue> {
  const { company } = context;
  refuseClosed(context, metric);
  const [total] = await select(context, metric, query, undefined);
  const slices = query.by === undefined ? [] : await select(context, metric, query, query.by);
  const labels = await labelsOf(
    context,
    query.by,
    slices.map(({ key }) => key),
  );
  const money = metric.unit === 'money';
  const toNumber = (value: string | null): number | null =>
    value === null ? null : money ? Number(moneyText(value, company.baseCurrency)) : Number(value);
  return {
    name: metric.name,
    unit: metric.unit,
    ...(money ? { currency: company.baseCurrency } : {}),
    value: toNumber(total.value),
    ...(money && total.value !== null ? { exact: moneyText(total.value, company.baseCurrency) } : {}),
    count: total.count,
    rows: slices.map((row) => ({
      key: row.key,
      label: labels === undefined ? row.key : (labels.get(row.key ?? '') ?? null),
      value: toNumber(row.value),
      count: row.count,
    })),
  };
}

/** Refuses a number whose kind or fields are not open to the viewer. */
export function refuseClosed({ viewer }: WriteContext, metric: MetricDefinition): void {
  if (may(viewer, metric.fact.kind.kind, 'read') && seesField(viewer, metric.access)) return;
  throw new Refused('forbidden', `the metric ${metric.name} is not open to you`, { field: 'name', found: metric.name });
}

async function select(
  context: WriteContext,
  metric: MetricDefinition,
  query: MetricQuery,
  by: Dimension | undefined,
): Promise<Row[]> {
  const timed = query.by === 'month' || query.by === 'quarter' || query.by === 'year';
  const source = metricSource(context.viewer, metric, { ...query, by: by === undefined ? [] : [by] });
  const grouped =
    by === undefined
      ? sql``
      : sql`group by 1 having ${source.count} > 0 order by ${timed ? sql`1` : sql`2 desc nulls last, 1`} limit ${query.limit ?? 1000}`;
  const { rows } = await sql<Row>`
    select ${by === undefined ? sql`null` : sql`(${source.by[0]})::text`} as key, (${source.value})::numeric as value, ${source.count} as count
    from ${source.from} where ${source.where} ${grouped}`.execute(context.tx.kysely);
  return rows;
}

export async function labelsOf(
  context: WriteContext,
  by: Dimension | undefined,
  keys: readonly (string | null)[],
): Promise<Map<string, string> | undefined> {
  const kind = by === undefined ? undefined : dimensionKinds[by];
  return kind === undefined
    ? undefined
    : titlesOf(
        context,
        kind,
        keys.flatMap((key) => key ?? []),
      );
}

/** Minor units (perhaps with decimals, when averaged) as decimal text of the currency. */
export function moneyText(minor: string, currency: string): string {
  const [whole, fraction = ''] = minor.split('.');
  const up = fraction !== '' && fraction[0] >= '5' ? 1n : 0n;
  const unscaled = whole.startsWith('-') ? BigInt(whole) - up : BigInt(whole) + up;
  return decimalToText({ unscaled, scale: minorDigits(currency) });
}
