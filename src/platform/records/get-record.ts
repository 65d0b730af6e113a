import { sql } from 'kysely';
import type { RecordKind } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import { valuesAsOf } from '#platform/event-log/read-events.ts';
import { type SentRecord, sendRecords, sentColumns } from './send-record.ts';
import { visibleRows } from './visible-rows.ts';
import type { WriteContext } from './write-context.ts';

/** What a person may not see and what does not exist look the same. */
export function notFound(kind: RecordKind, id: string): Refused {
  return new Refused('not-found', `no ${kind.kind} with this id is open to you`, { field: 'id', found: id });
}

export async function getRecord(context: WriteContext, kind: RecordKind, id: string): Promise<SentRecord> {
  const { rows } = await sql<Record<string, unknown>>`
    select ${sentColumns(kind, 'r')} from qd.${sql.raw(kind.table)} r where ${visibleRows(context.viewer, kind, 'r')} and r.id = ${id}::uuid`.execute(
    context.tx.kysely,
  );
  if (rows.length === 0) throw notFound(kind, id);
  const [sent] = await sendRecords(context, kind, rows);
  return sent;
}

/** Refuses like getRecord, without reading anything of the record. */
export async function requireVisible(context: WriteContext, kind: RecordKind, id: string): Promise<void> {
  const { rows } = await sql`
    select from qd.${sql.raw(kind.table)} r where ${visibleRows(context.viewer, kind, 'r')} and r.id = ${id}::uuid`.execute(
    context.tx.kysely,
  );
  if (rows.length === 0) throw notFound(kind, id);
}

/** The record as it stood at an instant, by undoing what the event log says came later. */
export async function getRecordAsOf(
  context: WriteContext,
  kind: RecordKind,
  id: string,
  instant: string,
): Promise<SentRecord> {
  const current = await getRecord(context, kind, id);
  const values = await valuesAsOf(context.tx, id, current, instant);
  if (values === undefined)
    throw new Refused('not-found', `this ${kind.kind} did not exist yet at ${instant}`, {
      field: 'asOf',
      found: instant,
    });
  return { ...values, id: current.id, version: current.version } as SentRecord;
}
