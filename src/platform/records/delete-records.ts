import { sql } from 'kysely';
import type { RecordKind } from '#kernel/record-kind.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import type { NewEvent } from '#platform/event-log/event.ts';
import { notFound } from './get-record.ts';
import type { RecordChange, RecordDefinition } from './registry.ts';
import { currencyOf, fromRow, toApi } from './stored-values.ts';
import { visibleRows } from './visible-rows.ts';
import { wholeKind } from './whole-kind.ts';
import { type WriteContext, newId } from './write-context.ts';

/**
 * Takes records out of every list; the rows and their history stay, so it can be undone. `project` sees each as a change
 * to nothing: `next` is empty.
 */
export async function deleteRecords(
  context: WriteContext,
  definition: RecordDefinition,
  ids: readonly string[],
): Promise<void> {
  const kind = wholeKind(context.company, definition.kind);
  const { rows } = await sql<Record<string, unknown> & { id: string }>`
    update qd.${sql.raw(kind.table)} r set deleted_at = ${context.now}::timestamptz, version = r.version + 1, updated_at = ${context.now}::timestamptz
    where ${visibleRows(context.viewer, kind, 'r', 'write')} and r.id = any(${[...ids]}::uuid[]) returning r.*`.execute(
    context.tx.kysely,
  );
  for (const id of ids) context.known.get(kind.kind)?.delete(id);
  const missing = ids.find((id) => !rows.some((row) => row.id === id));
  if (missing !== undefined) throw notFound(kind, missing);
  await appendEvents(
    context.tx,
    context.author,
    rows.map((row) => deletedEvent(context, kind, row)),
  );
  const changes = rows.map(
    (row): RecordChange => ({ id: row.id, previous: fromRow(kind, row), next: {}, action: 'deleted' }),
  );
  await definition.project?.(context, changes);
}

/** Brings deleted records back as they were. */
export async function restoreRecords(
  context: WriteContext,
  definition: RecordDefinition,
  ids: readonly string[],
): Promise<void> {
  const kind = wholeKind(context.company, definition.kind);
  const { rows } = await sql<Record<string, unknown> & { id: string }>`
    update qd.${sql.raw(kind.table)} r set deleted_at = null, version = r.version + 1, updated_at = ${context.now}::timestamptz
    where r.company_id = ${context.viewer.companyId} and r.deleted_at is not null and r.id = any(${[...ids]}::uuid[]) returning r.*`.execute(
    context.tx.kysely,
  );
  if (rows.length === 0) return;
  await appendEvents(
    context.tx,
    context.author,
    rows.map((row) => ({ id: newId(context), action: 'restored', kind: kind.kind, recordId: row.id, changes: {} })),
  );
  await definition.project?.(
    context,
    rows.map((row) => ({ id: row.id, next: fromRow(kind, row), action: 'restored' })),
  );
}

function deletedEvent(
  context: WriteContext,
  kind: RecordKind,
  row: Readonly<Record<string, unknown>> & { id: string },
): NewEvent {
  const values = fromRow(kind, row);
  const currency = currencyOf(kind, values, context.company.baseCurrency);
  const changes: Record<string, { from: unknown }> = {};
  for (const field of kind.fields) {
    const value = toApi(field, values[field.name], currency, context.company.baseCurrency);
    if (value !== null) changes[field.name] = { from: value };
  }
  return { id: newId(context), action: 'deleted', kind: kind.kind, recordId: row.id, changes };
}
