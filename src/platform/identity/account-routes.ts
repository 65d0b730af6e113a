import { z } from 'zod';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { manageSignIn } from './access.ts';
import { type AnyCall } from './caller.ts';
import { identityOf } from './identity.ts';
import { type AccountAuthor, disableAccount, enableAccount, listAccounts, resetLink } from './manage-accounts.ts';

const params = z.object({ userId: z.uuid() });
const access = { to: 'right', right: manageSignIn } as const;

function authorOf({ viewer, requestId }: AnyCall): AccountAuthor {
  const via = viewer.via === 'job' ? 'app' : viewer.via;
  return { actorId: viewer.personId, via, requestId };
}

/** Everyone's accounts, for administrators. */
export const accountRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/auth/accounts',
    summary: 'Everyone who can sign in',
    access,
    response: z.object({
      accounts: z.array(
        z.object({
          userId: z.string(),
          personId: z.string(),
          name: z.string(),
          email: z.string(),
          twoFactor: z.boolean(),
          disabled: z.boolean(),
          sessions: z.int(),
          keys: z.int(),
        }),
      ),
    }),
    handler: async ({ services, viewer }) => {
      const identity = identityOf(services);
      return { body: { accounts: await identity.system((tx) => listAccounts(identity, tx, viewer.companyId)) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/accounts/:userId/disabling',
    summary: 'Keep someone out: sessions and keys end at once',
    access,
    sessionOnly: true,
    params,
    response: z.undefined(),
    handler: async (call) => {
      const identity = identityOf(call.services);
      const { companyId } = call.viewer;
      await identity.system(
        (tx) => disableAccount(identity, tx, companyId, call.params.userId, authorOf(call)),
        companyId,
      );
      return { status: 204, body: undefined };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/accounts/:userId/enabling',
    summary: 'Let someone in again, also after too many wrong passwords',
    access,
    sessionOnly: true,
    params,
    response: z.undefined(),
    handler: async (call) => {
      const identity = identityOf(call.services);
      const { companyId } = call.viewer;
      await identity.system(
        (tx) => enableAccount(identity, tx, companyId, call.params.userId, authorOf(call)),
        companyId,
      );
      return { status: 204, body: undefined };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/accounts/:userId/reset-link',
    summary: 'A link to set a new password, shown once, to hand over in person',
    access,
    sessionOnly: true,
    params,
    response: z.object({ link: z.string(), expiresAt: z.string() }),
    handler: async (call) => {
      const identity = identityOf(call.services);
      const { companyId } = call.viewer;
      const body = await identity.system(
        (tx) => resetLink(identity, tx, companyId, call.params.userId, authorOf(call)),
        companyId,
      );
      return { status: 201, body };
    },
  }),
];
