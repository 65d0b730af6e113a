import { sql } from 'kysely';
import { Refused } from '#kernel/result.ts';
import { filterCondition, parseFilter } from './filter.ts';
import type { RecordDefinition } from './registry.ts';
import { updateRecords } from './update-records.ts';
import { visibleRows } from './visible-rows.ts';
import { wholeKind } from './whole-kind.ts';
import type { WriteContext } from './write-context.ts';

export interface BulkUpdate {
  readonly ids?: readonly string[];
  /** The versions of them that the caller saw: when one has moved on since, none is changed. */
  readonly versions?: Readonly<Record<string, number>>;
  readonly filter?: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

const most = 10_000;

/**
 * Changes the same fields of many records, all or none; returns the new version of each by its id. Without ids and without a filter
 * nothing is touched: 422.
 */
export async function bulkUpdate(
  context: WriteContext,
  definition: RecordDefinition,
  update: BulkUpdate,
): Promise<ReadonlyMap<string, number>> {
  const kind = wholeKind(context.company, definition.kind);
  const clauses = parseFilter(update.filter ?? []);
  if (update.ids === undefined && clauses.length === 0) {
    throw new Refused('empty-filter', 'a bulk update needs ids or a filter', {
      field: 'filter',
      expected: 'at least one clause',
    });
  }
  if (Object.keys(update.values).length === 0) {
    throw new Refused('nothing-to-change', 'a bulk update needs a value to set', {
      field: 'values',
      expected: 'at least one field',
    });
  }
  const { rows } = await sql<{ id: string }>`
    select r.id::text as id from qd.${sql.raw(kind.table)} r
    where ${visibleRows(context.viewer, kind, 'r', 'write')}
      and ${filterCondition(context.viewer, kind, 'r', clauses, context.company.baseCurrency)}
      ${update.ids === undefined ? sql`` : sql`and r.id = any(${[...update.ids]}::uuid[])`}
    order by r.id limit ${most + 1}`.execute(context.tx.kysely);
  if (rows.length > most) {
    throw new Refused('too-many-records', `the filter matches more than ${most} records`, {
      field: 'filter',
      expected: `at most ${most}`,
    });
  }
  const missing = update.ids?.find((id) => !rows.some((row) => row.id === id));
  if (missing !== undefined)
    throw new Refused('not-found', `no ${kind.kind} with this id is open to you`, { field: 'ids', found: missing });
  const versions = await updateRecords(
    context,
    definition,
    rows.map(({ id }) => ({ id, values: update.values, version: update.versions?.[id] })),
  );
  return new Map(rows.map(({ id }, i) => [id, versions[i]]));
}
