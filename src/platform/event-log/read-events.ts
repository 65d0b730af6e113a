import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Id } from '#kernel/id.ts';
import { readingKind } from './pay-reads.ts';
import type { LogPosition, LoggedEvent } from './event.ts';

const columns = sql`id::text, to_json(recorded_at)#>>'{}' as "recordedAt", to_json(occurred_at)#>>'{}' as "occurredAt", actor_id::text as "actorId", via,
  action, kind, record_id::text as "recordId", changes, note`;

/** What changed in one record, newest first; `before` continues below an event already shown. */
export async function recordHistory(tx: Transaction, recordId: Id, limit: number, before?: Id): Promise<LoggedEvent[]> {
  const { rows } = await sql<LoggedEvent>`
    select ${columns} from qd.event
    where company_id = qd.current_company() and record_id = ${recordId} and kind <> ${readingKind}
      ${before === undefined ? sql`` : sql`and (coalesce(occurred_at, recorded_at), id) < (select coalesce(b.occurred_at, b.recorded_at), b.id from qd.event b where b.company_id = qd.current_company() and b.id = ${before})`}
    order by coalesce(occurred_at, recorded_at) desc, id desc limit ${limit}`.execute(tx.kysely);
  return rows;
}

/** Events of all kinds, newest first, for the audit screen. */
export async function recentEvents(
  tx: Transaction,
  limit: number,
  where: { readonly kind?: string; readonly actorId?: Id; readonly before?: Id },
): Promise<LoggedEvent[]> {
  const { rows } = await sql<LoggedEvent>`
    select ${columns} from qd.event
    where company_id = qd.current_company()
      ${where.kind === undefined ? sql`` : sql`and kind = ${where.kind}`}
      ${where.actorId === undefined ? sql`` : sql`and actor_id = ${where.actorId}`}
      ${where.before === undefined ? sql`` : sql`and (recorded_at, id) < (select b.recorded_at, b.id from qd.event b where b.company_id = qd.current_company() and b.id = ${where.before})`}
    order by recorded_at desc, id desc limit ${limit}`.execute(tx.kysely);
  return rows;
}

/**
 * What became visible since `after`, oldest first: the feed of live screens and webhooks. Reads only below the snapshot
 * horizon, so an event of a slow transaction is never skipped; what was logged before a restore lies below it in any case,
 * whatever numbers its transactions had in the database it comes from. The horizon bounds the index itself: what a running
 * import has logged so far is not even looked at. At the end of the log the position is the horizon.
 * @param wanted narrows the events, on `qd.event`
 */
export async function eventsSince(
  tx: Transaction,
  after: LogPosition,
  limit: number,
  wanted: RawBuilder<unknown> = sql`true`,
): Promise<{ events: LoggedEvent[]; position: LogPosition }> {
  const { rows } = await sql<LoggedEvent & Horizon & { epoch: number | null; xid: string }>`
    select h.epoch as "endEpoch", h.xid::text as "endXid", e.*
    from (select qd.current_epoch() as epoch, ${horizon} as xid offset 0) h
    left join lateral (
      select ${columns}, epoch, xid::text from qd.event
      where company_id = qd.current_company() and (epoch, xid, id) > ${place(after)}
        and (epoch, xid) < (h.epoch, h.xid) and ${wanted}
      order by event.epoch, event.xid, event.id limit ${limit}) e on true`.execute(tx.kysely);
  const last = rows.at(-1);
  const events = rows.flatMap(({ endEpoch: _epoch, endXid: _xid, ...row }) => (row.epoch === null ? [] : [row]));
  if (last === undefined) return { events, position: after };
  const position =
    events.length < limit || last.epoch === null
      ? { epoch: last.endEpoch, xid: last.endXid, id: null }
      : { epoch: last.epoch, xid: last.xid, id: last.id };
  return { events, position };
}

interface Horizon {
  readonly endEpoch: number;
  readonly endXid: string;
}

/** The oldest transaction that may still be running: everything below it is visible for good. */
const horizon = sql`pg_snapshot_xmin(pg_current_snapshot())::text::bigint`;

function place({ epoch, xid, id }: LogPosition): RawBuilder<unknown> {
  return sql`(${epoch}, ${xid}::bigint, ${id ?? '00000000-0000-0000-0000-000000000000'}::uuid)`;
}

/** Whether anything was logged between two positions, the second not included. */
export async function anyBetween(tx: Transaction, after: LogPosition, until: LogPosition): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from qd.event where company_id = qd.current_company()
      and (epoch, xid, id) > ${place(after)} and (epoch, xid) < (${until.epoch}, ${until.xid}::bigint)) as found`.execute(
    tx.kysely,
  );
  return rows[0].found;
}

/**
 * Everything committed after a position, also above the horizon, where a slower transaction may still put something in
 * between: for readers that want the newest and do not mind seeing it again when `eventsSince` comes to it.
 */
export async function eventsAfter(tx: Transaction, after: LogPosition, limit: number): Promise<LoggedEvent[]> {
  const { rows } = await sql<LoggedEvent>`
    select ${columns} from qd.event
    where company_id = qd.current_company()
      and (epoch, xid, id) > ${place(after)}
    order by epoch, xid, id limit ${limit}`.execute(tx.kysely);
  return rows;
}

/** The kinds of record that events between two positions are about. */
export async function kindsBetween(tx: Transaction, after: LogPosition, until: LogPosition): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select distinct kind from qd.event
    where company_id = qd.current_company()
      and (epoch, xid, id) > ${place(after)}
      and (epoch, xid) < (${until.epoch}, ${until.xid}::bigint)`.execute(tx.kysely);
  return rows.map(({ kind }) => kind);
}

/** The end of the log as of now, from which a new reader starts. */
export async function logEnd(tx: Transaction): Promise<LogPosition> {
  const { rows } = await sql<{ epoch: number; xid: string }>`
    select qd.current_epoch() as epoch, pg_snapshot_xmin(pg_current_snapshot())::text as xid`.execute(tx.kysely);
  return { epoch: rows[0].epoch, xid: rows[0].xid, id: null };
}

/**
 * The values a record had at an instant: today's values with every later change undone, newest first.
 * `current` is the record as it stands; undefined is returned when it did not exist yet.
 */
export async function valuesAsOf(
  tx: Transaction,
  recordId: Id,
  current: Readonly<Record<string, unknown>>,
  instant: string,
): Promise<Record<string, unknown> | undefined> {
  const { rows } = await sql<{ action: string; changes: Record<string, { from?: unknown }> }>`
    select action, changes from qd.event
    where company_id = qd.current_company() and record_id = ${recordId} and coalesce(occurred_at, recorded_at) > ${instant}::timestamptz
    order by coalesce(occurred_at, recorded_at) desc, id desc`.execute(tx.kysely);
  const values = { ...current };
  for (const { action, changes } of rows) {
    if (action === 'created') return undefined;
    for (const [field, change] of Object.entries(changes)) values[field] = change.from ?? null;
  }
  return values;
}
