import { sql } from 'kysely';
import { z } from 'zod';
import type { LocalText } from '#kernel/local-text.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';

interface NotificationRow {
  id: string;
  topic: string;
  title: LocalText & { body?: LocalText };
  link: string | null;
  createdAt: string;
  readAt: string | null;
}

/** What a person was told, newest first; only ever their own. */
export const notificationRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/notifications',
    summary: 'Your notifications, newest first',
    access: { to: 'signedIn' },
    query: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      unread: z.enum(['true', 'false']).optional(),
      before: z.uuid().optional(),
    }),
    response: z.object({
      unread: z.int(),
      items: z.array(
        z.object({
          id: z.string(),
          topic: z.string(),
          title: z.string(),
          body: z.string().nullable(),
          link: z.string().nullable(),
          createdAt: z.string(),
          readAt: z.string().nullable(),
        }),
      ),
    }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const person = call.viewer.personId;
        const { rows } = await sql<NotificationRow>`
          select id::text, topic, title, link, created_at as "createdAt", read_at as "readAt" from qd.notification
          where person_id = ${person}::uuid and in_app ${call.query.unread === 'true' ? sql`and read_at is null` : sql``}
            ${call.query.before === undefined ? sql`` : sql`and (created_at, id) < (select b.created_at, b.id from qd.notification b where b.id = ${call.query.before}::uuid and b.person_id = ${person}::uuid)`}
          order by created_at desc, id desc limit ${call.query.limit}`.execute(tx.kysely);
        const { rows: counts } = await sql<{ unread: number }>`
          select count(*)::int as unread from qd.notification where person_id = ${person}::uuid and in_app and read_at is null`.execute(
          tx.kysely,
        );
        const language = call.viewer.language;
        const items = rows.map(({ title, ...row }) => ({
          ...row,
          title: title[language],
          body: title.body?.[language] ?? null,
        }));
        return { body: { unread: counts[0].unread, items } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/notifications/readings',
    summary: 'Mark your notifications as read',
    access: { to: 'signedIn' },
    body: z.object({ all: z.literal(true).optional(), ids: z.array(z.uuid()).max(1000).optional() }),
    response: z.object({ read: z.int() }),
    handler: (call) =>
      call.once(async (tx) => {
        const { rows } = await sql`
          update qd.notification set read_at = ${call.services.clock.now().toString()}::timestamptz
          where person_id = ${call.viewer.personId}::uuid and read_at is null
            ${call.body.all === true ? sql`` : sql`and id = any(${call.body.ids ?? []}::uuid[])`} returning id`.execute(
          tx.kysely,
        );
        return { body: { read: rows.length } };
      }),
  }),
];
