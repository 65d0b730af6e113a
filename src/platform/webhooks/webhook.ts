import type { Id } from '#kernel/id.ts';
import { Refused } from '#kernel/result.ts';
import { openText } from '#platform/config/sealed-text.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import type { ServerSettings } from '#platform/http/server-settings.ts';

export type WebhookState = 'active' | 'paused' | 'disabled';

/** A webhook as it is shown; its secret is never read out again. */
export interface Webhook {
  readonly id: Id;
  readonly name: string;
  readonly url: string;
  readonly ownerId: Id;
  readonly ownerName: string | null;
  /** Kinds of which events are sent; all the owner may see when empty. */
  readonly kinds: string[];
  readonly includeImports: boolean;
  readonly state: WebhookState;
  readonly disabledReason: string | null;
  readonly failingSince: string | null;
  readonly lastDeliveredAt: string | null;
  readonly previousSecretUntil: string | null;
  readonly waiting: number;
  readonly createdAt: string;
  readonly version: number;
}

const columns = `w.id::text, w.name, w.url, w.owner_id::text as "ownerId", p.name as "ownerName", w.kinds, w.include_imports as "includeImports", w.state,
  w.disabled_reason as "disabledReason", w.failing_since as "failingSince", w.last_delivered_at as "lastDeliveredAt",
  case when w.previous_until > now() then w.previous_until end as "previousSecretUntil",
  (select count(*)::int from qd.webhook_delivery d where d.company_id = w.company_id and d.webhook_id = w.id and d.state in ('waiting', 'sending')) as waiting,
  w.created_at as "createdAt", w.version`;

/** Webhooks open to the viewer of the transaction. */
export async function listWebhooks(tx: Transaction): Promise<Webhook[]> {
  const { rows } = await tx.query<Webhook>(
    `select ${columns} from qd.webhook w left join qd.person p on p.company_id = w.company_id and p.id = w.owner_id
     where w.company_id = qd.current_company() order by w.created_at, w.id limit 500`,
  );
  return rows;
}

export async function readWebhook(tx: Transaction, id: Id): Promise<Webhook> {
  const { rows } = await tx.query<Webhook>(
    `select ${columns} from qd.webhook w left join qd.person p on p.company_id = w.company_id and p.id = w.owner_id
     where w.company_id = qd.current_company() and w.id = $1`,
    [id],
  );
  if (rows.length === 0) throw noWebhook(id);
  return rows[0];
}

export function noWebhook(id: Id): Refused {
  return new Refused('not-found', 'no webhook with this id is open to you', { field: 'id', found: id });
}

export const secretPurpose = 'webhook';

/** The secrets that sign now: the present one, and the one before while a rotation overlaps. */
export function signingSecrets(
  settings: Pick<ServerSettings, 'secret' | 'previousSecrets'>,
  kept: {
    readonly secretSealed: string;
    readonly previousSealed: string | null;
    readonly previousUntil: string | null;
  },
  nowMs: number,
): string[] {
  const keys = [settings.secret, ...(settings.previousSecrets ?? [])];
  const overlaps = kept.previousUntil !== null && Date.parse(kept.previousUntil) > nowMs;
  return [kept.secretSealed, ...(overlaps && kept.previousSealed !== null ? [kept.previousSealed] : [])].flatMap(
    (sealed) => openText(keys, secretPurpose, sealed) ?? [],
  );
}
