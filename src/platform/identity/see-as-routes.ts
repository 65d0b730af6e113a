import { z } from 'zod';
import { Refused } from '#kernel/result.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { seeAs } from './access.ts';
import { logSignInEvent } from './accounts.ts';
import { ownAccount } from './caller.ts';
import { loadViewer } from './load-viewer.ts';

/** Seeing what another person sees: read only, for administrators, written into the log. */
export const seeAsRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/api/auth/see-as',
    summary: "Look through another person's eyes in this session; nothing can be changed meanwhile",
    access: { to: 'right', right: seeAs },
    sessionOnly: true,
    body: z.object({ personId: z.uuid() }),
    response: z.object({ next: z.literal('done') }),
    handler: async (call) => {
      const { identity, account, credential } = await ownAccount(call);
      const { companyId } = account;
      const { personId } = call.body;
      await identity.system(async (tx) => {
        const nowMs = identity.clock.now().epochMilliseconds;
        const seen = await loadViewer(tx, { companyId, personId, via: 'app', nowMs });
        if (seen === undefined)
          throw new Refused('not-found', 'there is no such person here today', { field: 'personId' });
        await tx.query('update auth.session set seen_as_person = $2 where id = $1', [credential.id, personId]);
        const { userId: recordId, personId: actorId } = account;
        await logSignInEvent(identity, tx, {
          action: 'seeAsBegun',
          recordId,
          personId,
          actorId,
          requestId: call.requestId,
        });
        tx.afterCommit(identity.changed);
      }, companyId);
      return { body: { next: 'done' as const } };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/auth/see-as',
    summary: 'Look through my own eyes again',
    access: { to: 'signedIn' },
    sessionOnly: true,
    whileSeeingAs: true,
    response: z.undefined(),
    handler: async (call) => {
      const { identity, account, credential } = await ownAccount(call);
      await identity.system(async (tx) => {
        const before = await tx.query<{ seen_as_person: string | null }>(
          'select seen_as_person from auth.session where id = $1 for update',
          [credential.id],
        );
        const seen = before.rows[0]?.seen_as_person ?? null;
        if (seen === null) return;
        await tx.query('update auth.session set seen_as_person = null where id = $1', [credential.id]);
        const { userId: recordId, personId: actorId } = account;
        await logSignInEvent(identity, tx, {
          action: 'seeAsEnded',
          recordId,
          personId: seen,
          actorId,
          requestId: call.requestId,
        });
        tx.afterCommit(identity.changed);
      }, account.companyId);
      return { status: 204, body: undefined };
    },
  }),
];
