import type { Id } from '#kernel/id.ts';
import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { declaredAccess } from '#platform/visibility/define-access.ts';
import { type Account, logSignInEvent } from './accounts.ts';
import type { Identity } from './identity.ts';
import { hashToken, makeToken } from './tokens.ts';

export interface ApiKey {
  readonly id: Id;
  readonly name: string;
  /** The first characters, to tell keys apart. */
  readonly start: string;
  readonly readOnly: boolean;
  /** The kinds of records it is limited to; null: all that its owner reaches. */
  readonly kinds: string[] | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
}

const prefix = 'qd_';
const mostKeys = 50;

/** Makes a key that acts for its owner, never beyond what they may do at that moment. The key itself is told once. */
export async function createApiKey(
  identity: Identity,
  tx: Transaction,
  account: Account,
  wanted: {
    readonly name: string;
    readonly expiresInDays?: number;
    readonly readOnly?: boolean;
    readonly kinds?: readonly string[];
  },
  requestId: string,
): Promise<ApiKey & { key: string }> {
  const count = await tx.query<{ keys: number }>(
    'select count(*)::int as keys from auth.api_key where user_id = $1 and revoked_at is null',
    [account.userId],
  );
  if (count.rows[0].keys >= mostKeys) throw new Refused('too-many-keys', `at most ${mostKeys} keys; revoke one first`);
  const id = identity.newId();
  const key = `${prefix}${makeToken()}`;
  const now = identity.clock.now();
  const { name, expiresInDays, readOnly = false } = wanted;
  const kinds = wanted.kinds === undefined ? null : [...new Set(wanted.kinds)].sort();
  const unknown = kinds?.find((kind) => !declaredAccess().some((one) => one.kind === kind));
  if (unknown !== undefined)
    throw new Refused('unknown-kind', `there is no kind of record called ${unknown}`, {
      field: 'kinds',
      found: unknown,
      expected: 'kinds of records, such as opportunity',
    });
  const expiresAt = expiresInDays === undefined ? null : now.add({ hours: 24 * expiresInDays }).toString();
  const start = key.slice(0, 8);
  await tx.query(
    `insert into auth.api_key (id, user_id, name, start, key_hash, read_only, created_at, expires_at, kinds) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, account.userId, name, start, hashToken(key), readOnly, now.toString(), expiresAt, kinds],
  );
  const { userId: recordId, personId } = account;
  await logSignInEvent(identity, tx, {
    action: 'keyCreated',
    recordId,
    personId,
    actorId: personId,
    requestId,
    note: name,
  });
  return { id, name, start, readOnly, kinds, createdAt: now.toString(), expiresAt, key };
}

export async function apiKeysOf(tx: Transaction, userId: string): Promise<ApiKey[]> {
  const { rows } = await tx.query<{
    id: Id;
    name: string;
    start: string;
    read_only: boolean;
    kinds: string[] | null;
    created_at: string;
    expires_at: string | null;
  }>(
    `select id, name, start, read_only, kinds, created_at, expires_at from auth.api_key where user_id = $1 and revoked_at is null order by created_at desc`,
    [userId],
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    start: row.start,
    readOnly: row.read_only,
    kinds: row.kinds,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }));
}

export async function revokeApiKey(
  identity: Identity,
  tx: Transaction,
  account: Account,
  id: Id,
  requestId: string,
  actorId: Id = account.personId,
): Promise<void> {
  const revoked = await tx.query<{ name: string }>(
    `update auth.api_key set revoked_at = $3 where id = $1 and user_id = $2 and revoked_at is null returning name`,
    [id, account.userId, identity.clock.now().toString()],
  );
  if (revoked.rowCount === 0) throw new Refused('not-found', 'you have no such key');
  const { userId: recordId, personId } = account;
  await logSignInEvent(identity, tx, {
    action: 'keyRevoked',
    recordId,
    personId,
    actorId,
    requestId,
    note: revoked.rows[0].name,
  });
  tx.afterCommit(identity.changed);
}
