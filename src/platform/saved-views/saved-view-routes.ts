import { sql } from 'kysely';
import { z } from 'zod';
import { Refused } from '#kernel/result.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { newId } from '#platform/records/write-context.ts';

const query = z.record(z.string().max(60), z.union([z.string().max(2000), z.array(z.string().max(500)).max(40)]));
const view = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  shared: z.boolean(),
  isDefault: z.boolean(),
  mine: z.boolean(),
  query,
});

interface ViewRow {
  id: string;
  kind: string;
  name: string;
  shared: boolean;
  isDefault: boolean;
  mine: boolean;
  query: Record<string, string | string[]>;
}

/** A person's own views of a list and those that colleagues share. A view keeps a query, never rows: what it shows follows the reader. */
export const savedViewRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/settings/views',
    summary: 'List saved views of a kind: your own and shared ones',
    access: { to: 'signedIn' },
    query: z.object({ kind: z.string().max(60) }),
    response: z.object({ views: z.array(view) }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const { rows } = await sql<ViewRow>`
          select id::text, kind, name, shared, is_default and person_id = ${call.viewer.personId}::uuid as "isDefault",
            person_id = ${call.viewer.personId}::uuid as mine, query
          from qd.saved_view where kind = ${call.query.kind} and (shared or person_id = ${call.viewer.personId}::uuid) order by name`.execute(
          tx.kysely,
        );
        return { body: { views: rows } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/settings/views',
    summary: 'Save a view',
    access: { to: 'signedIn' },
    body: z.object({
      kind: z.string().max(60),
      name: z.string().min(1).max(100),
      shared: z.boolean(),
      isDefault: z.boolean(),
      query,
    }),
    response: view,
    handler: (call) =>
      call.once(async (tx) => {
        const { kind, name, shared, isDefault } = call.body;
        const id = newId(await contextOf(call, tx));
        const person = call.viewer.personId;
        if (isDefault)
          await sql`update qd.saved_view set is_default = false where kind = ${kind} and person_id = ${person}::uuid`.execute(
            tx.kysely,
          );
        await sql`insert into qd.saved_view (id, kind, name, person_id, shared, is_default, query)
          values (${id}, ${kind}, ${name}, ${person}::uuid, ${shared}, ${isDefault}, ${JSON.stringify(call.body.query)}::jsonb)`.execute(
          tx.kysely,
        );
        return { status: 201, body: { id, kind, name, shared, isDefault, mine: true, query: call.body.query } };
      }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/settings/views/:id',
    summary: 'Delete one of your own saved views',
    access: { to: 'signedIn' },
    params: z.object({ id: z.uuid() }),
    response: z.undefined(),
    handler: (call) =>
      call.transaction(async (tx) => {
        const { rows } =
          await sql`delete from qd.saved_view where id = ${call.params.id}::uuid and person_id = ${call.viewer.personId}::uuid returning id`.execute(
            tx.kysely,
          );
        if (rows.length === 0)
          throw new Refused('not-found', 'no view of yours has this id', { field: 'id', found: call.params.id });
        return { status: 204, body: undefined };
      }),
  }),
];
