import { sql } from 'kysely';
import type { LogPosition, LoggedEvent } from '#platform/event-log/event.ts';
import { anyBetween, eventsSince } from '#platform/event-log/read-events.ts';
import { loadViewer } from '#platform/identity/load-viewer.ts';
import { type Transaction, withSystemTransaction, withTransaction } from '#platform/database/transaction.ts';
import { databaseContext } from '#platform/visibility/database-context.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';
import { newId } from '#platform/records/write-context.ts';
import type { JobServices } from '#platform/jobs/job-kind.ts';
import { visibleEvents } from './visible-events.ts';

export interface HookRow {
  readonly id: string;
  readonly companyId: number;
  readonly ownerId: string;
  readonly kinds: string[];
  readonly includeImports: boolean;
  readonly position: LogPosition;
  readonly nextSequence: bigint;
}

const atOnce = 500;

/**
 * Reads on in the event log, in commit order, for one webhook, and puts what its owner may be told into its queue of deliveries.
 * Deliveries and the place in the log are kept in one transaction: an event that was committed is queued once, whatever is killed
 * when. Returns how many events were read; 0 at the end of the log or when another process has the webhook.
 */
export async function queueEvents(services: JobServices, companyId: number, webhookId: string): Promise<number> {
  return withSystemTransaction(services.database, { reason: 'the outbox of webhooks', companyId }, async (tx) => {
    const hook = await lockHook(tx, webhookId);
    if (hook === undefined) return 0;
    const heard = hook.includeImports ? sql`true` : sql`via <> 'import'`;
    const { events, position } = await eventsSince(tx, hook.position, atOnce, heard);
    if (events.length === 0 && !(await anyBetween(tx, hook.position, position))) return 0;
    const wanted = events.filter((event) => hook.kinds.length === 0 || hook.kinds.includes(event.kind));
    const owner = wanted.length === 0 ? undefined : await ownerOf(tx, services, companyId, hook.ownerId);
    const told = owner === undefined ? [] : await toldTo(services, owner, wanted);
    await insertDeliveries(tx, services, hook, told);
    await tx.query(
      `update qd.webhook set cursor_epoch = $2, cursor_xid = $3, cursor_id = $4, next_sequence = next_sequence + $5
       where company_id = qd.current_company() and id = $1`,
      [hook.id, position.epoch, position.xid, position.id, told.length],
    );
    return events.length;
  });
}

async function lockHook(tx: Transaction, id: string): Promise<HookRow | undefined> {
  const { rows } = await tx.query<Omit<HookRow, 'position'> & { epoch: number; xid: bigint; cursorId: string | null }>(
    `select id::text, company_id as "companyId", owner_id::text as "ownerId", kinds, include_imports as "includeImports",
       cursor_epoch as epoch, cursor_xid as xid, cursor_id::text as "cursorId", next_sequence as "nextSequence"
     from qd.webhook where company_id = qd.current_company() and id = $1 and state = 'active' for update skip locked`,
    [id],
  );
  if (rows.length === 0) return undefined;
  const { epoch, xid, cursorId, ...rest } = rows[0];
  return { ...rest, position: { epoch, xid: xid.toString(), id: cursorId } };
}

/** The owner with the rights of this moment; undefined when they left. */
export function ownerOf(
  tx: Transaction,
  { clock }: JobServices,
  companyId: number,
  personId: string,
): Promise<Viewer | undefined> {
  return loadViewer(tx, { companyId, personId, via: 'job', nowMs: clock.now().epochMilliseconds });
}

/** Asked under the owner's rights, in a transaction of their own: row-level security says it too. */
export function toldTo(services: JobServices, owner: Viewer, events: readonly LoggedEvent[]): Promise<LoggedEvent[]> {
  return withTransaction(
    services.database,
    databaseContext(owner, 'webhook'),
    (tx) => visibleEvents(tx, owner, events),
    { readOnly: true },
  );
}

async function insertDeliveries(
  tx: Transaction,
  { clock }: JobServices,
  hook: HookRow,
  events: readonly LoggedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const now = clock.now().toString();
  const rows = events.map((event, i) => ({
    id: newId({ now }),
    event_id: event.id,
    event_recorded_at: event.recordedAt,
    event_type: `${event.kind}.${event.action}`,
    sequence: (hook.nextSequence + BigInt(i)).toString(),
  }));
  await tx.query(
    `insert into qd.webhook_delivery (id, webhook_id, event_id, event_recorded_at, event_type, sequence, state, next_at, created_at)
     select id, $1, event_id, event_recorded_at, event_type, sequence, 'waiting', $2, $2
     from jsonb_to_recordset($3) as n(id uuid, event_id uuid, event_recorded_at timestamptz, event_type text, sequence bigint)
     on conflict (company_id, webhook_id, event_id) do nothing`,
    [hook.id, now, JSON.stringify(rows)],
  );
}
