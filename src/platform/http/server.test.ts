import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Refused } from '#kernel/result.ts';
import { UnusableData } from '#kernel/unusable-data.ts';
import { createLogger } from '#platform/log/logger.ts';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { type AnyRoute, defineRoute } from './define-route.ts';
import { FileReply, fileReply } from './file-reply.ts';
import { etag, requireVersion } from './if-match.ts';

const anyone = { to: 'anyone', why: 'test' } as const;
const signedIn = { to: 'signedIn' } as const;
let handled = 0;

const throwing: Record<string, () => unknown> = {
  bug: () => {
    throw new Error('select secret from somewhere at line 7');
  },
  refused: () => {
    throw new Refused('not-found', 'there is no such thing');
  },
  stale: () => {
    throw new Refused('stale-version', 'someone else changed it');
  },
  data: () => {
    throw new UnusableData([{ file: 'a.csv', line: 3, column: 'amount', found: 'x', expected: 'a number' }]);
  },
};

const routes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/api/test/echo/:id',
    summary: 'Echo',
    access: signedIn,
    params: z.object({ id: z.uuid() }),
    query: z.object({ n: z.coerce.number().int().max(100).optional() }),
    body: z.object({
      name: z.string().min(2),
      lines: z
        .array(z.object({ sku: z.string() }))
        .max(3)
        .optional(),
    }),
    response: z.object({ name: z.string(), inner: z.object({ shown: z.int() }) }),
    handler: async ({ body }) => {
      handled += 1;
      return {
        body: { name: body.name, salary: 9, inner: { shown: 1, cost: 5 } } as {
          name: string;
          inner: { shown: number };
        },
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/test/throw/:what',
    summary: 'Throw',
    access: anyone,
    params: z.object({ what: z.string() }),
    response: z.unknown(),
    handler: async ({ params }) => ({ body: throwing[params.what]() }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/test/sql',
    summary: 'SQL',
    access: signedIn,
    query: z.object({ text: z.string() }),
    response: z.unknown(),
    handler: (call) => call.transaction(async (tx) => ({ body: (await tx.query(call.query.text)).rows })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/test/once',
    summary: 'Once',
    access: signedIn,
    body: z.object({ name: z.string(), outcome: z.enum(['fail']).optional() }),
    response: z.object({ id: z.string() }),
    handler: (call) =>
      call.once(async (tx) => {
        const id = crypto.randomUUID();
        await tx.query(`insert into qd.saved_view (id, kind, name, query) values ($1, 'test', $2, '{}')`, [
          id,
          call.body.name,
        ]);
        if (call.body.outcome === 'fail') throw new Refused('conflict', 'no');
        return { status: 201, body: { id }, headers: { Location: `/x/${id}` } };
      }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/test/version',
    summary: 'Version',
    access: signedIn,
    response: z.object({ version: z.int() }),
    handler: async (call) => {
      const version = requireVersion(call);
      return { body: { version }, headers: { ETag: etag(version) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/test/upload',
    summary: 'Upload',
    access: signedIn,
    upload: { maxBytes: 2_000_000 },
    response: z.object({ fileName: z.string(), bytes: z.int() }),
    handler: async ({ upload }) => {
      let bytes = 0;
      for await (const chunk of upload?.stream ?? []) bytes += (chunk as Buffer).length;
      return { body: { fileName: upload?.fileName ?? '', bytes } };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/test/file',
    summary: 'File',
    access: signedIn,
    response: fileReply,
    handler: async () => ({
      body: new FileReply({ content: 'a,b\n', fileName: '../客户"\r\n.csv', contentType: 'text/csv; charset=utf-8' }),
    }),
  }),
];

const logged: string[] = [];
let server: TestServer;

beforeAll(async () => {
  server = await testServer({ routes, log: createLogger({ write: (line) => logged.push(line) }) });
});
afterAll(() => server.close());

const id = '0190d3a4-0000-7000-8000-000000000001';
const echo = (body: unknown, headers?: Record<string, string>, query = '') =>
  server.as('rep').post(`/api/test/echo/${id}${query}`, body, headers);

describe('a request', () => {
  it('is answered with what the schema declares and nothing else', async () => {
    const reply = await echo({ name: 'aa' });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({ name: 'aa', inner: { shown: 1 } });
  });

  it('is refused with every field that is wrong, before the handler', async () => {
    handled = 0;
    const reply = await echo({ name: 'a', extra: 1, lines: [{ sku: 1, __typename: 'x' }] }, {}, '?n=1e9&debug=1');
    expect(reply.status).toBe(422);
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
    const many = await echo({ name: 'a', extra: 1, lines: [{ sku: 1, more: 'x' }] });
    expect(many.body).toMatchObject({
      type: 'urn:quarterdeck:problem:invalid-request',
      status: 422,
      errors: expect.arrayContaining([
        expect.objectContaining({ field: 'name', found: 'a' }),
        expect.objectContaining({ field: 'lines.0.sku' }),
        expect.objectContaining({ field: 'lines.0.more', expected: 'no field of this name' }),
        expect.objectContaining({ field: 'extra' }),
      ]) as unknown,
    });
    expect((await server.as('rep').post('/api/test/echo/not-an-id', { name: 'aa' })).status).toBe(422);
    expect((await echo({ name: 'aa' }, {}, '?n=1000')).status).toBe(422);
    expect((await echo({ name: 'aa' }, {}, '?n=1&n=2')).status).toBe(422);
    expect(handled).toBe(0);
  });

  it.each([
    ['{"name":"aa","name":"bb"}', 400],
    ['{"name":"aa","__proto__":{"admin":true}}', 400],
    [`{"name":"aa","lines":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 400],
    ['{"name":"aa","lines":1e400}', 400],
    ['{"name":', 400],
    [`{"name":"${'a'.repeat(1_100_000)}"}`, 413],
  ])('with hostile JSON gets a 4xx (I7) %#', async (body, status) => {
    expect((await echo(body)).status).toBe(status);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('as a form, as plain text or with a body that is not announced is refused (H1)', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])
      expect((await echo('name=aa', { 'content-type': type })).status).toBeGreaterThanOrEqual(400);
    expect((await echo('name=aa', { 'content-type': 'text/plain' })).status).toBe(415);
  });

  it('from another site changes nothing (H1)', async () => {
    handled = 0;
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) expect((await echo({ name: 'aa' }, headers)).status).toBe(403);
    expect(handled).toBe(0);
    expect(
      (
        await echo(
          { name: 'aa' },
          { origin: 'http://localhost:80', host: 'localhost:80', 'sec-fetch-site': 'same-origin' },
        )
      ).status,
    ).toBe(200);
  });

  it('without sign-in is refused before its body is looked at', async () => {
    const reply = await server.nobody.post(`/api/test/echo/${id}`, '{not json');
    expect(reply.status).toBe(401);
    expect(reply.headers['www-authenticate']).toBe('Bearer');
  });

  it('is counted, and the headers say what is left', async () => {
    const reply = await echo({ name: 'aa' });
    expect(Number(reply.headers['ratelimit-limit'])).toBe(30_000);
    const tight = await testServer({ on: server, routes, settings: { requestsPerMinute: 5 } });
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++) statuses.push((await tight.as('rep').get('/api/test/throw/refused')).status);
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429]);
    const nobody = [await tight.nobody.get('/api/test/file'), await tight.nobody.get('/api/test/file')];
    expect(nobody.map(({ status }) => status)).toEqual([401, 429]);
    expect(nobody[1].headers['retry-after']).toMatch(/^\d+$/);
    expect((await tight.nobody.get('/api/health')).status).toBe(200);
    await tight.close();
  });
});

describe('errors', () => {
  it('tell a stable type and never a stack or SQL; the log has the rest under the request id', async () => {
    const reply = await server.as('rep').get('/api/test/throw/bug');
    expect(reply.status).toBe(500);
    expect(reply.body).toMatchObject({ type: 'urn:quarterdeck:problem:internal', title: 'Internal Server Error' });
    expect(reply.text).not.toMatch(/select|line 7|\.ts/);
    const { instance } = reply.body as { instance: string };
    expect(logged.find((line) => line.includes(instance.split(':').at(-1) ?? ''))).toContain('line 7');
  });

  it.each([
    ['refused', 404, 'not-found'],
    ['stale', 409, 'stale-version'],
    ['data', 422, 'unusable-data'],
  ])('%s → %i', async (what, status, code) => {
    const reply = await server.nobody.get(`/api/test/throw/${what}`);
    expect(reply.body).toMatchObject({ status, type: `urn:quarterdeck:problem:${code}` });
    if (what === 'data')
      expect(reply.body).toMatchObject({
        errors: [{ field: 'a.csv, line 3, amount', found: 'x', expected: 'a number' }],
      });
  });

  it.each([
    [`select 'x'::date`, 422],
    [`select 1/0`, 422],
    [`select E'\\x00'`, 422],
    [`do $$ begin raise query_canceled; end $$`, 503],
    [`select * from auth.session`, 403],
    [`do $$ begin raise unique_violation; end $$`, 409],
    [`do $$ begin raise deadlock_detected; end $$`, 503],
  ])('of the database are mapped: %s', async (text, status) => {
    const reply = await server.as('rep').get(`/api/test/sql?text=${encodeURIComponent(text)}`);
    expect(reply.status).toBe(status);
    expect(reply.text).not.toMatch(/select|pg_|sleep|violat|auth\.|permission/i);
  });

  it('a GET cannot write, whatever its handler tries (H5)', async () => {
    const write = `insert into qd.saved_view (id, kind, name, query) values (gen_random_uuid(), 'get', 'get', '{}')`;
    expect((await server.as('administrator').get(`/api/test/sql?text=${encodeURIComponent(write)}`)).status).toBe(500);
    expect(await views('get')).toBe(0);
  });
});

describe('If-Match', () => {
  it('is required (428), must be a version (422), and comes back as ETag', async () => {
    const patch = (headers: Record<string, string>) => server.as('rep').patch('/api/test/version', undefined, headers);
    expect((await patch({})).status).toBe(428);
    expect((await patch({ 'if-match': '*' })).status).toBe(422);
    const reply = await patch({ 'if-match': 'W/"12"' });
    expect([reply.status, reply.headers.etag]).toEqual([200, '"12"']);
  });
});

async function views(name: string): Promise<number> {
  const { rows } = await server.identity.system((tx) =>
    tx.query<{ n: number }>('select count(*)::int as n from qd.saved_view where name = $1', [name]),
  );
  return rows[0].n;
}

describe('Idempotency-Key (C10)', () => {
  const once = (name: string, key: string, more: object = {}) =>
    server.as('rep').post('/api/test/once', { name, ...more }, { 'idempotency-key': key });

  it('twenty times the same at once has one effect and one answer', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => once('twenty', 'k-20')));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(replies.map(({ body }) => (body as { id: string }).id)).size).toBe(1);
    expect(new Set(replies.map(({ headers }) => headers.location)).size).toBe(1);
    expect(replies.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(19);
    expect(await views('twenty')).toBe(1);
  });

  it('another body under the same key is refused; another person may use the key', async () => {
    await once('first', 'k-body');
    expect((await once('second', 'k-body')).status).toBe(422);
    expect(await views('second')).toBe(0);
    const other = await server
      .as('teammate')
      .post('/api/test/once', { name: 'first' }, { 'idempotency-key': 'k-body' });
    expect([other.status, other.headers['idempotency-replayed']]).toEqual([201, undefined]);
    expect(await views('first')).toBe(2);
  });

  it('a crash before the reply: the retry gets the first result, also from another process', async () => {
    const first = await once('crash', 'k-crash'); // the reply is lost on the way
    const again = await testServer({ on: server, routes });
    const retry = await again.as('rep').post('/api/test/once', { name: 'crash' }, { 'idempotency-key': 'k-crash' });
    expect(retry.body).toEqual(first.body);
    expect(await views('crash')).toBe(1);
    await again.close();
  });

  it('what was refused is not remembered', async () => {
    expect((await once('failing', 'k-fail', { outcome: 'fail' })).status).toBe(409);
    expect(await views('failing')).toBe(0);
    expect((await once('failing', 'k-fail')).status).toBe(201);
  });

  it('an unusable key is refused', async () => {
    expect((await once('long', 'k'.repeat(300))).status).toBe(422);
  });
});

describe('files', () => {
  it('come as multipart or as bytes, up to the limit', async () => {
    const form =
      '--x\r\ncontent-disposition: form-data; name="file"; filename="../客户.csv"\r\ncontent-type: text/csv\r\n\r\na,b\r\n--x--\r\n';
    const asForm = await server
      .as('rep')
      .post('/api/test/upload', form, { 'content-type': 'multipart/form-data; boundary=x' });
    expect(asForm.body).toEqual({ fileName: '客户.csv', bytes: 3 });
    const bytes = { 'content-type': 'application/octet-stream' };
    const asBytes = await server.as('rep').post('/api/test/upload?fileName=a.csv', Buffer.alloc(1_500_000), bytes);
    expect(asBytes.body).toEqual({ fileName: 'a.csv', bytes: 1_500_000 });
    expect((await server.as('rep').post('/api/test/upload', Buffer.alloc(2_500_000), bytes)).status).toBe(413);
    expect((await server.as('rep').post('/api/test/upload', { a: 1 })).status).toBe(415);
  });

  it('go out as attachments whose name breaks nothing', async () => {
    const reply = await server.as('rep').get('/api/test/file');
    expect(reply.headers['content-disposition']).toBe(
      `attachment; filename="..______.csv"; filename*=UTF-8''.._%E5%AE%A2%E6%88%B7%22__.csv`,
    );
    expect(reply.headers['x-content-type-options']).toBe('nosniff');
    expect(reply.headers['cache-control']).toBe('no-store');
  });
});

describe('headers of every answer (H3, H5)', () => {
  it.each(['/api/health', '/api/nothing', '/api/test/file', '/api/test/throw/bug', '/selling'])('%s', async (path) => {
    const reply = await server.as('rep').get(path, { origin: 'https://evil.example' });
    expect(reply.headers['content-security-policy']).toMatch(/default-src 'self';script-src 'self';/);
    expect(reply.headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
    expect(reply.headers['x-content-type-options']).toBe('nosniff');
    expect(reply.headers['x-frame-options']).toBe('DENY');
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    expect(reply.headers['strict-transport-security']).toBeUndefined();
    if (path.startsWith('/api/')) expect(reply.headers['cache-control']).toBe('no-store');
  });

  it('HEAD, OPTIONS and unknown methods do nothing', async () => {
    for (const method of ['OPTIONS', 'HEAD', 'PUT'] as const)
      expect((await server.app.inject({ method, url: '/api/test/file' })).statusCode).toBe(404);
  });
});

describe('stopping', () => {
  it('finishes what is under way and lets idle connections go', async () => {
    const stopping = await testServer({ on: server, routes });
    const address = await stopping.app.listen({ port: 0, host: '127.0.0.1' });
    const idle = connect(Number(new URL(address).port), '127.0.0.1');
    const closed = new Promise((resolve) => idle.once('close', resolve));
    await new Promise((resolve) => idle.once('connect', resolve));
    const slow = fetch(`${address}/api/test/sql?text=${encodeURIComponent('select pg_sleep(1.5)')}`, {
      headers: { cookie: await cookie(stopping) },
    });
    const underWay = `select from pg_stat_activity where state = 'active' and query = 'select pg_sleep(1.5)'`;
    while ((await server.identity.system((tx) => tx.query(underWay))).rowCount === 0)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const end = stopping.close();
    expect((await slow).status).toBe(200);
    await Promise.all([end, closed]);
  });
});

async function cookie(of: TestServer): Promise<string> {
  const { openSession } = await import('#platform/identity/sessions.ts');
  return of.identity.system(async (tx) => {
    const { rows } = await tx.query<{ id: string }>('select id from auth."user" where person_id = $1', [of.people.rep]);
    return (await openSession(of.identity, tx, rows[0].id, { address: '::1' })).split(';')[0];
  });
}
