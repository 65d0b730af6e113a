import { createHash, randomBytes } from 'node:crypto';
import type { Transaction } from '#platform/database/transaction.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';

export interface Feed {
  readonly createdAt: string;
  readonly lastReadAt: string | null;
}

/** The viewer's feed, when one is open. Its address is told once and kept as a hash. */
export async function openFeed({ tx, viewer }: WriteContext): Promise<Feed | null> {
  const { rows } = await tx.query<Feed>(
    `select created_at as "createdAt", last_read_at as "lastReadAt" from qd.calendar_feed
     where company_id = qd.current_company() and person_id = $1 and revoked_at is null`,
    [viewer.personId],
  );
  return rows[0] ?? null;
}

/** A new secret address; the one before ends. */
export async function makeFeed(context: WriteContext): Promise<string> {
  await revokeFeed(context);
  const token = randomBytes(32).toString('base64url');
  const id = newId(context);
  await context.tx.query(
    'insert into qd.calendar_feed (id, person_id, token_hash, created_at) values ($1, $2, $3, $4)',
    [id, context.viewer.personId, hashOf(token), context.now],
  );
  await note(context, id, 'created');
  return token;
}

export async function revokeFeed(context: WriteContext): Promise<void> {
  const { rows } = await context.tx.query<{ id: string }>(
    `update qd.calendar_feed set revoked_at = $2 where company_id = qd.current_company() and person_id = $1 and revoked_at is null returning id::text`,
    [context.viewer.personId, context.now],
  );
  for (const { id } of rows) await note(context, id, 'revoked');
}

/** Whose feed a token opens. Runs outside row-level security: who asks is what is being found out. */
export async function feedOwner(
  tx: Transaction,
  token: string,
  now: string,
): Promise<{ companyId: number; personId: string } | undefined> {
  const { rows } = await tx.query<{ companyId: number; personId: string }>(
    `update qd.calendar_feed f set last_read_at = $2
     where f.token_hash = $1 and f.revoked_at is null
       and exists (select from auth."user" u where u.company_id = f.company_id and u.person_id = f.person_id and u.disabled_at is null)
     returning f.company_id as "companyId", f.person_id::text as "personId"`,
    [hashOf(token), now],
  );
  return rows[0];
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

async function note(context: WriteContext, id: string, action: string): Promise<void> {
  await appendEvents(context.tx, context.author, [
    { id: newId(context), action, kind: 'calendarFeed', recordId: id, changes: {} },
  ]);
}
