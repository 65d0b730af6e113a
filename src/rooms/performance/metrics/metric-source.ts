import { type RawBuilder, sql } from 'kysely';
import { Refused } from '#kernel/result.ts';
import { reachableRows, visibleRows } from '#platform/records/visible-rows.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';
import { type Dimension, dimensions, opportunityCells, personUnit } from './facts.ts';
import type { MetricDefinition } from './metric-definition.ts';
import type { Period } from './period.ts';

/** What a metric is asked: a period, values of dimensions it is limited to, and the dimensions it is sliced by. */
export interface MetricQuestion {
  readonly period?: Period;
  readonly where?: readonly (readonly [Dimension, string])[];
  readonly by: readonly Dimension[];
}

/** Where a metric is read from: pieces of a SELECT whose rows have the alias `f`. */
export interface MetricSource {
  readonly from: RawBuilder<unknown>;
  readonly where: RawBuilder<unknown>;
  readonly value: RawBuilder<unknown>;
  readonly count: RawBuilder<unknown>;
  /** One expression for each dimension asked for. */
  readonly by: readonly RawBuilder<unknown>[];
}

/** The cells of the roll-up when they can answer, else the rows of the fact; under the visibility rule either way. */
export function metricSource(viewer: Viewer, metric: MetricDefinition, question: MetricQuestion): MetricSource {
  const { fact } = metric;
  const asked = [...question.by, ...(question.where ?? []).map(([dimension]) => dimension)];
  for (const dimension of asked) checkDimension(metric, dimension);
  const unitOf = (owner: string): RawBuilder<unknown> => (asked.includes('unit') ? personUnit(owner) : sql``);
  if (metric.cells !== undefined && asked.every((one) => one in opportunityCells.by) && wholeMonths(question.period)) {
    const { table, by } = opportunityCells;
    const { period } = question;
    const conditions = [sql`${reachableRows(viewer, fact.kind, 'f')}`, sql`(${metric.where})`, ...limits(question, by)];
    if (period !== undefined)
      conditions.push(sql`f.month >= ${monthOf(period.from)}::int and f.month < ${monthOf(period.until)}::int`);
    return {
      from: sql`qd.${sql.raw(table)} f ${unitOf('f.owner_id')}`,
      where: sql.join(conditions, sql` and `),
      value: metric.cells,
      count: sql`coalesce(sum(f.opportunities), 0)::int`,
      by: question.by.map((dimension) => by[dimension] as RawBuilder<unknown>),
    };
  }
  const conditions = [
    sql`${visibleRows(viewer, fact.kind, 'f')}`,
    sql`(${metric.where})`,
    ...limits(question, fact.by),
  ];
  if (question.period !== undefined)
    conditions.push(
      sql`${metric.date} >= ${question.period.from}::date and ${metric.date} < ${question.period.until}::date`,
    );
  return {
    from: sql`qd.${sql.raw(fact.kind.table)} f ${fact.joins} ${unitOf(fact.owner)}`,
    where: sql.join(conditions, sql` and `),
    value: metric.value,
    count: sql`count(*)::int`,
    by: question.by.map((dimension) => fact.by[dimension] as RawBuilder<unknown>),
  };
}

function limits(
  { where = [] }: MetricQuestion,
  by: Partial<Record<Dimension, RawBuilder<unknown>>>,
): RawBuilder<unknown>[] {
  return where.map(([dimension, key]) => sql`(${by[dimension]})::text = ${key}`);
}

function checkDimension({ name, fact }: MetricDefinition, dimension: Dimension): void {
  if (fact.by[dimension] !== undefined) return;
  const possible = dimensions.filter((one) => fact.by[one] !== undefined);
  throw new Refused('invalid-dimension', `${name} cannot be sliced by ${dimension}`, {
    field: 'by',
    found: dimension,
    expected: `one of ${possible.join(', ')}`,
  });
}

function wholeMonths(period: Period | undefined): boolean {
  return period === undefined || (period.from.endsWith('-01') && period.until.endsWith('-01'));
}

function monthOf(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}
