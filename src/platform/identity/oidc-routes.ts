import { z } from 'zod';
import { Refused } from '#kernel/result.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { callerOf } from './caller.ts';
import { identityOf } from './identity.ts';
import { beginOidc, finishOidc } from './oidc-sign-in.ts';

const why = 'the provider is the proof; 404 when single sign-on is not configured';

/** Single sign-on (OpenID Connect). Both are addresses the browser visits, so failures lead back to the sign-in page. */
export const oidcRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/auth/oidc/start',
    summary: 'Go to the provider of single sign-on',
    access: { to: 'anyone', why },
    query: z.object({ returnTo: z.string().max(2000).optional() }),
    response: z.undefined(),
    handler: async (call) => {
      try {
        const { location, cookie } = await beginOidc(identityOf(call.services), call.query.returnTo);
        return { status: 302, body: undefined, headers: { location, 'set-cookie': cookie } };
      } catch (error) {
        return backToSignIn(error, (details) => call.services.log.warn('single sign-on could not begin', details));
      }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/auth/oidc/callback',
    summary: 'Come back from the provider of single sign-on',
    access: { to: 'anyone', why },
    // Providers add parameters of their own.
    query: z.looseObject({
      state: z.string().max(200).optional(),
      code: z.string().max(4000).optional(),
      error: z.string().max(200).optional(),
    }),
    response: z.undefined(),
    handler: async (call) => {
      const { state, code } = call.query;
      try {
        const identity = identityOf(call.services);
        const { location, cookies } = await finishOidc(
          identity,
          { state: state ?? '', code: code ?? '' },
          callerOf(call),
        );
        return { status: 302, body: undefined, headers: { location, 'set-cookie': cookies } };
      } catch (error) {
        return backToSignIn(error, (details) => call.services.log.warn('single sign-on was refused', details));
      }
    },
  }),
];

/** The page says only that it did not work; the log says why. */
function backToSignIn(error: unknown, log: (details: Record<string, unknown>) => void) {
  if (error instanceof Refused && error.refusal.code === 'not-found') throw error;
  log({ error });
  return { status: 302, body: undefined, headers: { location: '/sign-in?problem=single-sign-on' } };
}
