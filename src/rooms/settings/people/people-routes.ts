import { z } from 'zod';
import { Refused } from '#kernel/result.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { manageSignIn } from '#platform/identity/access.ts';
import { accountBy, logSignInEvent } from '#platform/identity/accounts.ts';
import { apiKeysOf, revokeApiKey } from '#platform/identity/api-keys.ts';
import { identityOf } from '#platform/identity/identity.ts';
import { endSessions, sessionsOf } from '#platform/identity/sessions.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { credentials, personAccess, roleAccess } from './contract.ts';
import { peopleAccess, roleCatalogue, seePeopleAccess } from './people-access.ts';

const manage = { to: 'right', right: manageSignIn } as const;

async function accountHere(tx: Transaction, companyId: number, userId: string) {
  const account = await accountBy(tx, { userId });
  if (account === undefined || account.companyId !== companyId)
    throw new Refused('not-found', 'there is no such account', { field: 'userId', found: userId });
  return account;
}

/** Who can sign in, in which position, from where; what each role may do. */
export const peopleAccessRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/settings/people',
    summary: 'Who works here, the positions they hold today, and whether they can sign in',
    access: { to: 'right', right: seePeopleAccess },
    response: z.object({ people: z.array(personAccess) }),
    handler: async ({ services, viewer }) => {
      const identity = identityOf(services);
      return { body: { people: await identity.system((tx) => peopleAccess(identity, tx, viewer), viewer.companyId) } };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/settings/roles',
    summary: 'What each role may see and do, with how many people hold it',
    access: { to: 'right', right: seePeopleAccess },
    response: z.object({ roles: z.array(roleAccess) }),
    handler: async ({ services, viewer }) => {
      const identity = identityOf(services);
      return { body: { roles: await identity.system((tx) => roleCatalogue(identity, tx, viewer), viewer.companyId) } };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/auth/accounts/:userId/credentials',
    summary: 'Where someone is signed in, and their API keys',
    access: manage,
    sessionOnly: true,
    params: z.object({ userId: z.uuid() }),
    response: credentials,
    handler: async ({ services, viewer, params }) => {
      const identity = identityOf(services);
      const body = await identity.system(async (tx) => {
        const { userId } = await accountHere(tx, viewer.companyId, params.userId);
        const sessions = await sessionsOf(identity, tx, userId);
        return { sessions: [...sessions], keys: [...(await apiKeysOf(tx, userId))] };
      });
      return { body };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/auth/accounts/:userId/sessions',
    summary: "End all of someone's sessions but the one that asks",
    access: manage,
    sessionOnly: true,
    params: z.object({ userId: z.uuid() }),
    response: z.undefined(),
    handler: async ({ services, viewer, params, requestId, credential }) => {
      const identity = identityOf(services);
      const { companyId, personId: actorId } = viewer;
      await identity.system(async (tx) => {
        const { userId, personId } = await accountHere(tx, companyId, params.userId);
        await endSessions(identity, tx, userId, { except: credential?.id ?? '' });
        await logSignInEvent(identity, tx, { action: 'sessionsEnded', recordId: userId, personId, actorId, requestId });
      }, companyId);
      return { status: 204, body: undefined };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/auth/accounts/:userId/keys/:keyId',
    summary: "Revoke one of someone's API keys",
    access: manage,
    sessionOnly: true,
    params: z.object({ userId: z.uuid(), keyId: z.uuid() }),
    response: z.undefined(),
    handler: async ({ services, viewer, params, requestId }) => {
      const identity = identityOf(services);
      await identity.system(async (tx) => {
        const account = await accountHere(tx, viewer.companyId, params.userId);
        await revokeApiKey(identity, tx, account, params.keyId, requestId, viewer.personId);
      }, viewer.companyId);
      return { status: 204, body: undefined };
    },
  }),
];
