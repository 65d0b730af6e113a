import { createHash } from 'node:crypto';
import { isAPIError } from 'better-auth/api';
import { Problem } from '#platform/http/problem.ts';
import { type Account, accountBy } from './accounts.ts';
import { forgetAttempts, returnAttempt, takeAttempt, tooManyAttempts } from './attempts.ts';
import type { Identity } from './identity.ts';
import { cookieValue, readSignedCookie } from './tokens.ts';

/** Where a sign-in comes from. */
export interface Caller {
  readonly address: string;
  readonly userAgent?: string;
  readonly cookie?: string;
}

/** What comes next, and the Set-Cookie headers that go with it. */
export interface SignInStep {
  readonly next: 'done' | 'totp';
  readonly cookies: readonly string[];
}

/**
 * Signs in with e-mail and password. Unknown address, wrong password and disabled account are one and the same answer, after
 * the same work. Every attempt is counted before it is looked at.
 * @throws Problem 401 `wrong-sign-in`, 429 `too-many-attempts`
 */
export async function signIn(identity: Identity, email: string, password: string, caller: Caller): Promise<SignInStep> {
  await countAttempt(identity, email, caller.address);
  const answer = await identity.auth.api
    .signInEmail({ body: { email, password }, headers: headersOf(caller), returnHeaders: true })
    .catch(wrong('wrong-sign-in', 'e-mail address or password is wrong'));
  const cookies = answer.headers.getSetCookie();
  if ('twoFactorRedirect' in answer.response) return { next: 'totp', cookies };
  await attemptWasRight(identity, email, caller.address);
  return { next: 'done', cookies };
}

/**
 * The second step: a code of the authenticator app, or one of the backup codes. Counted together with the passwords of the
 * account; a code counts once.
 * @throws Problem 401 `wrong-code`, 429 `too-many-attempts`
 */
export async function signInWithCode(
  identity: Identity,
  proof: { readonly code?: string; readonly backupCode?: string },
  caller: Caller,
): Promise<SignInStep> {
  const { name, value, account } = await challenge(identity, caller.cookie);
  await countAttempt(identity, account.email, caller.address);
  const headers = headersOf({ ...caller, cookie: `${name}=${value}` });
  const refuse = wrong('wrong-code', 'this code is wrong or was used already');
  if (proof.code !== undefined) {
    await claimCode(identity, account.userId, proof.code);
    const answer = await identity.auth.api
      .verifyTOTP({ body: { code: proof.code }, headers, returnHeaders: true })
      .catch(refuse);
    await attemptWasRight(identity, account.email, caller.address);
    return { next: 'done', cookies: answer.headers.getSetCookie() };
  }
  const answer = await identity.auth.api
    .verifyBackupCode({ body: { code: proof.backupCode ?? '' }, headers, returnHeaders: true })
    .catch(refuse);
  await attemptWasRight(identity, account.email, caller.address);
  return { next: 'done', cookies: answer.headers.getSetCookie() };
}

/** Whose second step is pending, from the signed cookie of the first. */
async function challenge(
  identity: Identity,
  cookie: string | undefined,
): Promise<{ name: string; value: string; account: Account }> {
  const context = await identity.auth.$context;
  const { name } = context.createAuthCookie('two_factor');
  const value = cookieValue(cookie, name);
  const identifier = value === undefined ? undefined : readSignedCookie(value, identity.secrets);
  const pending = identifier === undefined ? null : await context.internalAdapter.findVerificationValue(identifier);
  const alive = pending !== null && pending.expiresAt.getTime() > identity.clock.now().epochMilliseconds;
  const account = alive ? await identity.system((tx) => accountBy(tx, { userId: pending.value })) : undefined;
  if (value === undefined || account === undefined)
    throw new Problem('unauthenticated', 'sign in with your password first');
  return { name, value, account };
}

/** A code is good once, also when fifty requests bring it at the same time. */
export async function claimCode(identity: Identity, userId: string, code: string): Promise<void> {
  const hash = createHash('sha256').update(`${userId} ${code}`).digest();
  const claimed = await identity.system(async (tx) => {
    await tx.query(`delete from auth.used_code where user_id = $1 and used_at < now() - interval '10 minutes'`, [
      userId,
    ]);
    return tx.query(`insert into auth.used_code (user_id, code_hash) values ($1, $2) on conflict do nothing`, [
      userId,
      hash,
    ]);
  });
  if (claimed.rowCount === 0) throw new Problem('wrong-code', 'this code is wrong or was used already');
}

/** @throws Problem 429 when the account or the address tried too often */
export async function countAttempt(identity: Identity, email: string, address: string): Promise<void> {
  const nowMs = identity.clock.now().epochMilliseconds;
  const wait = await identity.system(async (tx) => {
    const account = await takeAttempt(tx, 'account', email, nowMs);
    const from = await takeAttempt(tx, 'address', address, nowMs);
    return Math.max(account ?? 0, from ?? 0);
  });
  if (wait > 0) throw tooManyAttempts(wait);
}

export async function attemptWasRight(identity: Identity, email: string, address: string): Promise<void> {
  await identity.system(async (tx) => {
    await forgetAttempts(tx, 'account', email);
    await returnAttempt(tx, 'address', address);
  });
}

/** The headers that better-auth reads; only what is named here reaches it. */
export function headersOf({ address, userAgent, cookie }: Caller): Headers {
  const headers = new Headers({ 'x-quarterdeck-address': address });
  if (userAgent !== undefined) headers.set('user-agent', userAgent.slice(0, 300));
  if (cookie !== undefined) headers.set('cookie', cookie);
  return headers;
}

/** A refusal of better-auth becomes ours; anything else stays the failure it is. */
export function wrong(code: string, detail: string): (error: unknown) => never {
  return (error) => {
    if (isAPIError(error) && error.statusCode < 500)
      throw new Problem(code, detail, error.statusCode === 429 ? { status: 429, retryAfterSeconds: 60 } : {});
    throw error;
  };
}
