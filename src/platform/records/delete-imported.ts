import { sql } from 'kysely';
import type { RecordDefinition } from './registry.ts';
import type { WriteContext } from './write-context.ts';

/**
 * Takes out every record that an import made, by whole statements: rows, their events, then the projections of the kind from
 * scratch. Exact at any size.
 */
export async function deleteImported(
  context: WriteContext,
  definition: RecordDefinition,
  importId: string,
): Promise<number> {
  const { kind } = definition;
  const { rows } = await sql<{ deleted: number }>`
    with gone as (
      update qd.${sql.raw(kind.table)} r set deleted_at = ${context.now}::timestamptz, version = version + 1
      where r.company_id = qd.current_company() and r.import_id = ${importId}::uuid and r.deleted_at is null returning r.id),
    stamped as (
      select jsonb_populate_record(null::qd.event, jsonb_build_object('id', gen_random_uuid(), 'company_id', qd.current_company(),
        'recorded_at', clock_timestamp(), 'actor_id', ${context.author.personId}::text, 'via', ${context.author.via}::text,
        'request_id', ${context.author.requestId ?? null}::text, 'action', 'deleted', 'kind', ${kind.kind}::text, 'record_id', gone.id,
        'changes', '{}'::jsonb, 'epoch', qd.current_epoch(), 'xid', pg_current_xact_id()::text::bigint)) as event from gone),
    logged as (
      insert into qd.event (company_id, id, recorded_at, occurred_at, actor_id, via, request_id, action, kind, record_id, changes, note, epoch, xid, digest)
      select (event).company_id, (event).id, (event).recorded_at, (event).occurred_at, (event).actor_id, (event).via, (event).request_id,
        (event).action, (event).kind, (event).record_id, (event).changes, (event).note, (event).epoch, (event).xid, qd.event_digest(event) from stamped)
    select count(*)::int as deleted from gone`.execute(context.tx.kysely);
  const [{ deleted }] = rows;
  if (deleted > 0) await definition.rebuild?.(context);
  return deleted;
}
