import { isIP } from 'node:net';
import { Refused } from '#kernel/result.ts';
import { sealText } from '#platform/config/sealed-text.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import type { FieldChange } from '#platform/event-log/event.ts';
import { logEnd } from '#platform/event-log/read-events.ts';
import { publicInternet } from '#platform/http/safe-fetch.ts';
import type { ServerSettings } from '#platform/http/server-settings.ts';
import { recordDefinitions } from '#platform/records/registry.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { makeWebhookSecret } from './signature.ts';
import { type Webhook, noWebhook, readWebhook, secretPurpose } from './webhook.ts';

export interface WebhookValues {
  readonly name: string;
  readonly url: string;
  readonly kinds: readonly string[];
  readonly includeImports: boolean;
}

const mostPerPerson = 20;

/** Makes a webhook of the viewer's. It tells what happens from now on; the secret is told this once. */
export async function createWebhook(
  context: WriteContext,
  settings: ServerSettings,
  values: WebhookValues,
): Promise<{ webhook: Webhook; secret: string }> {
  checkValues(settings, values);
  const { tx, viewer } = context;
  const count = await tx.query<{ own: number }>(
    'select count(*)::int as own from qd.webhook where company_id = qd.current_company() and owner_id = $1',
    [viewer.personId],
  );
  if (count.rows[0].own >= mostPerPerson)
    throw new Refused('too-many-webhooks', `at most ${mostPerPerson} webhooks; delete one first`);
  const id = newId(context);
  const secret = makeWebhookSecret();
  const end = await logEnd(tx);
  await tx.query(
    `insert into qd.webhook (id, name, url, owner_id, kinds, include_imports, secret_sealed, cursor_epoch, cursor_xid, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
    [
      id,
      values.name,
      values.url,
      viewer.personId,
      values.kinds,
      values.includeImports,
      sealText(settings.secret, secretPurpose, secret),
      end.epoch,
      end.xid,
      context.now,
    ],
  );
  await note(context, id, 'created', {
    name: { to: values.name },
    url: { to: values.url },
    kinds: { to: values.kinds },
    includeImports: { to: values.includeImports },
  });
  return { webhook: await readWebhook(tx, id), secret };
}

export type WebhookChange = Partial<WebhookValues> & { readonly state?: 'active' | 'paused' };

/** Changes a webhook. Taking one up again that was disabled sends what happened meanwhile. */
export async function changeWebhook(
  context: WriteContext,
  settings: ServerSettings,
  id: string,
  change: WebhookChange,
  version: number,
): Promise<Webhook> {
  const before = await readWebhook(context.tx, id);
  if (before.version !== version)
    throw new Refused('stale-version', 'this webhook was changed since you read it', {
      field: 'version',
      found: version,
      expected: String(before.version),
    });
  const next = { ...before, ...change };
  checkValues(settings, next);
  await context.tx.query(
    `update qd.webhook set name = $2, url = $3, kinds = $4, include_imports = $5, state = $6, version = version + 1, updated_at = $7,
       disabled_reason = case when $6 = 'active' then null else disabled_reason end,
       failing_since = case when $6 = 'active' and state <> 'active' then null else failing_since end
     where company_id = qd.current_company() and id = $1`,
    [id, next.name, next.url, next.kinds, next.includeImports, next.state, context.now],
  );
  const changes: Record<string, FieldChange> = {};
  for (const field of ['name', 'url', 'kinds', 'includeImports', 'state'] as const)
    if (JSON.stringify(before[field]) !== JSON.stringify(next[field]))
      changes[field] = { from: before[field], to: next[field] };
  await note(context, id, 'updated', changes);
  return readWebhook(context.tx, id);
}

export async function deleteWebhook(context: WriteContext, id: string): Promise<void> {
  const { name } = await readWebhook(context.tx, id);
  const gone = await context.tx.query('delete from qd.webhook where company_id = qd.current_company() and id = $1', [
    id,
  ]);
  if (gone.rowCount === 0) throw noWebhook(id);
  await note(context, id, 'deleted', { name: { from: name } });
}

/** A new secret; the one before signs too for so many hours, so that the receiver can change over without a gap. */
export async function rotateSecret(
  context: WriteContext,
  settings: ServerSettings,
  id: string,
  overlapHours: number,
): Promise<{ webhook: Webhook; secret: string }> {
  const secret = makeWebhookSecret();
  const until = Temporal.Instant.from(context.now).add({ hours: overlapHours }).toString();
  const changed = await context.tx.query(
    `update qd.webhook set previous_secret_sealed = case when $4 then secret_sealed end, previous_until = case when $4 then $3::timestamptz end,
       secret_sealed = $2, version = version + 1, updated_at = $5 where company_id = qd.current_company() and id = $1`,
    [id, sealText(settings.secret, secretPurpose, secret), until, overlapHours > 0, context.now],
  );
  if (changed.rowCount === 0) throw noWebhook(id);
  await note(context, id, 'secretRotated', {});
  return { webhook: await readWebhook(context.tx, id), secret };
}

function checkValues(settings: ServerSettings, { url, kinds }: Pick<WebhookValues, 'url' | 'kinds'>): void {
  checkAddress(settings, url);
  const known = new Set(recordDefinitions().map(({ kind }) => kind.kind));
  const unknown = kinds.find((kind) => !known.has(kind) && !platformKinds.includes(kind));
  if (unknown !== undefined)
    throw new Refused('unknown-kind', `there are no events of kind "${unknown}"`, {
      field: 'kinds',
      found: unknown,
      expected: [...known, ...platformKinds].join(', '),
    });
}

/** Kinds of event that are no records: only administrators are sent them. */
export const platformKinds: readonly string[] = [
  'calendarFeed',
  'finding',
  'groupRobot',
  'job',
  'notificationSettings',
  'schedule',
  'signIn',
  'webhook',
];

/** Refuses early what could never be sent; the name is resolved and checked again each time something is. */
export function checkAddress(settings: Pick<ServerSettings, 'reach'>, text: string): void {
  const reach = settings.reach ?? publicInternet;
  const url = URL.parse(text);
  const wrong = (expected: string): Refused =>
    new Refused('invalid-address', `invalid address: ${expected}`, { field: 'url', expected });
  if (url === null || !['https:', 'http:'].includes(url.protocol)) throw wrong('an https address is expected');
  if (url.username !== '' || url.password !== '') throw wrong('an address without user and password is expected');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const closed = isIP(host) !== 0 && !reach.allows(host, port);
  if (closed || host === '' || /(^|\.)localhost\.?$/i.test(host))
    throw wrong('an address on the public internet is expected');
  if (url.protocol === 'http:' && settings.reach === undefined) throw wrong('an https address is expected');
}

async function note(
  context: WriteContext,
  id: string,
  action: string,
  changes: Readonly<Record<string, FieldChange>>,
): Promise<void> {
  await appendEvents(context.tx, context.author, [
    { id: newId(context), action, kind: 'webhook', recordId: id, changes },
  ]);
}
