import { type RawBuilder, sql } from 'kysely';
import { money, moneyToText } from '#kernel/money.ts';
import { type FieldDefinition, type RecordKind, columnOf, fieldOf } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import { notePayRead } from '#platform/event-log/pay-reads.ts';
import { type FilterClause, fieldExpression, filterCondition, searchCondition, visibleField } from './filter.ts';
import type { RollUp } from './registry.ts';
import { rollUpFor } from './roll-up.ts';
import { titlesOf } from './send-record.ts';
import { reachableRows, visibleRows } from './visible-rows.ts';
import { wholeKind } from './whole-kind.ts';
import { type WriteContext, newId } from './write-context.ts';

export interface GroupQuery {
  readonly by: string;
  /**
   * A number or an amount. The sum of an amount is given in the company's currency: it is kept in it (`baseAmount`) or every row
   * is in it.
   */
  readonly sum?: string;
  readonly filter: readonly FilterClause[];
  readonly search?: string;
}

export interface RecordGroup {
  readonly value: string | null;
  readonly label: string | null;
  readonly count: number;
  readonly sum: string | null;
  /** The sum weighted by the chance that the board of the kind names. */
  readonly weightedSum: string | null;
}

/** Counts (and sums) of the visible rows by one field, largest first; at most 500 groups. */
export async function groupRecords(
  context: WriteContext,
  given: RecordKind,
  query: GroupQuery,
): Promise<RecordGroup[]> {
  const kind = wholeKind(context.company, given);
  const by = visibleField(context.viewer, kind, query.by);
  if (!['choice', 'reference', 'text', 'boolean'].includes(by.type)) {
    throw new Refused('invalid-group', `${kind.kind} cannot be grouped by ${by.name}`, {
      field: 'by',
      found: by.name,
      expected: 'a choice, reference, text or boolean field',
    });
  }
  const summed = query.sum === undefined ? undefined : visibleField(context.viewer, kind, query.sum);
  if (summed !== undefined && !['money', 'whole', 'decimal'].includes(summed.type))
    throw new Refused('invalid-group', `${summed.name} cannot be added up`, {
      field: 'sum',
      found: summed.name,
      expected: 'an amount or a number',
    });
  if (summed?.access === 'pay')
    notePayRead(context.tx, { recordId: newId(context), what: `${kind.kind}: sum of ${summed.name} by ${by.name}` });
  const base = context.company.baseCurrency;
  const rollUp = rollUpFor(kind, query);
  const rows = await (rollUp === undefined
    ? countRows(context, kind, by, summed, query)
    : addCells(context, kind, by, query, rollUp));
  if (rows.some((row) => row.foreign)) {
    throw new Refused('mixed-currencies', 'amounts in different currencies are never added raw', {
      field: 'sum',
      found: query.sum,
      expected: 'baseAmount',
    });
  }
  const titles =
    by.type === 'reference'
      ? await titlesOf(
          context,
          by.to ?? '',
          rows.flatMap((row) => row.value ?? []),
        )
      : undefined;
  return rows.map((row) => ({
    value: row.value,
    label: titles === undefined ? row.value : (titles.get(row.value ?? '') ?? null),
    count: row.count,
    sum: summed?.type === 'money' ? amountText(row.sum, base) : row.sum,
    weightedSum: amountText(row.weighted, base),
  }));
}

function amountText(minor: string | null, currency: string): string | null {
  return minor === null ? null : moneyToText(money(BigInt(minor), currency));
}

interface GroupRow {
  value: string | null;
  count: number;
  sum: string | null;
  weighted: string | null;
  /** Whether amounts in another currency than the company's are among the rows. */
  foreign: boolean;
}

/** Counts the rows themselves. */
async function countRows(
  context: WriteContext,
  kind: RecordKind,
  by: FieldDefinition,
  summed: FieldDefinition | undefined,
  query: GroupQuery,
): Promise<GroupRow[]> {
  const amount = summed === undefined ? undefined : fieldExpression(summed, 'r');
  const base = context.company.baseCurrency;
  const mixes = summed?.type === 'money' && summed.inBase !== true && fieldOf(kind, 'currency') !== undefined;
  const chance = summed?.name === kind.board?.sum ? fieldOf(kind, kind.board?.weight ?? '') : undefined;
  const { rows } = await sql<GroupRow>`
    select ${fieldExpression(by, 'r')}::text as value, count(*)::int as count,
      ${amount === undefined ? sql`null` : sql`sum(${amount})::text`} as sum,
      ${chance === undefined ? sql`null` : sql`sum(trunc(${amount} * round(${sql.ref(`r.${columnOf(chance)}`)} * 10000) / 10000))::text`} as weighted,
      ${mixes && amount !== undefined ? sql`coalesce(bool_or(r.currency <> ${base}) filter (where ${amount} is not null), false)` : sql`false`} as foreign
    from qd.${sql.raw(kind.table)} r
    where ${visibleRows(context.viewer, kind, 'r')} and ${filterCondition(context.viewer, kind, 'r', query.filter, context.company.baseCurrency)}
      ${query.search === undefined ? sql`` : sql`and ${searchCondition(kind, 'r', query.search)}`}
    group by 1 order by 2 desc, 1 limit 500`.execute(context.tx.kysely);
  return rows;
}

/** Adds up the cells of the roll-up; no row of the kind is read. */
async function addCells(
  context: WriteContext,
  kind: RecordKind,
  by: FieldDefinition,
  query: GroupQuery,
  rollUp: RollUp,
): Promise<GroupRow[]> {
  const sum = (column: string): RawBuilder<unknown> =>
    query.sum === undefined ? sql`null` : sql`sum(r.${sql.ref(column)})::text`;
  const { rows } = await sql<GroupRow>`
    select r.${sql.ref(columnOf(by))}::text as value, sum(r.${sql.ref(rollUp.count)})::int as count,
      ${sum(rollUp.sums[query.sum ?? ''] ?? rollUp.weighted)} as sum, ${sum(rollUp.weighted)} as weighted, false as foreign
    from qd.${sql.raw(rollUp.table)} r
    where ${reachableRows(context.viewer, kind, 'r')} and ${filterCondition(context.viewer, kind, 'r', query.filter, context.company.baseCurrency)}
    group by 1 having sum(r.${sql.ref(rollUp.count)}) > 0 order by 2 desc, 1 limit 500`.execute(context.tx.kysely);
  return rows;
}
