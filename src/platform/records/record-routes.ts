import { z } from 'zod';
import type { RecordKind } from '#kernel/record-kind.ts';
import { recordHistory } from '#platform/event-log/read-events.ts';
import { notePayRead } from '#platform/event-log/pay-reads.ts';
import { type AnyRoute, type RouteCall, defineRoute } from '#platform/http/define-route.ts';
import { etag, requireVersion } from '#platform/http/if-match.ts';
import { seesField } from '#platform/visibility/viewer.ts';
import { bulkUpdate } from './bulk-update.ts';
import { acceptCustomValues } from './custom-values.ts';
import { createRecords } from './create-records.ts';
import { deleteRecords, restoreRecords } from './delete-records.ts';
import { parseFilter } from './filter.ts';
import { getRecord, getRecordAsOf, requireVisible } from './get-record.ts';
import { groupRecords } from './group-records.ts';
import { listRecords } from './list-records.ts';
import { createSchema, recordSchema, updateSchema } from './record-schemas.ts';
import type { RecordDefinition } from './registry.ts';
import { shapeRecords } from './shape-records.ts';
import { wholeKind } from './whole-kind.ts';
import { writeContext } from './run-as.ts';
import { updateRecords } from './update-records.ts';
import type { WriteContext } from './write-context.ts';

type Call = RouteCall<unknown, unknown, unknown>;

const idParams = z.object({ id: z.uuid() });
const manyTexts = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]));

const listQuery = z.object({
  filter: manyTexts,
  search: z.string().max(200).optional(),
  sort: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
  total: z.enum(['true', 'false']).optional(),
  asOf: z.iso.datetime({ offset: true }).optional(),
  fields: z.string().max(3000).optional(),
  expand: z.string().max(1000).optional(),
});

/** Opens the context of a use case inside the transaction of the call. */
export function contextOf(call: Call, tx: WriteContext['tx']): Promise<WriteContext> {
  const { personId, via } = call.viewer;
  return writeContext(tx, call.viewer, call.services.clock, { personId, via, requestId: call.requestId });
}

