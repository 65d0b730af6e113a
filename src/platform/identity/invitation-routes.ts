import { z } from 'zod';
import { languages } from '#kernel/local-text.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { invite } from './access.ts';
import { emailSchema, newPasswordSchema } from './accounts.ts';
import { callerOf, withCookies } from './caller.ts';
import { identityOf } from './identity.ts';
import { acceptInvitation, invitePerson, openInvitations, revokeInvitation } from './invitations.ts';
import { tokenSchema } from './password-routes.ts';

/** Inviting people to sign in. */
export const invitationRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/api/auth/invitations',
    summary: 'Invite a person to sign in; the link is shown once when it cannot be mailed',
    access: { to: 'right', right: invite },
    sessionOnly: true,
    body: z.object({ personId: z.uuid(), email: emailSchema, language: z.enum(languages).optional() }),
    response: z.object({ id: z.string(), link: z.string().nullable(), expiresAt: z.string() }),
    handler: async ({ services, viewer, body, requestId }) => ({
      status: 201,
      body: await invitePerson(identityOf(services), viewer, body, requestId),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/auth/invitations',
    summary: 'Invitations that were not accepted yet',
    access: { to: 'right', right: invite },
    response: z.object({
      invitations: z.array(
        z.object({
          id: z.string(),
          personId: z.string(),
          name: z.string(),
          email: z.string(),
          createdAt: z.string(),
          expiresAt: z.string(),
        }),
      ),
    }),
    handler: async ({ services, viewer }) => {
      const identity = identityOf(services);
      return { body: { invitations: await identity.system((tx) => openInvitations(identity, tx, viewer)) } };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/auth/invitations/:id',
    summary: 'Take an invitation back',
    access: { to: 'right', right: invite },
    sessionOnly: true,
    params: z.object({ id: z.uuid() }),
    response: z.undefined(),
    handler: async ({ services, viewer, params }) => {
      const identity = identityOf(services);
      await identity.system((tx) => revokeInvitation(identity, tx, viewer, params.id));
      return { status: 204, body: undefined };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/auth/invitations/acceptance',
    summary: 'Accept an invitation: set a password and be signed in',
    access: { to: 'anyone', why: 'the one-time link is the proof' },
    body: z.object({ token: tokenSchema, password: newPasswordSchema }),
    response: z.object({ next: z.literal('done') }),
    handler: async (call) => {
      const cookie = await acceptInvitation(identityOf(call.services), call.body, callerOf(call));
      return { body: { next: 'done' as const }, headers: withCookies([cookie]) };
    },
  }),
];
