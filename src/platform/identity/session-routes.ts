import { z } from 'zod';
import { Refused } from '#kernel/result.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { callerOf, ownAccount, withCookies } from './caller.ts';
import { describeNobody, describeViewer, sessionSchema } from './describe-session.ts';
import { identityOf } from './identity.ts';
import { preferencesSchema } from './preferences.ts';
import { emptySessionCookie, endSessions, sessionsOf } from './sessions.ts';
import { signIn, signInWithCode } from './sign-in.ts';

const proofs = 'whoever signs in is not signed in yet; the password or code is the proof';
const step = z.object({ next: z.enum(['done', 'totp']) });

/** Signing in and out, who one is, and where one is signed in. */
export const sessionRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/auth/session',
    summary: 'Who is signed in and what they may do',
    access: { to: 'anyone', why: 'the web asks before it knows' },
    response: sessionSchema,
    handler: async ({ services, signedIn, viewer, credential }) => {
      const identity = identityOf(services);
      return {
        body: signedIn ? await describeViewer(identity, viewer, credential?.userId) : await describeNobody(identity),
      };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/sign-in',
    summary: 'Sign in with e-mail and password',
    access: { to: 'anyone', why: proofs },
    body: z.object({ email: z.string().trim().toLowerCase().pipe(z.email()), password: z.string().min(1).max(500) }),
    response: step,
    handler: async (call) => {
      const { next, cookies } = await signIn(
        identityOf(call.services),
        call.body.email,
        call.body.password,
        callerOf(call),
      );
      return { body: { next }, headers: withCookies(cookies) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/sign-in/totp',
    summary: 'Second step of signing in: a code of the authenticator app, or a backup code',
    access: { to: 'anyone', why: proofs },
    body: z.union([
      z.object({ code: z.string().regex(/^\d{6}$/) }),
      z.object({ backupCode: z.string().min(8).max(40) }),
    ]),
    response: step,
    handler: async (call) => {
      const { next, cookies } = await signInWithCode(identityOf(call.services), call.body, callerOf(call));
      return { body: { next }, headers: withCookies(cookies) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/sign-out',
    summary: 'End this session',
    access: { to: 'signedIn' },
    sessionOnly: true,
    whileSeeingAs: true,
    response: z.undefined(),
    handler: async (call) => {
      const { identity, account, credential } = await ownAccount(call);
      await identity.system((tx) => endSessions(identity, tx, account.userId, { id: credential.id }));
      return { status: 204, body: undefined, headers: withCookies([emptySessionCookie(identity)]) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/auth/sessions',
    summary: 'Where I am signed in',
    access: { to: 'signedIn' },
    sessionOnly: true,
    response: z.object({
      sessions: z.array(
        z.object({
          id: z.string(),
          current: z.boolean(),
          createdAt: z.string(),
          expiresAt: z.string(),
          address: z.string().nullable(),
          userAgent: z.string().nullable(),
        }),
      ),
    }),
    handler: async (call) => {
      const { identity, account, credential } = await ownAccount(call);
      const sessions = await identity.system((tx) => sessionsOf(identity, tx, account.userId));
      return { body: { sessions: sessions.map((session) => ({ ...session, current: session.id === credential.id })) } };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/auth/sessions/:id',
    summary: 'End one of my sessions',
    access: { to: 'signedIn' },
    sessionOnly: true,
    params: z.object({ id: z.string().max(60) }),
    response: z.undefined(),
    handler: async (call) => {
      const { identity, account } = await ownAccount(call);
      const ended = await identity.system((tx) => endSessions(identity, tx, account.userId, { id: call.params.id }));
      if (ended === 0) throw new Refused('not-found', 'you have no such session');
      return { status: 204, body: undefined };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/sessions/revoke-others',
    summary: 'End all my other sessions',
    access: { to: 'signedIn' },
    sessionOnly: true,
    response: z.undefined(),
    handler: async (call) => {
      const { identity, account, credential } = await ownAccount(call);
      await identity.system((tx) => endSessions(identity, tx, account.userId, { except: credential.id }));
      return { status: 204, body: undefined };
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/auth/preferences',
    summary: 'Choose my language and theme',
    access: { to: 'signedIn' },
    sessionOnly: true,
    body: preferencesSchema,
    response: preferencesSchema,
    handler: async (call) => {
      const { identity, account } = await ownAccount(call);
      const { language = null, theme = null } = call.body;
      await identity.system(async (tx) => {
        await tx.query(
          `update auth."user" set language = coalesce($2, language), theme = coalesce($3, theme), updated_at = now() where id = $1`,
          [account.userId, language, theme],
        );
        tx.afterCommit(identity.changed);
      });
      return { body: call.body };
    },
  }),
];
