import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AnyRoute } from '#platform/http/define-route.ts';
import { eventStream } from '#platform/http/event-stream.ts';
import { createLogger } from '#platform/log/logger.ts';
import { routes } from '../../src/entrypoints/routes.ts';
import { type TestReply, type TestServer, testServer } from '../support/test-server.ts';

let server: TestServer;
const logged: string[] = [];
const id = '0190d3a4-0000-7000-8000-00000000beef';

beforeAll(async () => {
  const log = createLogger({ write: (line) => logged.push(line) });
  server = await testServer({ log, settings: { requestsPerMinute: 10_000_000 } });
});
afterAll(() => server.close());

/** Texts that have broken other systems: SQL, templates, paths, controls, numbers that are none (reliability I1, I8, R2). */
const hostile = [
  `'); drop table qd.account; --`,
  `1 or 1=1; select pg_sleep(9)`,
  '\u0000\u001b[31m\r\nSet-Cookie: a=b',
  '../../../../etc/passwd',
  '-1e999',
  '99999999999999999999',
  '[object Object]',
  '帷幄\u202e\ud800',
];

function propertiesOf(schema: z.ZodType | undefined): Record<string, { type?: string }> {
  if (schema === undefined) return {};
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { type?: string }>;
  };
  return json.properties ?? {};
}

function pathWith(route: AnyRoute, value: string): string {
  return route.path.replaceAll(/:\w+/g, encodeURIComponent(value.replaceAll('\ud800', '')));
}

/** Runs the calls eight at a time and names those that broke the server. */
async function broken(calls: readonly { name: string; run: () => Promise<TestReply> }[]): Promise<string[]> {
  const found: string[] = [];
  const queue = [...calls];
  const worker = async (): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const { status, text } = await next.run();
      if (status >= 500) found.push(`${next.name}: ${status}`);
      if (/syntax error|pg_catalog|node_modules|at .*\.ts:\d/.test(text))
        found.push(`${next.name} tells ${text.slice(0, 200)}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return found;
}

const callable = routes.filter((route) => route.response !== eventStream && !route.path.startsWith('/api/auth/oidc'));

describe('hostile texts', () => {
  it('in every query and path parameter of every GET break nothing (I1)', async () => {
    const as = server.as('administrator');
    const calls = callable
      .filter((route) => route.method === 'GET')
      .flatMap((route, i) => {
        const names = Object.keys(propertiesOf(route.query));
        return hostile.flatMap((value, j) => {
          // Every value for every parameter somewhere; each route gets three of them for each of its parameters.
          if ((i + j) % 3 !== 0) return [];
          const text = encodeURIComponent(value.replaceAll('\ud800', '\ufffd'));
          const inQuery = names.map((name) => ({
            name: `GET ${route.path}?${name}=${value}`,
            run: () => as.get(`${pathWith(route, id)}?${name}=${text}`),
          }));
          const inPath = route.path.includes(':')
            ? [{ name: `GET ${route.path} with ${value}`, run: () => as.get(pathWith(route, value)) }]
            : [];
          return [...inQuery, ...inPath];
        });
      });
    expect(calls.length).toBeGreaterThan(300);
    expect(await broken(calls)).toEqual([]);
  });

  it('and wrong shapes in every field of every body are refused or taken as text (Z5)', async () => {
    const as = server.as('administrator');
    const shapes: unknown[] = [{ $gt: '' }, [['x']], hostile[0], '\u0000', -1e308, true];
    const calls = callable
      .filter((route) => route.body !== undefined && route.method !== 'GET' && !route.path.startsWith('/api/auth/'))
      .flatMap((route, i) =>
        Object.keys(propertiesOf(route.body)).map((name, j) => {
          const value = shapes[(i + j) % shapes.length];
          const path = pathWith(route, id);
          const body = { [name]: value, [`${name}.dotted`]: 1 };
          const send = route.method === 'PATCH' ? as.patch : route.method === 'PUT' ? as.put : as.post;
          return { name: `${route.method} ${route.path} ${name}`, run: () => send(path, body, { 'if-match': '"1"' }) };
        }),
      );
    expect(calls.length).toBeGreaterThan(100);
    expect(await broken(calls)).toEqual([]);
  });

  it('leave the log in whole lines that a terminal does not obey (I8)', () => {
    for (const line of logged) {
      expect(JSON.parse(line)).toBeTypeOf('object');
      // oxlint-disable-next-line no-control-regex
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  });
});

describe('sizes (R2, Z15)', () => {
  it.each([
    '/api/customers/accounts?limit=1000000000',
    '/api/customers/accounts?limit=-1',
    `/api/customers/accounts?filter=ownerId:in:${Array.from({ length: 201 }, () => id).join(',')}`,
    `/api/customers/accounts?${Array.from({ length: 21 }, () => 'filter=name:eq:x').join('&')}`,
    `/api/customers/accounts?cursor=${'A'.repeat(3000)}`,
    `/api/customers/accounts?search=${'a'.repeat(300)}`,
    '/api/customers/accounts?sort=name;drop',
  ])('%s is refused', async (path) => {
    expect((await server.as('administrator').get(path)).status).toBe(422);
  });

  it.each([
    { ids: [], values: { name: 'x' } },
    { filter: [], values: { name: 'x' } },
    { values: { name: 'x' } },
    { filter: [''], values: { name: 'x' } },
    { filter: ['nonsense'], values: { name: 'x' } },
    { ids: Array.from({ length: 10_001 }, () => id), values: { name: 'x' } },
  ])('a bulk update without a real choice changes nothing: %#', async (body) => {
    const reply = await server.as('administrator').post('/api/customers/accounts/bulk-updates', body);
    expect([reply.status, (reply.body as { updated?: number }).updated]).toEqual([422, undefined]);
  });
});

describe('slow and broken clients (R4)', () => {
  it('do not keep others waiting', async () => {
    const address = new URL(await server.app.listen({ port: 0, host: '127.0.0.1' }));
    const sockets = Array.from({ length: 300 }, (_, i) => {
      const socket = connect(Number(address.port), address.hostname);
      socket.on('error', () => undefined);
      socket.write(
        i % 2 === 0
          ? 'GET /api/health HTT'
          : `POST /api/auth/sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"em`,
      );
      return socket;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await fetch(new URL('/api/health', address))).status).toBe(200);
    for (const socket of sockets) socket.destroy();
    const garbage = await new Promise<string>((resolve) => {
      const socket = connect(Number(address.port), address.hostname, () =>
        socket.write('\u0016\u0003\u0001 nonsense\r\n\r\n'),
      );
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
    });
    expect(garbage).toMatch(/^HTTP\/1\.1 400/);
  });
});
