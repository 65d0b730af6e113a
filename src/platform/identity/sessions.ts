import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { sessionCookieName, sessionDays } from './auth.ts';
import type { Identity } from './identity.ts';
import type { Caller } from './sign-in.ts';
import { makeToken, signCookie } from './tokens.ts';

/** Opens a session without a password: after a one-time link, single sign-on, or in the demo. Returns its Set-Cookie. */
export async function openSession(
  identity: Identity,
  tx: Transaction,
  userId: string,
  caller: Caller,
): Promise<string> {
  const token = makeToken();
  const now = identity.clock.now();
  const opened = await tx.query(
    `insert into auth.session (id, user_id, token, expires_at, created_at, updated_at, ip_address, user_agent)
     select $1, u.id, $3, $4, $5, $5, $6, $7 from auth."user" u where u.id = $2 and u.disabled_at is null`,
    [
      identity.newId(),
      userId,
      token,
      now.add({ hours: sessionDays * 24 }).toString(),
      now.toString(),
      caller.address,
      caller.userAgent?.slice(0, 300) ?? null,
    ],
  );
  if (opened.rowCount === 0) throw new Refused('unauthenticated', 'this account is disabled');
  return sessionCookie(identity, signCookie(token, identity.settings.secret), sessionDays * 86_400);
}

/** Takes the session cookie away from the browser. */
export function emptySessionCookie(identity: Identity): string {
  return sessionCookie(identity, '', 0);
}

function sessionCookie({ settings }: Identity, value: string, seconds: number): string {
  const name = sessionCookieName(settings);
  const secure = name.startsWith('__Secure-') ? '; Secure' : '';
  return `${name}=${value}; Max-Age=${seconds}; Path=/; HttpOnly${secure}; SameSite=Lax`;
}

export interface SessionSummary {
  readonly id: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly address: string | null;
  readonly userAgent: string | null;
}

export async function sessionsOf(identity: Identity, tx: Transaction, userId: string): Promise<SessionSummary[]> {
  const { rows } = await tx.query<{
    id: string;
    created_at: string;
    expires_at: string;
    ip_address: string | null;
    user_agent: string | null;
  }>(
    `select id, created_at, expires_at, ip_address, user_agent from auth.session where user_id = $1 and expires_at > $2
     order by created_at desc limit 200`,
    [userId, identity.clock.now().toString()],
  );
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    address: row.ip_address,
    userAgent: row.user_agent,
  }));
}

/** Ends sessions of an account: one, or all but one. Returns how many there were. */
export async function endSessions(
  identity: Identity,
  tx: Transaction,
  userId: string,
  which: { readonly id: string } | { readonly except: string },
): Promise<number> {
  const [condition, id] = 'id' in which ? ['id = $2', which.id] : ['id <> $2', which.except];
  const ended = await tx.query(`delete from auth.session where user_id = $1 and ${condition}`, [userId, id]);
  tx.afterCommit(identity.changed);
  return ended.rowCount ?? 0;
}
