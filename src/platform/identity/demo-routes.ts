import { z } from 'zod';
import { roles } from '#platform/visibility/roles.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { callerOf, withCookies } from './caller.ts';
import { demoPersonas, signInToDemo } from './demo-personas.ts';
import { identityOf } from './identity.ts';

const demoOnly = 'only in the demo company; 404 anywhere else';

/** One-click sign-in of the demo company. */
export const demoRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/auth/demo',
    summary: 'Whom a visitor of the demo company may be',
    access: { to: 'anyone', why: demoOnly },
    response: z.object({
      personas: z.array(
        z.object({
          personId: z.string(),
          name: z.string(),
          role: z.enum(roles),
          title: z.string().nullable(),
          unit: z.string(),
        }),
      ),
    }),
    handler: async ({ services }) => {
      const identity = identityOf(services);
      return { body: { personas: await identity.system((tx) => demoPersonas(identity, tx)) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/demo',
    summary: 'Sign in as one of the demo company',
    access: { to: 'anyone', why: demoOnly },
    body: z.object({ personId: z.uuid() }),
    response: z.object({ next: z.literal('done') }),
    handler: async (call) => {
      const identity = identityOf(call.services);
      const cookie = await identity.system((tx) => signInToDemo(identity, tx, call.body.personId, callerOf(call)));
      return { body: { next: 'done' as const }, headers: withCookies([cookie]) };
    },
  }),
];
