import { sql } from 'kysely';
import { text } from '#kernel/local-text.ts';
import type { LoggedEvent } from '#platform/event-log/event.ts';
import { type Transaction, withSystemTransaction } from '#platform/database/transaction.ts';
import { UnreachableAddress, safeFetch } from '#platform/http/safe-fetch.ts';
import type { JobServices } from '#platform/jobs/job-kind.ts';
import { notify } from '#platform/notifications/notify.ts';
import { webhookTopic } from '#platform/notifications/topics.ts';
import { ownerOf, toldTo } from './queue-events.ts';
import { signBody } from './signature.ts';
import { signingSecrets } from './webhook.ts';

/** Pauses after the first, second … failed try: about three days in all. */
export const pausesMinutes = [1, 5, 30, 120, 300, 600, 840, 1200, 1440] as const;
/** A webhook that has failed without a break for so long is disabled; its owner is told. */
export const disabledAfterDays = 5;
/** A delivery whose sender fell silent is sent again after this. */
const leaseSeconds = 60;
const shownBytes = 4096;

interface Claimed {
  readonly id: string;
  readonly webhookId: string;
  readonly eventId: string;
  readonly eventRecordedAt: string;
  readonly sequence: bigint;
  readonly attempts: number;
  readonly url: string;
  readonly ownerId: string;
  readonly secretSealed: string;
  readonly previousSealed: string | null;
  readonly previousUntil: string | null;
}

export interface Outcome {
  readonly status: number | null;
  readonly response: string | null;
  readonly problem: string | null;
  readonly tookMs: number;
}

/**
 * Sends the next due delivery of a webhook and keeps what came back. What is sent is built now, under the rights the owner has
 * now. False when nothing is due.
 */
export async function deliverNext(services: JobServices, companyId: number, webhookId: string): Promise<boolean> {
  const system = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    withSystemTransaction(services.database, { reason: 'deliver webhooks', companyId }, work);
  const claimed = await system((tx) => claim(tx, services, webhookId));
  if (claimed === undefined) return false;
  const body = await bodyOf(services, companyId, claimed, system);
  if (body === undefined) {
    await system((tx) =>
      tx.query(
        `update qd.webhook_delivery set state = 'withheld', next_at = null, problem = 'the owner may not be told of this any more'
         where company_id = qd.current_company() and id = $1`,
        [claimed.id],
      ),
    );
    return true;
  }
  const outcome = await send(services, claimed, body);
  await system((tx) => keep(tx, services, claimed, outcome));
  return true;
}

async function claim(tx: Transaction, { clock }: JobServices, webhookId: string): Promise<Claimed | undefined> {
  const now = clock.now();
  const { rows } = await tx.query<Claimed>(
    `with next as (
       select d.company_id, d.id from qd.webhook_delivery d
       where d.company_id = qd.current_company() and d.webhook_id = $1 and d.state in ('waiting', 'sending') and d.next_at <= $2
         and exists (select from qd.webhook w where w.company_id = d.company_id and w.id = d.webhook_id and w.state = 'active')
       order by d.next_at, d.sequence limit 1 for update skip locked)
     update qd.webhook_delivery d set state = 'sending', attempts = attempts + 1, last_attempt_at = $2, next_at = $3
     from next, qd.webhook w
     where d.company_id = next.company_id and d.id = next.id and w.company_id = d.company_id and w.id = d.webhook_id
     returning d.id::text, d.webhook_id::text as "webhookId", d.event_id::text as "eventId", d.event_recorded_at as "eventRecordedAt",
       d.sequence, d.attempts, w.url, w.owner_id::text as "ownerId", w.secret_sealed as "secretSealed",
       w.previous_secret_sealed as "previousSealed", w.previous_until as "previousUntil"`,
    [webhookId, now.toString(), now.add({ seconds: leaseSeconds }).toString()],
  );
  return rows[0];
}

async function bodyOf(
  services: JobServices,
  companyId: number,
  claimed: Claimed,
  system: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>,
): Promise<string | undefined> {
  const { owner, event } = await system(async (tx) => ({
    owner: await ownerOf(tx, services, companyId, claimed.ownerId),
    event: await readEvent(tx, claimed),
  }));
  if (owner === undefined || event === undefined) return undefined;
  const [told] = await toldTo(services, owner, [event]);
  return told === undefined ? undefined : eventBody(claimed.id, claimed.sequence, told);
}

