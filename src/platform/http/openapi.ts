import { z } from 'zod';
import type { AnyRoute, RouteAccess } from './define-route.ts';
import { FileReply } from './file-reply.ts';
import { EventStream } from './event-stream.ts';
import { problemSchema } from './problem.ts';
import { shareSchemas } from './share-schemas.ts';
import { withUnknownKeys } from './unknown-keys.ts';

type Json = { [key: string]: unknown };

/**
 * The OpenAPI 3.1 description of a list of routes: a pure function, the same for the same routes. Who may call an operation
 * stands under `x-access`.
 */
export function openApiDocument(routes: readonly AnyRoute[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of [...routes].sort(byPath)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = operation(route);
  }
  const shared = shareSchemas(paths);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Quarterdeck API',
      version,
      description:
        'Errors are problem documents (RFC 9457) with a stable type. Updates need If-Match with the version that was read (428 without, 409 when it is stale). Creating with an Idempotency-Key has one effect however often it is sent. Amounts are exact decimal text; days are ISO dates; instants are ISO 8601 in UTC.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(tagOf))].sort().map((name) => ({ name })),
    paths: shared.paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output'), ...shared.schemas },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'quarterdeck.session_token' },
        key: { type: 'http', scheme: 'bearer', description: 'An API key, made under Settings: qd_…' },
      },
    },
  };
}

function byPath(left: AnyRoute, right: AnyRoute): number {
  return left.path === right.path ? compare(left.method, right.method) : compare(left.path, right.path);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function tagOf(route: AnyRoute): string {
  return route.path.split('/')[2] ?? 'api';
}

/** A stable name: `GET /api/selling/orders/:id` → getSellingOrdersById. */
export function operationId(route: AnyRoute): string {
  const words = route.path
    .split('/')
    .slice(2)
    .map((part) => (part.startsWith(':') ? `By-${part.slice(1)}` : part))
    .join('-')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  return route.method.toLowerCase() + words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}

function operation(route: AnyRoute): Json {
  const security =
    route.access.to === 'anyone' ? [] : route.sessionOnly === true ? [{ session: [] }] : [{ session: [] }, { key: [] }];
  return {
    operationId: operationId(route),
    tags: [tagOf(route)],
    summary: route.summary,
    security,
    'x-access': accessText(route.access),
    parameters: parameters(route),
    ...(route.body === undefined && route.upload === undefined ? {} : { requestBody: requestBody(route) }),
    responses: {
      [successStatus(route)]: success(route),
      default: {
        description: 'A problem document',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

export function accessText(access: RouteAccess): string {
  switch (access.to) {
    case 'anyone':
      return `anyone (${access.why})`;
    case 'signedIn':
      return 'whoever is signed in';
    case 'kind':
      return `whoever may ${access.action} ${access.kind}`;
    case 'right':
      return `whoever holds the right ${access.right}`;
  }
}

function parameters(route: AnyRoute): Json[] {
  const list = [...inQuery(route.params, 'path'), ...inQuery(route.query, 'query')];
  const header = (name: string, required: boolean, description: string): void =>
    void list.push({ name, in: 'header', required, description, schema: { type: 'string' } });
  if (route.method === 'PATCH' && route.access.to === 'kind')
    header('If-Match', true, 'The version that was read, such as "3"');
  if (route.method === 'POST' && route.access.to !== 'anyone')
    header('Idempotency-Key', false, 'One effect however often it is sent');
  return list;
}

function inQuery(schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

function requestBody(route: AnyRoute): Json {
  if (route.upload !== undefined) {
    const file = { type: 'string', contentMediaType: 'application/octet-stream' };
    return {
      required: true,
      content: {
        'multipart/form-data': { schema: { type: 'object', properties: { file }, required: ['file'] } },
        'application/octet-stream': { schema: file },
      },
    };
  }
  const schema = withUnknownKeys(route.body as z.ZodType, 'refuse');
  return {
    required: !schema.safeParse(undefined).success,
    content: { 'application/json': { schema: schemaOf(schema, 'input') } },
  };
}

function successStatus(route: AnyRoute): string {
  return route.response instanceof z.ZodUndefined ? '204' : '2XX';
}

function success(route: AnyRoute): Json {
  if (route.response instanceof z.ZodUndefined) return { description: 'Done' };
  const is = (sample: object): boolean => route.response.safeParse(sample).success;
  if (is(Object.create(FileReply.prototype) as object) && route.response.def.type === 'custom')
    return { description: 'A file', content: { 'application/octet-stream': {} } };
  if (is(Object.create(EventStream.prototype) as object) && route.response.def.type === 'custom')
    return { description: 'Server-sent events', content: { 'text/event-stream': {} } };
  return {
    description: 'Done',
    content: { 'application/json': { schema: schemaOf(withUnknownKeys(route.response, 'drop'), 'output') } },
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as Json;
  return rest;
}
