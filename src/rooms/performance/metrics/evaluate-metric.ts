import { type RawBuilder, sql } from 'kysely';
import { minorDigits } from '#kernel/currency.ts';
import { decimalToText } from '#kernel/decimal.ts';
import { Refused } from '#kernel/result.ts';
import { titlesOf } from '#platform/records/send-record.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { may, seesField } from '#platform/visibility/viewer.ts';
import type { MetricDefinition } from './catalogue.ts';
import { type Dimension, dimensionKinds, dimensions } from './facts.ts';
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
  const { viewer, company } = context;
  if (!may(viewer, metric.fact.kind.kind, 'read') || !seesField(viewer, metric.access)) {
    throw new Refused('forbidden', `the metric ${metric.name} is not open to you`, {
      field: 'name',
      found: metric.name,
    });
  }
  const [total] = await select(context, metric, query, undefined);
  const slices = query.by === undefined ? [] : await select(context, metric, query, expressionOf(metric, query.by));
  const labels = await labelsOf(context, query.by, slices);
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

async function select(
  context: WriteContext,
  metric: MetricDefinition,
  query: MetricQuery,
  by: RawBuilder<unknown> | undefined,
): Promise<Row[]> {
  const { fact } = metric;
  const timed = query.by === 'month' || query.by === 'quarter' || query.by === 'year';
  const conditions = [sql`${visibleRows(context.viewer, fact.kind, 'f')}`, sql`(${metric.where})`];
  if (query.period !== undefined)
    conditions.push(sql`${metric.date} >= ${query.period.from}::date and ${metric.date} < ${query.period.until}::date`);
  for (const [dimension, key] of query.where ?? [])
    conditions.push(sql`${expressionOf(metric, dimension)}::text = ${key}`);
  const grouped =
    by === undefined
      ? sql``
      : sql`group by 1 order by ${timed ? sql`1` : sql`2 desc nulls last, 1`} limit ${query.limit ?? 1000}`;
  const { rows } = await sql<Row>`
    select ${by === undefined ? sql`null` : sql`(${by})::text`} as key, (${metric.value})::numeric as value, count(*)::int as count
    from qd.${sql.raw(fact.kind.table)} f ${fact.joins} where ${sql.join(conditions, sql` and `)} ${grouped}`.execute(
    context.tx.kysely,
  );
  return rows;
}

function expressionOf(metric: MetricDefinition, dimension: Dimension): RawBuilder<unknown> {
  const expression = metric.fact.by[dimension];
  if (expression !== undefined) return expression;
  const possible = dimensions.filter((name) => metric.fact.by[name] !== undefined);
  throw new Refused('invalid-dimension', `${metric.name} cannot be sliced by ${dimension}`, {
    field: 'by',
    found: dimension,
    expected: `one of ${possible.join(', ')}`,
  });
}

async function labelsOf(
  context: WriteContext,
  by: Dimension | undefined,
  slices: readonly Row[],
): Promise<Map<string, string> | undefined> {
  const kind = by === undefined ? undefined : dimensionKinds[by];
  return kind === undefined
    ? undefined
    : titlesOf(
        context,
        kind,
        slices.flatMap((slice) => slice.key ?? []),
      );
}

/** Minor units (perhaps with decimals, when averaged) as decimal text of the currency. */
function moneyText(minor: string, currency: string): string {
  const [whole, fraction = ''] = minor.split('.');
  const up = fraction !== '' && fraction[0] >= '5' ? 1n : 0n;
  const unscaled = whole.startsWith('-') ? BigInt(whole) - up : BigInt(whole) + up;
  return decimalToText({ unscaled, scale: minorDigits(currency) });
}
