import { type RawBuilder, sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { copyLine } from '#platform/database/copy-lines.ts';
import { stageRows, worthStaging } from '#platform/database/stage-rows.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { NewEvent } from './event.ts';

/** Who writes and how; the same for every event of a transaction. */
export interface EventAuthor {
  readonly personId: Id | null;
  readonly via: 'app' | 'api' | 'cli' | 'job' | 'import' | 'system';
  readonly requestId?: string;
}

const columns = [
  'id uuid',
  'occurred_at timestamptz',
  'actor_id uuid',
  'action text',
  'kind text',
  'record_id uuid',
  'changes jsonb',
  'note text',
];

/**
 * Appends events in the transaction that makes the change: either both are kept or neither is. The database stamps time,
 * transaction number and digest, so a caller cannot choose them.
 */
export async function appendEvents(tx: Transaction, author: EventAuthor, events: readonly NewEvent[]): Promise<void> {
  if (events.length < worthStaging) {
    if (events.length === 0) return;
    const rows = JSON.stringify(events.map((event) => ({ ...plainEvent(author, event), changes: event.changes })));
    await insertEvents(tx, author, sql`jsonb_to_recordset(${rows}::jsonb) as logged(${sql.raw(columns.join(', '))})`);
    return;
  }
  await stageRows(tx, 'staged_event', columns, lines(author, events));
  await insertEvents(tx, author, sql`pg_temp.staged_event logged`);
}

/** Appends the events that a FROM clause gives, whose alias is `logged`. */
export async function insertEvents(tx: Transaction, author: EventAuthor, from: RawBuilder<unknown>): Promise<void> {
  await sql`
    insert into qd.event (company_id, id, recorded_at, occurred_at, actor_id, via, request_id, action, kind, record_id, changes,
      note, epoch, xid, digest)
    select s.company_id, logged.id, s.recorded_at, logged.occurred_at, logged.actor_id, s.via, s.request_id, logged.action, logged.kind, logged.record_id,
      logged.changes, logged.note, s.epoch, s.xid,
      qd.event_digest_of(s.company_id, logged.id, s.recorded_at, logged.occurred_at, logged.actor_id, s.via, s.request_id, logged.action,
        logged.kind, logged.record_id, logged.changes, logged.note, s.epoch, s.xid)
    from ${from}, (select qd.current_company() as company_id, clock_timestamp() as recorded_at, ${author.via}::text as via,
      ${author.requestId ?? null}::text as request_id, qd.current_epoch() as epoch,
      pg_current_xact_id()::text::bigint as xid offset 0) s`.execute(tx.kysely);
}

function plainEvent(author: EventAuthor, event: NewEvent) {
  return {
    id: event.id,
    occurred_at: event.occurredAt ?? null,
    actor_id: event.actorId === undefined ? author.personId : event.actorId,
    action: event.action,
    kind: event.kind,
    record_id: event.recordId,
    note: event.note ?? null,
  };
}

function* lines(author: EventAuthor, events: readonly NewEvent[]): Generator<string> {
  for (const event of events) {
    const row = plainEvent(author, event);
    const changes = JSON.stringify(event.changes);
    yield copyLine([row.id, row.occurred_at, row.actor_id, row.action, row.kind, row.record_id, changes, row.note]);
  }
}