/** The routes every kind of record has: list, groups, one, history, create (one or many), update (one or many), delete, restore. */
export function recordRoutes(definition: RecordDefinition): AnyRoute[] {
  const { kind } = definition;
  const base = `/api/${kind.room}/${kind.path}`;
  const access = (action: 'read' | 'create' | 'update' | 'delete') =>
    ({ to: 'kind', kind: kind.kind, action }) as const;
  const record = recordSchema(kind);
  const create = createSchema(kind);
  const update = updateSchema(kind);
  return [
    defineRoute({
      method: 'GET',
      path: base,
      summary: `List ${kind.plural.en}, now or as of an instant`,
      access: access('read'),
      query: listQuery,
      response: z.object({
        items: z.array(record),
        next: z.string().nullable(),
        total: z.object({ count: z.int(), capped: z.boolean() }).optional(),
      }),
      handler: (call) =>
        call.transaction(async (tx) => {
          const { filter, search, sort, limit, cursor, total, asOf } = call.query;
          const query = { filter: parseFilter(filter), search, sort, limit, cursor, asOf, counted: total === 'true' };
          const context = await contextOf(call, tx);
          const page = await listRecords(context, kind, query);
          return {
            body: {
              ...page,
              items: await shapeRecords(context, wholeKind(context.company, kind), page.items, call.query),
            },
          };
        }),
    }),
    defineRoute({
      method: 'GET',
      path: `${base}/groups`,
      summary: `Count ${kind.plural.en} by a field, with the sum of an amount or a number`,
      access: access('read'),
      query: z.object({
        by: z.string().max(60),
        sum: z.string().max(60).optional(),
        filter: manyTexts,
        search: z.string().max(200).optional(),
      }),
      response: z.object({
        groups: z.array(
          z.object({
            value: z.string().nullable(),
            label: z.string().nullable(),
            count: z.int(),
            sum: z.string().nullable(),
            weightedSum: z.string().nullable(),
          }),
        ),
      }),
      handler: (call) =>
        call.transaction(async (tx) => ({
          body: {
            groups: await groupRecords(await contextOf(call, tx), kind, {
              ...call.query,
              filter: parseFilter(call.query.filter),
            }),
          },
        })),
    }),
    defineRoute({
      method: 'GET',
      path: `${base}/:id`,
      summary: `Read one of ${kind.plural.en}, now or as of an instant`,
      access: access('read'),
      params: idParams,
      query: z.object({
        asOf: z.iso.datetime({ offset: true }).optional(),
        fields: z.string().max(3000).optional(),
        expand: z.string().max(1000).optional(),
      }),
      response: record,
      handler: (call) =>
        call.transaction(async (tx) => {
          const context = await contextOf(call, tx);
          const { asOf } = call.query;
          const whole =
            asOf === undefined
              ? await getRecord(context, kind, call.params.id)
              : await getRecordAsOf(context, kind, call.params.id, asOf);
          const [body] = await shapeRecords(context, wholeKind(context.company, kind), [whole], call.query);
          return { body, headers: { ETag: etag(whole.version) } };
        }),
    }),
    defineRoute({
      method: 'GET',
      path: `${base}/:id/history`,
      summary: `What happened to one of ${kind.plural.en}, newest first`,
      access: access('read'),
      params: idParams,
      query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), before: z.uuid().optional() }),
      response: z.object({ events: z.array(historyEvent) }),
      handler: (call) =>
        call.transaction(async (tx) => {
          const context = await contextOf(call, tx);
          await requireVisible(context, kind, call.params.id);
          const found = await recordHistory(tx, call.params.id, call.query.limit, call.query.before);
          const events = found.map((event) => ({ ...event, changes: visibleChanges(context, kind, event.changes) }));
          notePayHistory(context, kind, call.params.id, events);
          return { body: { events } };
        }),
    }),
    defineRoute({
      method: 'POST',
      path: base,
      summary: `Create one of ${kind.plural.en}`,
      access: access('create'),
      body: create,
      response: record,
      handler: (call) =>
        call.once(async (tx) => {
          const context = await contextOf(call, tx);
          const { externalId, ...values } = acceptCustomValues(context, kind, call.body as Record<string, unknown>);
          const [id] = await createRecords(context, definition, [
            { values, externalId: (externalId as string | null | undefined) ?? null },
          ]);
          const body = await getRecord(context, kind, id);
          return { status: 201, body, headers: { ETag: etag(body.version), Location: `${base}/${id}` } };
        }),
    }),
    defineRoute({
      method: 'POST',
      path: `${base}/batches`,
      summary: `Create up to 10,000 ${kind.plural.en}, all or none`,
      access: access('create'),
      body: z.object({ records: z.array(create).min(1).max(10_000) }),
      bodyLimit: 20_000_000,
      response: z.object({ ids: z.array(z.string()) }),
      handler: (call) =>
        call.once(async (tx) => {
          const context = await contextOf(call, tx);
          const inputs = call.body.records.map((record) => {
            const { externalId, ...values } = acceptCustomValues(context, kind, record);
            return { values, externalId: (externalId as string | null | undefined) ?? null };
          });
          return { status: 201, body: { ids: await createRecords(context, definition, inputs) } };
        }),
    }),
    defineRoute({
      method: 'PATCH',
      path: `${base}/:id`,
      summary: `Change fields of one of ${kind.plural.en}; If-Match names the version that was read`,
      access: access('update'),
      params: idParams,
      body: update,
      response: record,
      handler: (call) =>
        call.transaction(async (tx) => {
          const context = await contextOf(call, tx);
          const version = requireVersion(call);
          const values = acceptCustomValues(context, kind, call.body);
          await updateRecords(context, definition, [{ id: call.params.id, values, version }]);
          const body = await getRecord(context, kind, call.params.id);
          return { body, headers: { ETag: etag(body.version) } };
        }),
    }),
    defineRoute({
      method: 'POST',
      path: `${base}/bulk-updates`,
      summary: `Change the same fields of many ${kind.plural.en}, named by id or by a filter that is not empty`,
      access: access('update'),
      body: z.object({
        ids: z.array(z.uuid()).min(1).max(10_000).optional(),
        versions: z.record(z.uuid(), z.int()).optional(),
        filter: z.array(z.string()).min(1).max(20).optional(),
        values: update,
      }),
      response: z.object({
        updated: z.int(),
        /** Their new versions, by id, when they were named by id. */
        versions: z.record(z.string(), z.int()).optional(),
      }),
      handler: (call) =>
        call.once(async (tx) => {
          const context = await contextOf(call, tx);
          acceptCustomValues(context, kind, call.body.values);
          const versions = await bulkUpdate(context, definition, call.body);
          const named = call.body.ids === undefined ? {} : { versions: Object.fromEntries(versions) };
          return { body: { updated: versions.size, ...named } };
        }),
    }),
    defineRoute({
      method: 'DELETE',
      path: `${base}/:id`,
      summary: `Delete one of ${kind.plural.en}; it can be restored`,
      access: access('delete'),
      params: idParams,
      response: z.undefined(),
      handler: (call) =>
        call.transaction(async (tx) => {
          await deleteRecords(await contextOf(call, tx), definition, [call.params.id]);
          return { status: 204, body: undefined };
        }),
    }),
    defineRoute({
      method: 'POST',
      path: `${base}/:id/restoration`,
      summary: `Bring back one of the deleted ${kind.plural.en}`,
      access: access('delete'),
      params: idParams,
      body: z.object({}),
      response: record,
      handler: (call) =>
        call.once(async (tx) => {
          const context = await contextOf(call, tx);
          await restoreRecords(context, definition, [call.params.id]);
          return { body: await getRecord(context, kind, call.params.id) };
        }),
    }),
  ];
}

const historyEvent = z.object({
  id: z.string(),
  recordedAt: z.string(),
  occurredAt: z.string().nullable(),
  actorId: z.string().nullable(),
  via: z.string(),
  action: z.string(),
  kind: z.string(),
  recordId: z.string(),
  changes: z.record(z.string(), z.object({ from: z.unknown().optional(), to: z.unknown().optional() })),
  note: z.string().nullable(),
});

/** History obeys the field rule too: a change of a hidden field is not shown. */
function visibleChanges(
  { viewer, company }: WriteContext,
  kind: RecordKind,
  changes: Readonly<Record<string, { from?: unknown; to?: unknown }>>,
) {
  const known = [...kind.fields, ...(company.customFields[kind.kind] ?? [])];
  const hidden = new Set(known.filter((field) => !seesField(viewer, field.access)).map((field) => field.name));
  return Object.fromEntries(Object.entries(changes).filter(([name]) => !hidden.has(name)));
}

/** Pay of another that a history tells is noted for the log. */
function notePayHistory(
  { tx, viewer }: WriteContext,
  kind: RecordKind,
  id: string,
  events: readonly { readonly changes: Readonly<Record<string, unknown>> }[],
): void {
  const told = kind.fields
    .filter(
      ({ name, access, type }) => access === 'pay' && type === 'money' && events.some(({ changes }) => name in changes),
    )
    .map(({ name }) => name);
  if (told.length > 0 && id !== viewer.personId)
    notePayRead(tx, { recordId: id, what: `${kind.kind}: history of ${told.join(', ')}` });
}
