import { z } from 'zod';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { etag, requireVersion } from '#platform/http/if-match.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { manageFields } from './access.ts';
import { customFieldChange, customFieldSchema, newCustomField } from './contract.ts';
import { addCustomField, changeCustomField, customFields, extensibleKinds } from './custom-fields.ts';

const path = '/api/settings/custom-fields';
const access = { to: 'right', right: manageFields } as const;

/** The fields a company adds to its records. Everyone learns of those they see with their session. */
export const customFieldRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path,
    summary: 'List the custom fields of every kind of record, archived ones included',
    access,
    response: z.object({ kinds: z.array(z.string()), fields: z.array(customFieldSchema) }),
    handler: (call) =>
      call.transaction(async (tx) => ({
        body: { kinds: extensibleKinds(), fields: await customFields(await contextOf(call, tx)) },
      })),
  }),
  defineRoute({
    method: 'POST',
    path,
    summary: 'Add a custom field to a kind of record',
    access,
    body: newCustomField,
    response: customFieldSchema,
    handler: (call) =>
      call.once(async (tx) => {
        const body = await addCustomField(await contextOf(call, tx), call.body);
        return { status: 201, body, headers: { ETag: etag(body.version), Location: `${path}/${body.id}` } };
      }),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${path}/:id`,
    summary: 'Change or archive a custom field; If-Match names the version that was read',
    access,
    params: z.object({ id: z.uuid() }),
    body: customFieldChange,
    response: customFieldSchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        const version = requireVersion(call);
        const body = await changeCustomField(await contextOf(call, tx), call.params.id, version, call.body);
        return { body, headers: { ETag: etag(body.version) } };
      }),
  }),
];
