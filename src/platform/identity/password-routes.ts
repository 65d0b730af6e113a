import { z } from 'zod';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { emailSchema, logSignInEvent, newPasswordSchema, replacePassword } from './accounts.ts';
import { callerOf, ownAccount, withCookies } from './caller.ts';
import { welcomeOwner } from './first-start.ts';
import { identityOf } from './identity.ts';
import { findLink } from './one-time-links.ts';
import { hashPassword } from './password-hash.ts';
import { confirmReset, requestReset } from './password-reset.ts';
import { languages } from '#kernel/local-text.ts';
import { openSession } from './sessions.ts';
import { attemptWasRight, countAttempt } from './sign-in.ts';
import { checkPassword } from './totp.ts';

const byLink = 'the one-time link is the proof';
export const tokenSchema = z.string().regex(/^[\w-]{43}$/, 'the token of the link is expected');

/** Passwords and the links that lead to one. */
export const passwordRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/auth/links/:token',
    summary: 'What a one-time link is for; 404 when it does not work any more',
    access: { to: 'anyone', why: byLink },
    params: z.object({ token: tokenSchema }),
    response: z.object({
      purpose: z.enum(['welcome', 'invitation', 'reset']),
      email: z.string().nullable(),
      name: z.string().nullable(),
      company: z.string(),
    }),
    handler: async ({ services, params }) => {
      const identity = identityOf(services);
      return identity.system(async (tx) => {
        const { purpose, email, companyId, personId } = await findLink(identity, tx, params.token);
        const { rows } = await tx.query<{ name: string; company: string }>(
          'select p.name, c.name as company from qd.person p join qd.company c on c.company_id = p.company_id where p.company_id = $1 and p.id = $2',
          [companyId, personId],
        );
        const { name, company } = rows[0];
        return { body: { purpose, email, company, name: purpose === 'welcome' ? null : name } };
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/welcome',
    summary: 'The first owner takes the company over by the link on the console',
    access: { to: 'anyone', why: byLink },
    body: z.object({
      token: tokenSchema,
      name: z.string().trim().min(1).max(200),
      email: emailSchema,
      password: newPasswordSchema,
      company: z.string().trim().min(1).max(200).optional(),
      language: z.enum(languages).optional(),
    }),
    response: z.object({ next: z.literal('done') }),
    handler: async (call) => {
      const cookie = await welcomeOwner(identityOf(call.services), call.body, callerOf(call));
      return { body: { next: 'done' as const }, headers: withCookies([cookie]) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/reset',
    summary: 'Ask for a mail with a link to set a new password; the answer never tells whether the address is known',
    access: { to: 'anyone', why: 'whoever forgot the password is not signed in' },
    body: z.object({ email: emailSchema }),
    response: z.object({ sent: z.literal('when the address is known') }),
    handler: async ({ services, body }) => {
      await requestReset(identityOf(services), body.email);
      return { status: 202, body: { sent: 'when the address is known' as const } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/reset/confirmation',
    summary: 'Set a new password by the link of the mail; ends all sessions and keys',
    access: { to: 'anyone', why: byLink },
    body: z.object({ token: tokenSchema, newPassword: newPasswordSchema }),
    response: z.undefined(),
    handler: async ({ services, body }) => {
      await confirmReset(identityOf(services), body.token, body.newPassword);
      return { status: 204, body: undefined };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/password',
    summary: 'Change my password; ends all my other sessions and my keys',
    access: { to: 'signedIn' },
    sessionOnly: true,
    body: z.object({ currentPassword: z.string().min(1).max(500), newPassword: newPasswordSchema }),
    response: z.undefined(),
    handler: async (call) => {
      const { identity, account } = await ownAccount(call);
      await countAttempt(identity, account.email, call.address);
      await checkPassword(identity, account.userId, call.body.currentPassword);
      await attemptWasRight(identity, account.email, call.address);
      const passwordHash = await hashPassword(call.body.newPassword);
      const cookie = await identity.system(async (tx) => {
        await replacePassword(identity, tx, account, passwordHash);
        const { userId, personId } = account;
        await logSignInEvent(identity, tx, {
          action: 'passwordChanged',
          recordId: userId,
          personId,
          actorId: personId,
          requestId: call.requestId,
        });
        return openSession(identity, tx, userId, callerOf(call));
      }, account.companyId);
      return { status: 204, body: undefined, headers: withCookies([cookie]) };
    },
  }),
];
