import { createHash } from 'node:crypto';
import type { Transaction } from '#platform/database/transaction.ts';
import type { Reply } from './define-route.ts';
import { Problem } from './problem.ts';

/** A request that asks to have one effect however often it is sent. */
export interface IdempotencyKey {
  readonly personId: string;
  readonly key: string;
  /** SHA-256 over method, path and body. */
  readonly requestHash: Buffer;
}

/** Reads `Idempotency-Key` of a POST; undefined when there is none. */
export function idempotencyKey(
  personId: string,
  header: string | undefined,
  request: { readonly method: string; readonly path: string; readonly body: unknown },
): IdempotencyKey | undefined {
  if (header === undefined || request.method !== 'POST' || personId === '') return undefined;
  if (!/^[\x21-\x7e]{1,200}$/.test(header)) {
    throw new Problem('invalid-request', 'the Idempotency-Key is not usable', {
      errors: [{ field: 'Idempotency-Key', expected: '1 to 200 visible ASCII characters' }],
    });
  }
  const requestHash = createHash('sha256')
    .update(JSON.stringify([request.method, request.path, request.body ?? null]))
    .digest();
  return { personId, key: header, requestHash };
}

/**
 * Does `work` unless this key was used before. Key and effect are committed together; a second request with the same key waits
 * for the first and then gets its reply. When the first was rolled back, the second does the work.
 */
export async function runOnce<T>(
  tx: Transaction,
  { personId, key, requestHash }: IdempotencyKey,
  work: () => Promise<Reply<T>>,
): Promise<Reply<T>> {
  const claimed = await tx.query(
    `insert into qd.idempotency (person_id, key, request_hash) values ($1, $2, $3) on conflict do nothing`,
    [personId, key, requestHash],
  );
  if (claimed.rowCount === 0) return replay<T>(tx, { personId, key, requestHash });
  const reply = await work();
  await tx.query(`update qd.idempotency set status = $3, response = $4 where person_id = $1 and key = $2`, [
    personId,
    key,
    reply.status ?? 200,
    JSON.stringify({ body: reply.body, headers: reply.headers ?? {} }),
  ]);
  return reply;
}

interface KeptRow {
  request_hash: Buffer;
  status: number;
  response: { body?: unknown; headers: Record<string, string> };
}

async function replay<T>(tx: Transaction, { personId, key, requestHash }: IdempotencyKey): Promise<Reply<T>> {
  const found = await tx.query<KeptRow>(
    `select request_hash, status, response from qd.idempotency where person_id = $1 and key = $2`,
    [personId, key],
  );
  const kept = found.rows[0];
  if (!kept.request_hash.equals(requestHash)) {
    throw new Problem('idempotency-key-reused', 'this Idempotency-Key was used for another request', {
      errors: [{ field: 'Idempotency-Key', expected: 'a new key for a new request' }],
    });
  }
  return {
    status: kept.status,
    body: kept.response.body as T,
    headers: { ...kept.response.headers, 'Idempotency-Replayed': 'true' },
  };
}

/** Forgets keys older than two days. */
export async function forgetOldKeys(tx: Transaction): Promise<number> {
  const gone = await tx.query(`delete from qd.idempotency where created_at < now() - interval '2 days'`);
  return gone.rowCount ?? 0;
}
