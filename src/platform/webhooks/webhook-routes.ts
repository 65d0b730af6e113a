import { z } from 'zod';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { etag, requireVersion } from '#platform/http/if-match.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import './access.ts';
import { changeWebhook, createWebhook, deleteWebhook, rotateSecret } from './change-webhook.ts';
import { deliveryStates, listDeliveries, replayDelivery, replaySince } from './deliveries.ts';
import { prepareTest, sendTest } from './test-webhook.ts';
import { listWebhooks, readWebhook } from './webhook.ts';

const webhookSchema = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  ownerId: z.string(),
  ownerName: z.string().nullable(),
  kinds: z.array(z.string()),
  includeImports: z.boolean(),
  state: z.enum(['active', 'paused', 'disabled']),
  disabledReason: z.string().nullable(),
  failingSince: z.string().nullable(),
  lastDeliveredAt: z.string().nullable(),
  previousSecretUntil: z.string().nullable(),
  waiting: z.int(),
  createdAt: z.string(),
  version: z.int(),
});
const withSecret = webhookSchema.extend({ secret: z.string() });
const deliverySchema = z.object({
  id: z.string(),
  sequence: z.number(),
  eventId: z.string(),
  eventType: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  status: z.int().nullable(),
  response: z.string().nullable(),
  problem: z.string().nullable(),
  tookMs: z.int().nullable(),
  createdAt: z.string(),
  lastAttemptAt: z.string().nullable(),
  nextAt: z.string().nullable(),
  deliveredAt: z.string().nullable(),
});

const name = z.string().trim().min(1).max(100);
const url = z.string().max(2000);
const kinds = z.array(z.string().max(60)).max(100);
const access = (action: 'read' | 'create' | 'update' | 'delete') => ({ to: 'kind', kind: 'webhook', action }) as const;
const idParams = z.object({ id: z.uuid() });
const base = '/api/settings/webhooks';

export const webhookRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: base,
    summary: 'Your webhooks, or all of them for administrators',
    access: access('read'),
    response: z.object({ webhooks: z.array(webhookSchema) }),
    handler: (call) => call.transaction(async (tx) => ({ body: { webhooks: await listWebhooks(tx) } })),
  }),
  defineRoute({
    method: 'POST',
    path: base,
    summary: 'Have events sent to an address, from now on; the secret that signs them is told this once',
    access: access('create'),
    body: z.object({ name, url, kinds: kinds.default([]), includeImports: z.boolean().default(false) }),
    response: withSecret,
    handler: (call) =>
      call.transaction(async (tx) => {
        const { webhook, secret } = await createWebhook(await contextOf(call, tx), call.services.settings, call.body);
        const headers = { ETag: etag(webhook.version), Location: `${base}/${webhook.id}` };
        return { status: 201, body: { ...webhook, secret }, headers };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/:id`,
    summary: 'One webhook',
    access: access('read'),
    params: idParams,
    response: webhookSchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        const body = await readWebhook(tx, call.params.id);
        return { body, headers: { ETag: etag(body.version) } };
      }),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${base}/:id`,
    summary: 'Change, pause or take up a webhook',
    access: access('update'),
    params: idParams,
    body: z.object({
      name: name.optional(),
      url: url.optional(),
      kinds: kinds.optional(),
      includeImports: z.boolean().optional(),
      state: z.enum(['active', 'paused']).optional(),
    }),
    response: webhookSchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const version = requireVersion(call);
        const body = await changeWebhook(context, call.services.settings, call.params.id, call.body, version);
        return { body, headers: { ETag: etag(body.version) } };
      }),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${base}/:id`,
    summary: 'Delete a webhook with its log of deliveries',
    access: access('delete'),
    params: idParams,
    response: z.undefined(),
    handler: (call) =>
      call.transaction(async (tx) => {
        await deleteWebhook(await contextOf(call, tx), call.params.id);
        return { status: 204, body: undefined };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/:id/secret-rotation`,
    summary: 'A new secret, told this once; the one before signs too during the overlap',
    access: access('update'),
    params: idParams,
    body: z.object({ overlapHours: z.int().min(0).max(168).default(24) }),
    response: withSecret,
    handler: (call) =>
      call.transaction(async (tx) => {
        const { settings } = call.services;
        const context = await contextOf(call, tx);
        const { webhook, secret } = await rotateSecret(context, settings, call.params.id, call.body.overlapHours);
        return { body: { ...webhook, secret } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/:id/test`,
    summary: 'Send a ping now; tells the status that came back',
    access: { to: 'right', right: 'settings.testWebhooks' },
    params: idParams,
    body: z.object({}),
    response: z.object({ status: z.int().nullable(), problem: z.string().nullable(), tookMs: z.int() }),
    handler: async (call) => {
      const test = await call.transaction(async (tx) => prepareTest(await contextOf(call, tx), call.params.id));
      const { status, problem, tookMs } = await sendTest(call.services, test);
      return { body: { status, problem, tookMs } };
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/:id/deliveries`,
    summary: 'What was and will be sent, newest first, with what came back',
    access: access('read'),
    params: idParams,
    query: z.object({
      state: z.enum(deliveryStates).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.coerce.number().int().min(0).optional(),
    }),
    response: z.object({ items: z.array(deliverySchema), next: z.string().nullable() }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const { state, limit, cursor } = call.query;
        return { body: await listDeliveries(tx, call.params.id, { state, limit, before: cursor }) };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/:id/deliveries/:deliveryId/replay`,
    summary: 'Send one delivery again, under the same id',
    access: access('update'),
    params: z.object({ id: z.uuid(), deliveryId: z.uuid() }),
    body: z.object({}),
    response: z.object({ replayed: z.int() }),
    handler: (call) =>
      call.once(async (tx) => {
        await replayDelivery(await contextOf(call, tx), call.params.id, call.params.deliveryId);
        return { status: 202, body: { replayed: 1 } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/:id/replays`,
    summary: 'Send everything again that was recorded since an instant',
    access: access('update'),
    params: idParams,
    body: z.object({ since: z.iso.datetime({ offset: true }) }),
    response: z.object({ replayed: z.int() }),
    handler: (call) =>
      call.once(async (tx) => ({
        status: 202,
        body: { replayed: await replaySince(await contextOf(call, tx), call.params.id, call.body.since) },
      })),
  }),
];
