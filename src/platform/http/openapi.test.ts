import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AnyRoute, defineRoute } from './define-route.ts';
import { fileReply } from './file-reply.ts';
import { openApiPage } from './openapi-page.ts';
import { openApiDocument } from './openapi.ts';

const line = z.object({
  sku: z.string().max(40).describe('What is sold'),
  quantity: z.number().positive(),
  note: z.string().max(2000).nullable().optional(),
  price: z.string().regex(/^\d+(\.\d+)?$/),
  currency: z.enum(['CNY', 'USD', 'EUR']),
  tags: z.array(z.string().min(1).max(60)).max(50),
});
const handler = async () => ({ body: undefined });
const routes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/api/selling/orders',
    summary: 'Create <b>an order</b>',
    access: { to: 'signedIn' },
    body: z.object({ lines: z.array(line) }),
    response: z.object({ id: z.string(), line }),
    handler: async () => ({ body: { id: '', line: {} as z.input<typeof line> } }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/selling/orders/:id',
    summary: 'One',
    access: { to: 'anyone', why: 'test' },
    params: z.object({ id: z.uuid() }),
    query: z.object({ n: z.coerce.number().optional(), day: z.string() }),
    response: z.object({ lines: z.array(line) }),
    handler: async () => ({ body: { lines: [] } }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/selling/orders/:id',
    summary: 'Delete',
    access: { to: 'signedIn' },
    sessionOnly: true,
    response: z.undefined(),
    handler,
  }),
  defineRoute({
    method: 'GET',
    path: '/api/selling/file',
    summary: 'File',
    access: { to: 'signedIn' },
    response: fileReply,
    handler: async () => ({ body: undefined as never }),
  }),
];

type Node = Record<string, unknown>;
const document = openApiDocument(routes, '1.2.3');
const at = (...path: string[]): unknown =>
  path.reduce<unknown>((node, key) => (node as Node | undefined)?.[key], document);

describe('the description of the API', () => {
  it('is the same for the same routes in any order', () => {
    expect(openApiDocument([...routes].reverse(), '1.2.3')).toEqual(document);
  });

  it('tells parameters, bodies, replies and who may call', () => {
    expect(at('paths', '/api/selling/orders/{id}', 'get', 'parameters')).toMatchObject([
      { name: 'id', in: 'path', required: true, schema: { format: 'uuid' } },
      { name: 'n', in: 'query', required: false },
      { name: 'day', in: 'query', required: true, schema: { type: 'string' } },
    ]);
    expect(at('paths', '/api/selling/orders/{id}', 'get', 'security')).toEqual([]);
    expect(at('paths', '/api/selling/orders/{id}', 'delete', 'security')).toEqual([{ session: [] }]);
    expect(at('paths', '/api/selling/orders', 'post', 'x-access')).toBe('whoever is signed in');
    expect(Object.keys(at('paths', '/api/selling/orders/{id}', 'delete', 'responses') as Node)).toEqual([
      '204',
      'default',
    ]);
    expect(at('paths', '/api/selling/file', 'get', 'responses', '2XX', 'content')).toEqual({
      'application/octet-stream': {},
    });
  });

  it('says that unknown fields are refused, and describes a shared schema once', () => {
    const reference = at(
      'paths',
      '/api/selling/orders',
      'post',
      'requestBody',
      'content',
      'application/json',
      'schema',
    );
    const schemas = at('components', 'schemas') as Record<string, Node>;
    const named = (reference as { $ref?: string }).$ref?.split('/').at(-1);
    expect(named === undefined ? reference : schemas[named]).toMatchObject({
      type: 'object',
      required: ['lines'],
      additionalProperties: false,
    });
    const shared = Object.keys(schemas).filter((name) => name !== 'Problem');
    expect(shared.length).toBeGreaterThan(0);
    expect(JSON.stringify(at('paths')).match(/What is sold/g)?.length ?? 0).toBeLessThanOrEqual(1);
    for (const [, name] of JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
      expect(schemas).toHaveProperty(name);
  });

  it('becomes a page without scripts or outside files, with every text escaped', () => {
    const page = openApiPage(document);
    expect(page).toContain('&#60;b&#62;an order');
    expect(page).not.toMatch(/<script|src=|https?:\/\//);
    for (const { path } of routes) expect(page).toContain(path.replace(':id', '{id}'));
  });
});
