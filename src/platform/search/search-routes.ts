import { sql } from 'kysely';
import { z } from 'zod';
import { type RecordKind, columnOf, fieldOf } from '#kernel/record-kind.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { searchCondition } from '#platform/records/filter.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { recordDefinitions } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { may, seesField } from '#platform/visibility/viewer.ts';

interface Hit {
  readonly kind: string;
  readonly id: string;
  readonly label: string;
}

/** Records of one kind found by name; kinds that are not indexed for search (people, competitors) are few and matched by part. */
async function searchKind(context: WriteContext, kind: RecordKind, text: string, limit: number): Promise<Hit[]> {
  const title = fieldOf(kind, kind.title);
  if (title === undefined || title.type !== 'text' || !seesField(context.viewer, title.access)) return [];
  const column = sql.ref(`r.${columnOf(title)}`);
  const condition = searchCondition(kind, 'r', text);
  const { rows } = await sql<{ id: string; label: string }>`
    select r.id::text, ${column} as label from qd.${sql.raw(kind.table)} r
    where ${visibleRows(context.viewer, kind, 'r')} and ${condition} limit ${limit}`.execute(context.tx.kysely);
  return rows.map((row) => ({ kind: kind.kind, ...row }));
}

/** ⌘K over every kind the viewer may read. */
export const searchRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/search',
    summary: 'Find records by name: 汉字, pinyin initials or the beginnings of words',
    access: { to: 'signedIn' },
    query: z.object({ q: z.string().min(1).max(200), limit: z.coerce.number().int().min(1).max(50).default(12) }),
    response: z.object({ hits: z.array(z.object({ kind: z.string(), id: z.string(), label: z.string() })) }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const hits: Hit[] = [];
        for (const { kind } of recordDefinitions()) {
          const findable =
            fieldOf(kind, kind.title)?.type === 'text' &&
            kind.searched.length + (kind.ownership.by === 'company' ? 1 : 0) > 0;
          if (findable && may(call.viewer, kind.kind, 'read'))
            hits.push(...(await searchKind(context, kind, call.query.q, 5)));
        }
        const folded = call.query.q.toLowerCase();
        hits.sort(
          (left, right) =>
            Number(right.label.toLowerCase().startsWith(folded)) -
              Number(left.label.toLowerCase().startsWith(folded)) || left.label.length - right.label.length,
        );
        return { body: { hits: hits.slice(0, call.query.limit) } };
      }),
  }),
];
