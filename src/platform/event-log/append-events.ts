import { sql } from 'kysely';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Id } from '#kernel/id.ts';
import type { NewEvent } from './event.ts';

/** Who writes and how; the same for every event of a transaction. */
export interface EventAuthor {
  readonly personId: Id | null;
  readonly via: 'app' | 'api' | 'cli' | 'job' | 'import' | 'system';
  readonly requestId?: string;
}

/**
 * Appends events in the transaction that makes the change: either both are kept or neither is. The database stamps time,
 * transaction number and digest, so a caller cannot choose them.
 */
export async function appendEvents(tx: Transaction, author: EventAuthor, events: readonly NewEvent[]): Promise<void> {
  const batch = 5000;
  for (let start = 0; start < events.length; start += batch) {
    const rows = JSON.stringify(
      events.slice(start, start + batch).map((event) => ({
        id: event.id,
        occurred_at: event.occurredAt ?? null,
        actor_id: event.actorId === undefined ? author.personId : event.actorId,
        action: event.action,
        kind: event.kind,
        record_id: event.recordId,
        changes: event.changes,
        note: event.note ?? null,
      })),
    );
    await sql`
      with stamped as (
        select jsonb_populate_record(null::qd.event, to_jsonb(row) || jsonb_build_object(
          'company_id', qd.current_company(), 'recorded_at', clock_timestamp(), 'via', ${author.via}::text,
          'request_id', ${author.requestId ?? null}::text, 'epoch', qd.current_epoch(),
          'xid', pg_current_xact_id()::text::bigint)) as event
        from jsonb_to_recordset(${rows}::jsonb) as row(id uuid, occurred_at timestamptz, actor_id uuid, action text, kind text,
          record_id uuid, changes jsonb, note text))
      insert into qd.event (company_id, id, recorded_at, occurred_at, actor_id, via, request_id, action, kind, record_id, changes,
        note, epoch, xid, digest)
      select (event).company_id, (event).id, (event).recorded_at, (event).occurred_at, (event).actor_id, (event).via,
        (event).request_id, (event).action, (event).kind, (event).record_id, (event).changes, (event).note, (event).epoch,
        (event).xid, qd.event_digest(event)
      from stamped`.execute(tx.kysely);
  }
}
