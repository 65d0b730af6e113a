import { sql } from 'kysely';
import { z } from 'zod';
import { languages } from '#kernel/local-text.ts';
import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { newId } from '#platform/records/write-context.ts';
import { type Role, roleNames, roles } from '#platform/visibility/roles.ts';
import { type Viewer, holdsRight } from '#platform/visibility/viewer.ts';
import { defaultViews } from './access.ts';

const query = z.record(z.string().max(60), z.union([z.string().max(2000), z.array(z.string().max(500)).max(40)]));
const view = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  shared: z.boolean(),
  isDefault: z.boolean(),
  mine: z.boolean(),
  /** Roles that open the list with it, unless a person has chosen a default of their own. */
  defaultFor: z.array(z.string()),
  /** The reader holds one of these roles. */
  isRoleDefault: z.boolean(),
  query,
});

interface ViewRow {
  id: string;
  kind: string;
  name: string;
  shared: boolean;
  isDefault: boolean;
  mine: boolean;
  defaultFor: string[];
  isRoleDefault: boolean;
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
    response: z.object({
      views: z.array(view),
      /** For whom the reader may choose what they open with: none without the right. */
      roles: z.array(z.object({ role: z.string(), label: z.record(z.enum(languages), z.string()) })),
    }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const { rows } = await sql<ViewRow>`
          select id::text, kind, name, shared, is_default and person_id = ${call.viewer.personId}::uuid as "isDefault",
            person_id = ${call.viewer.personId}::uuid as mine, default_for as "defaultFor", default_for && ${[...call.viewer.roles]}::text[] as "isRoleDefault", query
          from qd.saved_view where kind = ${call.query.kind} and (shared or person_id = ${call.viewer.personId}::uuid) order by name`.execute(
          tx.kysely,
        );
        const choosable = holdsRight(call.viewer, defaultViews) ? roles : [];
        return { body: { views: rows, roles: choosable.map((role) => ({ role, label: roleNames[role] })) } };
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
      defaultFor: z.array(z.enum(roles)).max(roles.length).default([]),
      query,
    }),
    response: view,
    handler: (call) =>
      call.once(async (tx) => {
        const { kind, name, shared, isDefault } = call.body;
        const defaultFor = [...new Set(call.body.defaultFor)].sort();
        if (defaultFor.length > 0) await takeOver(call.viewer, tx, kind, defaultFor, shared);
        const id = newId(await contextOf(call, tx));
        const person = call.viewer.personId;
        if (isDefault)
          await sql`update qd.saved_view set is_default = false where kind = ${kind} and person_id = ${person}::uuid`.execute(
            tx.kysely,
          );
        await sql`insert into qd.saved_view (id, kind, name, person_id, shared, is_default, default_for, query)
          values (${id}, ${kind}, ${name}, ${person}::uuid, ${shared}, ${isDefault}, ${defaultFor}::text[], ${JSON.stringify(call.body.query)}::jsonb)`.execute(
          tx.kysely,
        );
        const isRoleDefault = defaultFor.some((role) => call.viewer.roles.includes(role));
        const body = {
          id,
          kind,
          name,
          shared,
          isDefault,
          mine: true,
          defaultFor,
          isRoleDefault,
          query: call.body.query,
        };
        return { status: 201, body };
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

/** The view of a role is one: from now on these roles open with the new one. */
async function takeOver(
  viewer: Viewer,
  tx: Transaction,
  kind: string,
  defaultFor: readonly Role[],
  shared: boolean,
): Promise<void> {
  if (!holdsRight(viewer, defaultViews))
    throw new Refused('forbidden', 'only an administrator says what other people open a list with');
  if (!shared)
    throw new Refused('view-not-shared', 'a view that others open with is shared with them', {
      field: 'shared',
      found: false,
      expected: 'true',
    });
  await sql`
    update qd.saved_view set default_for = array(select unnest(default_for) except select unnest(${[...defaultFor]}::text[]))
    where kind = ${kind} and default_for && ${[...defaultFor]}::text[]`.execute(tx.kysely);
}
