import { Problem } from '#platform/http/problem.ts';
import type { Identity } from './identity.ts';
import { verifyPassword } from './password-hash.ts';
import { type Caller, claimCode, headersOf, wrong } from './sign-in.ts';

/** @throws Problem 401 `wrong-sign-in` when it is not the password of this account */
export async function checkPassword(identity: Identity, userId: string, password: string): Promise<void> {
  const { rows } = await identity.system((tx) =>
    tx.query<{ password: string | null }>(
      `select password from auth.account where user_id = $1 and provider_id = 'credential'`,
      [userId],
    ),
  );
  const kept = rows[0]?.password ?? '';
  if (!(await verifyPassword(password, kept)))
    throw new Problem('wrong-sign-in', 'the password is wrong', { status: 422 });
}

/** A new secret for the authenticator app, not in force until a code of it is shown; and ten codes for a rainy day. */
export async function enrolTotp(
  identity: Identity,
  password: string,
  caller: Caller,
): Promise<{ uri: string; backupCodes: string[] }> {
  const answer = await identity.auth.api
    .enableTwoFactor({ body: { password, method: 'totp' }, headers: headersOf(caller) })
    .catch(wrong('totp-conflict', 'a second factor is in force already, or the password is wrong'));
  if (!('totpURI' in answer)) throw new Error('better-auth gave no TOTP address');
  return { uri: answer.totpURI, backupCodes: answer.backupCodes };
}

/** Puts the second factor in force. Returns the Set-Cookie headers of the session that replaces this one. */
export async function confirmTotp(identity: Identity, userId: string, code: string, caller: Caller): Promise<string[]> {
  await claimCode(identity, userId, code);
  const answer = await identity.auth.api
    .verifyTOTP({ body: { code }, headers: headersOf(caller), returnHeaders: true })
    .catch(wrong('wrong-code', 'this code is wrong or was used already'));
  identity.changed();
  return answer.headers.getSetCookie();
}

/** Takes the second factor away; needs the password. Returns the Set-Cookie headers of the session that replaces this one. */
export async function removeTotp(identity: Identity, password: string, caller: Caller): Promise<string[]> {
  const answer = await identity.auth.api
    .disableTwoFactor({ body: { password }, headers: headersOf(caller), returnHeaders: true })
    .catch(wrong('totp-conflict', 'no second factor is in force, or the password is wrong'));
  identity.changed();
  return answer.headers.getSetCookie();
}
