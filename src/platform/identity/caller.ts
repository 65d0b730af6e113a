import { Refused } from '#kernel/result.ts';
import type { Credential, RouteCall } from '#platform/http/define-route.ts';
import { accountBy, type Account } from './accounts.ts';
import { type Identity, identityOf } from './identity.ts';
import type { Caller } from './sign-in.ts';

export type AnyCall = Pick<
  RouteCall<unknown, unknown, unknown>,
  'headers' | 'address' | 'services' | 'viewer' | 'credential' | 'requestId'
>;

export function callerOf(call: AnyCall): Caller {
  return { address: call.address, userAgent: call.headers['user-agent'], cookie: call.headers.cookie };
}

/** The account of whoever is signed in here with a session. */
export async function ownAccount(
  call: AnyCall,
): Promise<{ identity: Identity; account: Account; credential: Credential }> {
  const { credential } = call;
  const identity = identityOf(call.services);
  const account =
    credential === undefined ? undefined : await identity.system((tx) => accountBy(tx, { userId: credential.userId }));
  if (credential === undefined || account === undefined) throw new Refused('unauthenticated', 'sign in first');
  return { identity, account, credential };
}

export function withCookies(cookies: readonly string[]): { 'set-cookie': readonly string[] } {
  return { 'set-cookie': cookies };
}
