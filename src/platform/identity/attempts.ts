import type { Transaction } from '#platform/database/transaction.ts';
import { Problem } from '#platform/http/problem.ts';

/** How often something may be tried within a window; then nothing of it is looked at until the window ends. */
interface AttemptLimit {
  readonly most: number;
  readonly seconds: number;
}

export const attemptLimits = {
  /** Wrong passwords and codes for one account, whichever way they come. */
  account: { most: 10, seconds: 900 },
  /** Wrong passwords and codes from one address, whichever accounts. */
  address: { most: 200, seconds: 900 },
  /** Reset mails asked for one e-mail address. */
  reset: { most: 5, seconds: 3600 },
} as const satisfies Record<string, AttemptLimit>;

export type AttemptKind = keyof typeof attemptLimits;

export function attemptKey(kind: AttemptKind, who: string): string {
  return `${kind}:${who.trim().toLowerCase().slice(0, 300)}`;
}

/**
 * Counts one attempt before it is looked at, so that many at once cannot slip through, and in the database, so that neither a
 * restart nor another server forgets. Commit it before trying. Returns after how many seconds to come back when there were too
 * many, else undefined.
 */
export async function takeAttempt(
  tx: Transaction,
  kind: AttemptKind,
  who: string,
  nowMs: number,
): Promise<number | undefined> {
  const { most, seconds } = attemptLimits[kind];
  const now = new Date(nowMs).toISOString();
  const ends = new Date(nowMs + seconds * 1000).toISOString();
  const { rows } = await tx.query<{ count: number; window_ends_at: string }>(
    `insert into auth.attempt as a (key, count, window_ends_at) values ($1, 1, $3)
     on conflict (key) do update set
       count = case when a.window_ends_at <= $2 then 1 else least(a.count + 1, 1000000) end,
       window_ends_at = case when a.window_ends_at <= $2 or a.count + 1 = $4 then $3 else a.window_ends_at end
     returning count, window_ends_at`,
    [attemptKey(kind, who), now, ends, most],
  );
  const [{ count, window_ends_at }] = rows;
  // Keys of a locked account are refused too: let every process look again.
  if (kind === 'account' && count === most) await tx.query('insert into auth.change default values');
  if (count <= most) return undefined;
  return Math.max(1, Math.ceil((Date.parse(window_ends_at) - nowMs) / 1000));
}

/** Whether so much was tried for an account that nothing of it is looked at now. */
export async function isLocked(tx: Transaction, email: string, nowMs: number): Promise<boolean> {
  const { rows } = await tx.query('select 1 from auth.attempt where key = $1 and count >= $2 and window_ends_at > $3', [
    attemptKey('account', email),
    attemptLimits.account.most,
    new Date(nowMs).toISOString(),
  ]);
  return rows.length > 0;
}

export async function forgetAttempts(tx: Transaction, kind: AttemptKind, who: string): Promise<void> {
  const gone = await tx.query<{ count: number }>('delete from auth.attempt where key = $1 returning count', [
    attemptKey(kind, who),
  ]);
  if (kind === 'account' && (gone.rows[0]?.count ?? 0) >= attemptLimits.account.most)
    await tx.query('insert into auth.change default values');
}

/** Takes back one attempt that turned out right. */
export async function returnAttempt(tx: Transaction, kind: AttemptKind, who: string): Promise<void> {
  await tx.query('update auth.attempt set count = greatest(0, count - 1) where key = $1', [attemptKey(kind, who)]);
}

export function tooManyAttempts(retryAfterSeconds: number): Problem {
  return new Problem('too-many-attempts', 'too many attempts; wait before the next one', { retryAfterSeconds });
}
