import { z } from 'zod';
import { text } from '#kernel/local-text.ts';
import { Refused } from '#kernel/result.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { FileReply, fileReply } from '#platform/http/file-reply.ts';
import { loadViewer } from '#platform/identity/load-viewer.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { readAs } from '#platform/records/run-as.ts';
import { feedOwner, makeFeed, openFeed, revokeFeed } from './feeds.ts';
import { icalendar } from './icalendar.ts';
import { loadEntries } from './load-entries.ts';

const name = text('Quarterdeck', '帷幄', '帷幄');
const signedIn = { to: 'signedIn' } as const;
const base = '/api/today/calendar-feed';
const feedSchema = z.object({
  feed: z.object({ createdAt: z.string(), lastReadAt: z.string().nullable() }).nullable(),
});

export const feedRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: base,
    summary: 'Whether your calendar feed is open, and when it was last read',
    access: signedIn,
    response: feedSchema,
    handler: (call) => call.transaction(async (tx) => ({ body: { feed: await openFeed(await contextOf(call, tx)) } })),
  }),
  defineRoute({
    method: 'POST',
    path: base,
    summary: 'A new secret address for your calendar; told this once, and the one before ends',
    access: signedIn,
    body: z.object({}),
    response: z.object({ url: z.string() }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const token = await makeFeed(await contextOf(call, tx));
        return { status: 201, body: { url: `${call.services.baseUrl()}${base}/${token}` } };
      }),
  }),
  defineRoute({
    method: 'DELETE',
    path: base,
    summary: 'Close your calendar feed: its address opens nothing any more',
    access: signedIn,
    response: z.undefined(),
    handler: (call) =>
      call.transaction(async (tx) => {
        await revokeFeed(await contextOf(call, tx));
        return { status: 204, body: undefined };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/:token`,
    summary: 'The calendar itself (iCalendar): visits, meetings, demos and tasks of its owner',
    access: {
      to: 'anyone',
      why: 'calendar programs cannot sign in: the secret in the address is the proof, and can be revoked',
    },
    params: z.object({ token: z.string().max(200) }),
    response: fileReply,
    handler: async (call) => {
      const { database, clock } = call.services;
      const now = clock.now();
      const token = call.params.token.replace(/\.ics$/, '');
      const viewer = await withSystemTransaction(database, { reason: 'whose calendar it is' }, async (tx) => {
        const owner = await feedOwner(tx, token, now.toString());
        return owner === undefined ? undefined : loadViewer(tx, { ...owner, via: 'api', nowMs: now.epochMilliseconds });
      });
      if (viewer === undefined) throw new Refused('not-found', 'there is no calendar at this address');
      const entries = await readAs(call.services, viewer, (context) => loadEntries(context, call.services.baseUrl()));
      return {
        headers: { 'cache-control': 'private, max-age=300' },
        body: new FileReply({
          content: icalendar(`${name[viewer.language]} · ${viewer.name}`, entries, now.toString()),
          fileName: 'quarterdeck.ics',
          contentType: 'text/calendar; charset=utf-8',
        }),
      };
    },
  }),
];
