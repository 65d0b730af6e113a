import { sql } from 'kysely';
import { money, moneyToText } from '#kernel/money.ts';
import { type RecordKind, columnOf } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import { type FilterClause, filterCondition, searchCondition, visibleField } from './filter.ts';
import { titlesOf } from './send-record.ts';
import { visibleRows } from './visible-rows.ts';
import { wholeKind } from './whole-kind.ts';
import type { WriteContext } from './write-context.ts';

export interface GroupQuery {
  readonly by: string;
  /** A money field; its sum is given in the base currency, so it must have one (`baseAmount`) or all rows the same currency. */
  readonly sum?: string;
  readonly filter: readonly FilterClause[];
  readonly search?: string;
}

export interface RecordGroup {
  readonly value: string | null;
  readonly label: string | null;
  readonly count: number;
  readonly sum: string | null;
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
  if (summed !== undefined && (summed.type !== 'money' || summed.custom === true))
    throw new Refused('invalid-group', `${summed.name} is not an amount of the kind itself`, {
      field: 'sum',
      found: summed.name,
      expected: 'a money field',
    });
  const base = context.company.baseCurrency;
  const { rows } = await sql<{ value: string | null; count: number; sum: string | null; currencies: number }>`
    select ${by.custom === true ? sql`r.custom->>${by.name}::text` : sql`${sql.ref(`r.${columnOf(by)}`)}::text`} as value, count(*)::int as count,
      ${summed === undefined ? sql`null` : sql`sum(${sql.ref(`r.${columnOf(summed)}`)})::text`} as sum,
      ${summed === undefined || summed.name === 'baseAmount' ? sql`1` : sql`count(distinct r.currency)::int`} as currencies
    from qd.${sql.raw(kind.table)} r
    where ${visibleRows(context.viewer, kind, 'r')} and ${filterCondition(context.viewer, kind, 'r', query.filter, base)}
      ${query.search === undefined ? sql`` : sql`and ${searchCondition(kind, 'r', query.search)}`}
    group by 1 order by 2 desc, 1 limit 500`.execute(context.tx.kysely);
  if (rows.some((row) => row.currencies > 1)) {
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
    sum: row.sum === null ? null : moneyToText(money(BigInt(row.sum), base)),
  }));
}
