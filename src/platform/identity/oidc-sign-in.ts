import { createHash } from 'node:crypto';
import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { ownPath } from '#platform/http/same-origin.ts';
import type { OidcSettings } from '#platform/http/server-settings.ts';
import { accountBy, createAccount, logSignInEvent } from './accounts.ts';
import { isLocked } from './attempts.ts';
import type { Identity } from './identity.ts';
import { type OidcClaims, claimsOf, discover } from './oidc-provider.ts';
import { openSession } from './sessions.ts';
import type { Caller } from './sign-in.ts';
import { cookieValue, makeToken, readSignedCookie, signCookie } from './tokens.ts';

const cookieName = 'quarterdeck.oidc';
const cookieSeconds = 600;

function configured(identity: Identity): OidcSettings {
  const { oidc } = identity.settings;
  if (oidc === undefined) throw new Refused('not-found', 'there is nothing at this address');
  return oidc;
}

function redirectUri(identity: Identity): string {
  return `${identity.baseUrl()}/api/auth/oidc/callback`;
}

/** Where the browser goes to sign in, and the signed cookie that ties the answer to this browser. Nothing is stored here. */
export async function beginOidc(
  identity: Identity,
  returnTo: string | undefined,
): Promise<{ location: string; cookie: string }> {
  const settings = configured(identity);
  const { authorization_endpoint } = await discover(identity, settings);
  const [state, nonce, verifier] = [makeToken(), makeToken(), makeToken()];
  const location = new URL(authorization_endpoint);
  location.search = new URLSearchParams({
    ...Object.fromEntries(location.searchParams),
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: redirectUri(identity),
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const kept = [state, nonce, verifier, Buffer.from(ownPath(returnTo)).toString('base64url')].join(' ');
  return {
    location: location.href,
    cookie: cookie(identity, signCookie(kept, identity.settings.secret), cookieSeconds),
  };
}

/**
 * The browser comes back. The provider's identity is tied to an account by its subject; the first time by an e-mail address that
 * both sides have proven, or to a person of the company who has that address and no account yet. Nobody else gets in.
 */
export async function finishOidc(
  identity: Identity,
  answer: { readonly state: string; readonly code: string },
  caller: Caller,
): Promise<{ location: string; cookies: string[] }> {
  const settings = configured(identity);
  const raw = cookieValue(caller.cookie, cookieName);
  const kept = raw === undefined ? undefined : readSignedCookie(raw, identity.secrets);
  const [state, nonce, verifier, returnTo] = kept?.split(' ') ?? [];
  if (returnTo === undefined || state !== answer.state)
    throw new Refused('forbidden', 'this answer belongs to another browser');
  const claims = await claimsOf(identity, settings, {
    code: answer.code,
    verifier,
    nonce,
    redirectUri: redirectUri(identity),
  });
  const { rows } = await identity.system((tx) =>
    tx.query<{ company_id: number }>('select company_id from qd.company order by company_id limit 1'),
  );
  const session = await identity.system(async (tx) => {
    const userId = (await accountOfSubject(tx, settings, claims)) ?? (await tieSubject(identity, tx, settings, claims));
    const account = await accountBy(tx, { userId });
    if (account === undefined || (await isLocked(tx, account.email, identity.clock.now().epochMilliseconds)))
      throw new Refused('too-many-attempts', 'too many attempts; wait before the next one');
    return openSession(identity, tx, userId, caller);
  }, rows[0]?.company_id);
  return {
    location: ownPath(Buffer.from(returnTo, 'base64url').toString()),
    cookies: [session, cookie(identity, '', 0)],
  };
}

/** A provider is named by its issuer, so that another one cannot take over its subjects. */
function providerId({ issuer }: OidcSettings): string {
  return `oidc ${issuer}`;
}

async function accountOfSubject(
  tx: Transaction,
  settings: OidcSettings,
  { sub }: OidcClaims,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ user_id: string }>(
    `select user_id from auth.account where provider_id = $1 and account_id = $2`,
    [providerId(settings), sub],
  );
  return rows[0]?.user_id;
}

async function tieSubject(
  identity: Identity,
  tx: Transaction,
  settings: OidcSettings,
  claims: OidcClaims,
): Promise<string> {
  const unknown = (): Refused => new Refused('forbidden', 'nobody here has this e-mail address, or it is not proven');
  const { email, email_verified: proven, sub } = claims;
  if (email === undefined || proven !== true) throw unknown();
  const existing = await accountBy(tx, { email });
  const userId =
    existing === undefined
      ? await newAccount(identity, tx, email)
      : existing.emailVerified
        ? existing.userId
        : undefined;
  if (userId === undefined) throw unknown();
  await tx.query(`insert into auth.account (id, account_id, provider_id, user_id) values ($1, $2, $3, $4)`, [
    identity.newId(),
    sub,
    providerId(settings),
    userId,
  ]);
  const account = await accountBy(tx, { userId });
  const personId = account?.personId ?? '';
  await logSignInEvent(identity, tx, { action: 'singleSignOnTied', recordId: userId, personId, actorId: personId });
  return userId;
}

/** For a person of the company with this address who has no account yet. */
async function newAccount(identity: Identity, tx: Transaction, email: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ company_id: number; id: string; name: string }>(
    `select p.company_id, p.id, p.name from qd.person p where lower(p.email) = $1 and p.deleted_at is null
       and not exists (select from auth."user" u where u.company_id = p.company_id and u.person_id = p.id)`,
    [email],
  );
  if (rows.length !== 1) return undefined;
  const [{ company_id: companyId, id: personId, name }] = rows;
  return createAccount(identity, tx, { companyId, personId, name, email, emailVerified: true });
}

function cookie(identity: Identity, value: string, seconds: number): string {
  const secure = identity.baseUrl().startsWith('https:') ? '; Secure' : '';
  return `${cookieName}=${value}; Max-Age=${seconds}; Path=/api/auth/oidc; HttpOnly${secure}; SameSite=Lax`;
}
