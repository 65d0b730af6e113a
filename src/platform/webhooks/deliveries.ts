import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { readWebhook } from './webhook.ts';

export const deliveryStates = ['waiting', 'sending', 'delivered', 'failed', 'withheld'] as const;

export interface Delivery {
  readonly id: string;
  readonly sequence: number;
  readonly eventId: string;
  readonly eventType: string;
  readonly state: (typeof deliveryStates)[number];
  readonly attempts: number;
  readonly status: number | null;
  readonly response: string | null;
  readonly problem: string | null;
  readonly tookMs: number | null;
  readonly createdAt: string;
  readonly lastAttemptAt: string | null;
  readonly nextAt: string | null;
  readonly deliveredAt: string | null;
}

/** What was and will be sent, newest first. */
export async function listDeliveries(
  tx: Transaction,
  webhookId: string,
  filter: { readonly state?: string; readonly limit: number; readonly before?: number },
): Promise<{ items: Delivery[]; next: string | null }> {
  await readWebhook(tx, webhookId);
  const { rows } = await tx.query<Delivery>(
    `select id::text, sequence::float8 as sequence, event_id::text as "eventId", event_type as "eventType", state, attempts, status, response, problem,
       took_ms as "tookMs", created_at as "createdAt", last_attempt_at as "lastAttemptAt", next_at as "nextAt", delivered_at as "deliveredAt"
     from qd.webhook_delivery where company_id = qd.current_company() and webhook_id = $1
       and ($2::text is null or state = $2) and ($3::bigint is null or sequence < $3)
     order by sequence desc limit $4`,
    [webhookId, filter.state ?? null, filter.before ?? null, filter.limit + 1],
  );
  const items = rows.slice(0, filter.limit);
  return { items, next: rows.length > filter.limit ? String(items[items.length - 1].sequence) : null };
}

/** Sends one delivery again, whatever became of it; it keeps its id, so that the receiver knows it. */
export async function replayDelivery(context: WriteContext, webhookId: string, deliveryId: string): Promise<void> {
  await readWebhook(context.tx, webhookId);
  const again = await replay(context, webhookId, 'and id = $3', deliveryId);
  if (again === 0)
    throw new Refused('not-found', 'no delivery of this webhook has this id', {
      field: 'deliveryId',
      found: deliveryId,
    });
}

/** Sends everything again that was recorded since an instant. Returns how many. */
export async function replaySince(context: WriteContext, webhookId: string, since: string): Promise<number> {
  await readWebhook(context.tx, webhookId);
  return replay(context, webhookId, 'and event_recorded_at >= $3', since);
}

async function replay(context: WriteContext, webhookId: string, which: string, value: string): Promise<number> {
  const again = await context.tx.query(
    `update qd.webhook_delivery set state = 'waiting', attempts = 0, next_at = $2, problem = null
     where company_id = qd.current_company() and webhook_id = $1 ${which}`,
    [webhookId, context.now, value],
  );
  await appendEvents(context.tx, context.author, [
    { id: newId(context), action: 'replayed', kind: 'webhook', recordId: webhookId, changes: {}, note: value },
  ]);
  return again.rowCount ?? 0;
}
