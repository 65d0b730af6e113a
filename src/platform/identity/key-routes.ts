import { z } from 'zod';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { apiKeysOf, createApiKey, revokeApiKey } from './api-keys.ts';
import { ownAccount } from './caller.ts';

const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  start: z.string(),
  readOnly: z.boolean(),
  kinds: z.array(z.string()).nullable(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
});

/** Keys for programs that act for a person. A key cannot make keys: that takes a browser session. */
export const keyRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/auth/keys',
    summary: 'My API keys',
    access: { to: 'signedIn' },
    sessionOnly: true,
    response: z.object({ keys: z.array(apiKey) }),
    handler: async (call) => {
      const { identity, account } = await ownAccount(call);
      return { body: { keys: await identity.system((tx) => apiKeysOf(tx, account.userId)) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/keys',
    summary: 'Make an API key; it is shown once',
    access: { to: 'signedIn' },
    sessionOnly: true,
    body: z.object({
      name: z.string().trim().min(1).max(100),
      expiresInDays: z.int().min(1).max(730).optional(),
      readOnly: z.boolean().optional(),
      kinds: z.array(z.string().max(60)).min(1).max(100).optional(),
    }),
    response: apiKey.extend({ key: z.string() }),
    handler: async (call) => {
      const { identity, account } = await ownAccount(call);
      const body = await identity.system(
        (tx) => createApiKey(identity, tx, account, call.body, call.requestId),
        account.companyId,
      );
      return { status: 201, body };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/auth/keys/:id',
    summary: 'Revoke one of my API keys',
    access: { to: 'signedIn' },
    sessionOnly: true,
    params: z.object({ id: z.uuid() }),
    response: z.undefined(),
    handler: async (call) => {
      const { identity, account } = await ownAccount(call);
      await identity.system(
        (tx) => revokeApiKey(identity, tx, account, call.params.id, call.requestId),
        account.companyId,
      );
      return { status: 204, body: undefined };
    },
  }),
];