async function readEvent(tx: Transaction, { eventId, eventRecordedAt }: Claimed): Promise<LoggedEvent | undefined> {
  const { rows } = await sql<LoggedEvent>`
    select id::text, recorded_at as "recordedAt", occurred_at as "occurredAt", actor_id::text as "actorId", via, action, kind,
      record_id::text as "recordId", changes, note
    from qd.event where company_id = qd.current_company() and recorded_at = ${eventRecordedAt}::timestamptz and id = ${eventId}::uuid`.execute(
    tx.kysely,
  );
  return rows[0];
}

/** What a receiver gets. `id` is the same on every try; `sequence` grows by one from event to event of a webhook. */
function eventBody(id: string, sequence: bigint, event: LoggedEvent): string {
  return JSON.stringify({
    id,
    type: `${event.kind}.${event.action}`,
    sequence: Number(sequence),
    occurredAt: event.occurredAt ?? event.recordedAt,
    recordedAt: event.recordedAt,
    data: {
      kind: event.kind,
      recordId: event.recordId,
      action: event.action,
      actorId: event.actorId,
      changes: event.changes,
      note: event.note,
    },
  });
}

/** One try: five seconds, 64 kB, no redirects, public addresses only (http/safe-fetch.ts). */
export async function send(
  { settings, clock }: Pick<JobServices, 'settings' | 'clock'>,
  target: Pick<Claimed, 'id' | 'url' | 'secretSealed' | 'previousSealed' | 'previousUntil'>,
  body: string,
): Promise<Outcome> {
  const began = performance.now();
  const now = clock.now().epochMilliseconds;
  const took = (): number => Math.round(performance.now() - began);
  const secrets = signingSecrets(settings, target, now);
  if (secrets.length === 0)
    return {
      status: null,
      response: null,
      problem: 'its secret cannot be opened with the secret of this installation; rotate it',
      tookMs: took(),
    };
  try {
    const reply = await safeFetch(
      target.url,
      {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': String(Buffer.byteLength(body)),
          'quarterdeck-delivery': target.id,
          'quarterdeck-signature': signBody(secrets, Math.floor(now / 1000), body),
        },
      },
      settings.reach,
    );
    const response = reply.body.subarray(0, shownBytes).toString('utf8').replaceAll('\0', '\uFFFD');
    const well = reply.status >= 200 && reply.status < 300;
    const problem = well ? null : `the receiver answered ${reply.status}`;
    return { status: reply.status, response, problem, tookMs: took() };
  } catch (error) {
    if (!(error instanceof UnreachableAddress)) throw error;
    return { status: null, response: null, problem: error.message, tookMs: took() };
  }
}

async function keep(tx: Transaction, { clock }: JobServices, claimed: Claimed, outcome: Outcome): Promise<void> {
  const now = clock.now();
  const well = outcome.problem === null;
  const pause = pausesMinutes[claimed.attempts - 1];
  const state = well ? 'delivered' : pause === undefined ? 'failed' : 'waiting';
  const next = state === 'waiting' ? now.add({ minutes: pause }).toString() : null;
  await tx.query(
    `update qd.webhook_delivery set state = $2, next_at = $3, status = $4, response = $5, problem = $6, took_ms = $7,
       delivered_at = case when $2 = 'delivered' then $8::timestamptz else delivered_at end
     where company_id = qd.current_company() and id = $1`,
    [claimed.id, state, next, outcome.status, outcome.response, outcome.problem, outcome.tookMs, now.toString()],
  );
  if (well) {
    await tx.query(
      'update qd.webhook set failing_since = null, last_delivered_at = $2 where company_id = qd.current_company() and id = $1',
      [claimed.webhookId, now.toString()],
    );
    return;
  }
  const longest = now.subtract({ hours: 24 * disabledAfterDays }).toString();
  const { rows } = await tx.query<{ state: string; name: string }>(
    `update qd.webhook set failing_since = coalesce(failing_since, $2),
       state = case when failing_since < $3 then 'disabled' else state end,
       disabled_reason = case when failing_since < $3 then $4 else disabled_reason end
     where company_id = qd.current_company() and id = $1 and state = 'active' returning state, name`,
    [claimed.webhookId, now.toString(), longest, outcome.problem],
  );
  if (rows[0]?.state === 'disabled') await tellOwner(tx, claimed, rows[0].name, outcome.problem ?? '', now.toString());
}

async function tellOwner(
  tx: Transaction,
  { webhookId, ownerId }: Claimed,
  name: string,
  problem: string,
  now: string,
): Promise<void> {
  await notify(tx, now, [
    {
      topic: webhookTopic,
      personId: ownerId,
      key: `webhook ${webhookId} ${now}`,
      link: '/settings/webhooks',
      title: text(`Webhook “${name}” is disabled`, `推送“${name}”已停用`, `推送「${name}」已停用`),
      body: text(problem, problem, problem),
    },
  ]);
}
