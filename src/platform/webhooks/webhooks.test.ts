import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';
import { setClock } from '#platform/clock/clock.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { type Reach, publicInternet } from '#platform/http/safe-fetch.ts';
import { disabledAfterDays, pausesMinutes } from './deliver.ts';
import type { Delivery } from './deliveries.ts';
import { verifySignature } from './signature.ts';
import { pumpOnce, startWebhooks } from './webhook-pump.ts';

interface Got {
  readonly body: string;
  readonly signature: string;
  readonly delivery: string;
  readonly event: {
    id: string;
    type: string;
    sequence: number;
    data: { recordId: string; changes: Record<string, unknown> };
  };
}

const clock = setClock('2026-11-23T04:00:00Z');
const got: Got[] = [];
let answer: (request: IncomingMessage, reply: ServerResponse) => void = (_request, reply) => reply.end('ok');
let receiver: Server;
let port = 0;
let server: TestServer;
let names: Record<string, string> = {};

beforeAll(async () => {
  receiver = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const { headers } = request;
      got.push({
        body,
        signature: String(headers['quarterdeck-signature']),
        delivery: String(headers['quarterdeck-delivery']),
        event: JSON.parse(body) as Got['event'],
      });
      answer(request, reply);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  port = (receiver.address() as AddressInfo).port;
  // The test's own receiver stands for a public host; everything else stays closed.
  const reach: Reach = {
    allows: (address, at) => (address === '127.0.0.1' && at === port) || publicInternet.allows(address, at),
    resolve: async (host) => {
      const known = names[host];
      return known === undefined ? publicInternet.resolve(host) : [{ address: known, family: 4 }];
    },
  };
  server = await testServer({ clock, settings: { reach } });
});
afterEach(async () => {
  got.length = 0;
  names = {};
  answer = (_request, reply) => reply.end('ok');
  clock.set('2026-11-23T04:00:00Z');
  await system('delete from qd.webhook');
});
afterAll(async () => {
  await server.close();
  receiver.closeAllConnections();
  receiver.close();
});

async function system(statement: string): Promise<Record<string, unknown>[]> {
  return withSystemTransaction(
    server.database,
    { reason: 'test', companyId: 1 },
    async (tx) => (await tx.query<Record<string, unknown>>(statement)).rows,
  );
}

type Who = 'administrator' | 'manager' | 'rep' | 'analyst';
const base = '/api/settings/webhooks';
interface Hook {
  readonly id: string;
  readonly secret: string;
  readonly version: number;
  readonly state: string;
  readonly failingSince: string | null;
}

async function hook(values: Record<string, unknown> = {}, who: Who = 'administrator'): Promise<Hook> {
  const reply = await server.as(who).post(base, { name: 'Test', url: `http://127.0.0.1:${port}/in`, ...values });
  expect(reply.status, reply.text).toBe(201);
  return reply.body as Hook;
}

async function account(
  name: string,
  who: 'administrator' | 'rep' | 'stranger' = 'administrator',
  more = {},
): Promise<string> {
  const reply = await server.as(who).post('/api/customers/accounts', { name, ...more });
  expect(reply.status, reply.text).toBe(201);
  return (reply.body as { id: string }).id;
}

const pump = (): Promise<void> => pumpOnce(server.services);
async function deliveries(id: string): Promise<Delivery[]> {
  const { body } = await server.as('administrator').get(`${base}/${id}/deliveries`);
  return (body as { items: Delivery[] }).items;
}

describe('events sent elsewhere', () => {
  it('come in commit order, signed, numbered, from the moment the webhook was made', async () => {
    await account('Before');
    const { id, secret } = await hook({ kinds: ['account'] });
    const ids = [await account('One'), await account('Two'), await account('Three')];
    await pump();
    expect(got.map(({ event }) => event.data.recordId)).toEqual(ids);
    expect(got.map(({ event }) => event.sequence)).toEqual([1, 2, 3]);
    expect(got[0].event).toMatchObject({ type: 'account.created', data: { changes: { name: { to: 'One' } } } });
    const seconds = clock.now().epochMilliseconds / 1000;
    expect(verifySignature(got[0].signature, secret, got[0].body, seconds)).toBe(true);
    expect(got[0].delivery).toBe(got[0].event.id);
    await pump();
    expect(got).toHaveLength(3);
    expect((await deliveries(id))[0]).toMatchObject({
      state: 'delivered',
      status: 200,
      response: 'ok',
      attempts: 1,
      sequence: 3,
    });
  });

  it('are those the owner may see, with the fields the owner sees, judged when they are sent (Z3, Z14)', async () => {
    await hook({}, 'manager');
    await account('Of a stranger elsewhere', 'stranger');
    const mine = await account('Of a rep below', 'rep');
    await pump();
    expect(got.map(({ event }) => event.data.recordId)).toContain(mine);
    expect(got.map(({ body }) => body).join()).not.toContain('elsewhere');
    // Queued while it could be seen, then moved out of sight: withheld.
    answer = (_request, reply) => reply.writeHead(500).end();
    await server.as('rep').patch(`/api/customers/accounts/${mine}`, { name: 'Canary 4711' }, { 'if-match': '"1"' });
    await pump();
    await system(`update qd.account set owner_id = '${server.people.stranger}' where id = '${mine}'`);
    got.length = 0;
    clock.advance({ minutes: 2 });
    await pump();
    expect(got).toEqual([]);
    expect(
      (await system("select state from qd.webhook_delivery where state not in ('delivered')")).map(
        ({ state }) => state,
      ),
    ).toEqual(['withheld']);
  });

  it('tell of no field that is hidden from the owner', async () => {
    await hook({}, 'analyst');
    const reply = await server.as('administrator').post('/api/team/people', { name: 'Canary', phone: '13800004711' });
    expect(reply.status, reply.text).toBe(201);
    await pump();
    expect(got.length).toBeGreaterThan(0);
    expect(got.map(({ body }) => body).join()).not.toContain('13800004711');
  });

  it('wait while the receiver is down, are retried over days under the same id, and the webhook is disabled in the end (W7)', async () => {
    const { id } = await hook({ kinds: ['account'] });
    answer = (_request, reply) => reply.writeHead(503).end('later');
    await account('Retried');
    await pump();
    for (const pause of pausesMinutes) {
      await pump();
      const [{ nextAt, state }] = await deliveries(id);
      expect(state).toBe('waiting');
      expect((Date.parse(String(nextAt)) - clock.now().epochMilliseconds) / 60_000).toBe(pause);
      clock.advance({ minutes: pause });
      await pump();
    }
    expect((await deliveries(id))[0]).toMatchObject({
      state: 'failed',
      attempts: pausesMinutes.length + 1,
      status: 503,
      problem: 'the receiver answered 503',
    });
    expect(new Set(got.map(({ delivery }) => delivery)).size).toBe(1);
    clock.advance({ hours: 24 * disabledAfterDays });
    await account('The last straw');
    await pump();
    const { body } = await server.as('administrator').get(`${base}/${id}`);
    expect(body).toMatchObject({ state: 'disabled', disabledReason: 'the receiver answered 503' });
    const sent = got.length;
    clock.advance({ minutes: 10 });
    await pump();
    expect(got).toHaveLength(sent);
    // Taken up again, it goes on where it stopped.
    answer = (_request, reply) => reply.end();
    const { version } = body as Hook;
    const again = await server
      .as('administrator')
      .patch(`${base}/${id}`, { state: 'active' }, { 'if-match': `"${version}"` });
    expect(again.body).toMatchObject({ state: 'active', failingSince: null, disabledReason: null });
    await pump();
    expect((await deliveries(id))[0]).toMatchObject({ state: 'delivered' });
  });

  it('committed before a kill are sent by the next process; killed between sending and noting, sent again under the same id (W7)', async () => {
    await hook({ kinds: ['account'] });
    await account('Committed, nobody pumps: the process was killed');
    const next = startWebhooks(server.services);
    await expect.poll(() => got.length).toBe(1);
    await next.stop();
    // As a sender killed after the send leaves it.
    await system("update qd.webhook_delivery set state = 'sending', next_at = '2026-11-23T04:01:00Z'");
    await pump();
    expect(got).toHaveLength(1);
    clock.advance({ minutes: 1 });
    await pump();
    expect(got).toHaveLength(2);
    expect(got[1].delivery).toBe(got[0].delivery);
  });

  it('are sent once by many processes at once', async () => {
    await hook({ kinds: ['account'] });
    for (let i = 0; i < 12; i++) await account(`Number ${i}`);
    await Promise.all([pump(), pump(), pump(), pump()]);
    await pump();
    expect(got).toHaveLength(12);
    expect(new Set(got.map(({ delivery }) => delivery)).size).toBe(12);
  });

  it('of an import are left out unless asked for', async () => {
    await hook({ kinds: ['account'] });
    await hook({ kinds: ['account'], includeImports: true, name: 'With imports' });
    const id = await account('Imported');
    await system(`insert into qd.event (company_id, id, recorded_at, actor_id, via, action, kind, record_id, changes, epoch, digest)
      select 1, '0190d3a4-0000-7000-8000-000000000099', clock_timestamp(), null, 'import', 'updated', 'account', '${id}', '{}', 1, 'x'`);
    await pump();
    expect(got.map(({ event }) => event.type).toSorted()).toEqual([
      'account.created',
      'account.created',
      'account.updated',
    ]);
  });

  it('can be sent again, one or since an instant, under the same id', async () => {
    const { id } = await hook({ kinds: ['account'] });
    await account('One');
    await account('Two');
    await pump();
    const [two] = await deliveries(id);
    expect((await server.as('administrator').post(`${base}/${id}/deliveries/${two.id}/replay`, {})).status).toBe(202);
    await pump();
    expect(got.map(({ delivery }) => delivery)[2]).toBe(two.id);
    const all = await server.as('administrator').post(`${base}/${id}/replays`, { since: '2020-01-01T00:00:00Z' });
    expect(all.body).toEqual({ replayed: 2 });
    await pump();
    expect(got).toHaveLength(5);
  });
});

describe('where they may be sent', () => {
  it.each([
    'http://127.0.0.1/',
    'https://127.1/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://2130706433/',
    'https://[::ffff:127.0.0.1]/',
    'https://0.0.0.0/',
    'https://169.254.169.254/latest/',
    'https://[fd00::1]/',
    'https://127。0。0。1/',
    'https://localhost/',
    'https://a.localhost./',
    'https://user@example.com/',
    'https://user:pw@example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '//example.com',
    '',
  ])('not %s (W1)', async (url) => {
    const reply = await server.as('administrator').post(base, { name: 'Closed', url });
    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({ errors: [{ field: 'url' }] });
  });

  it('not through a name or a redirect that leads inside, whatever the name said before (W1, W2, W3)', async () => {
    names['rebinds.example'] = '127.0.0.1';
    const { id } = await hook({ url: 'http://rebinds.example/', kinds: ['account'] });
    await account('Rebound');
    await pump();
    expect(got).toEqual([]);
    expect((await deliveries(id))[0]).toMatchObject({
      status: null,
      problem: 'this address is not on the public internet',
    });
    const other = await hook({ kinds: ['account'], name: 'Redirected' });
    answer = (_request, reply) => reply.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    await account('Redirected');
    await pump();
    expect(got).toHaveLength(1);
    expect((await deliveries(other.id))[0]).toMatchObject({ state: 'waiting', status: 302 });
  });

  it('a huge or packed reply is cut off, a silent receiver given up (W5)', async () => {
    const { id } = await hook({ kinds: ['account'] });
    for (const [behave, problem] of [
      [(reply: ServerResponse) => reply.end(Buffer.alloc(70_000)), 'the reply is too large'],
      [
        (reply: ServerResponse) => reply.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(5_000_000))),
        'the reply is too large',
      ],
      [(_reply: ServerResponse) => undefined, 'the address did not answer in time'],
    ] as const) {
      answer = (_request, reply) => void behave(reply);
      await account('Any');
      await pump();
      expect((await deliveries(id))[0]).toMatchObject({ state: 'waiting', problem });
    }
  }, 30_000);
});

describe('who may do what', () => {
  it('only administrators test, and are told a status and no more (W4)', async () => {
    const { id } = await hook({}, 'manager');
    expect((await server.as('manager').post(`${base}/${id}/test`, {})).status).toBe(403);
    answer = (_request, reply) => reply.writeHead(418).end('the inside of somewhere');
    const tested = await server.as('administrator').post(`${base}/${id}/test`, {});
    expect(tested.body).toMatchObject({ status: 418, problem: 'the receiver answered 418' });
    expect(tested.text).not.toContain('inside');
    expect(got[0].event.type).toBe('ping');
  });

  it('a webhook is seen by its owner and by administrators; reps have none', async () => {
    const { id } = await hook({}, 'manager');
    expect((await server.as('analyst').get(`${base}/${id}`)).status).toBe(404);
    expect((await server.as('analyst').get(`${base}/${id}/deliveries`)).status).toBe(404);
    expect((await server.as('analyst').delete(`${base}/${id}`)).status).toBe(404);
    expect((await server.as('administrator').get(`${base}/${id}`)).status).toBe(200);
    expect((await server.as('rep').get(base)).status).toBe(403);
  });

  it('a new secret signs at once, the old one until the overlap ends; neither is ever read out or kept readable (W6, S1)', async () => {
    const { id, secret } = await hook({ kinds: ['account'] });
    const rotated = await server.as('administrator').post(`${base}/${id}/secret-rotation`, { overlapHours: 1 });
    const fresh = (rotated.body as Hook).secret;
    await account('During');
    await pump();
    const at = (): number => Math.floor(clock.now().epochMilliseconds / 1000);
    expect(verifySignature(got[0].signature, secret, got[0].body, at())).toBe(true);
    expect(verifySignature(got[0].signature, fresh, got[0].body, at())).toBe(true);
    clock.advance({ hours: 2 });
    await account('After');
    await pump();
    expect(verifySignature(got[1].signature, secret, got[1].body, at())).toBe(false);
    expect(verifySignature(got[1].signature, fresh, got[1].body, at())).toBe(true);
    const kept = JSON.stringify(
      [await system('select * from qd.webhook'), await system("select * from qd.event where kind = 'webhook'")],
      (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
    );
    for (const canary of [secret, fresh]) {
      expect(kept).not.toContain(canary.slice(6));
      expect((await server.as('administrator').get(base)).text).not.toContain(canary.slice(6));
    }
  });

  it('a change needs the version that was read; unknown kinds are refused', async () => {
    const { id } = await hook();
    const admin = server.as('administrator');
    expect((await admin.patch(`${base}/${id}`, { name: 'New' })).status).toBe(428);
    expect((await admin.patch(`${base}/${id}`, { name: 'New' }, { 'if-match': '"1"' })).status).toBe(200);
    expect((await admin.patch(`${base}/${id}`, { name: 'Newer' }, { 'if-match': '"1"' })).status).toBe(409);
    expect((await admin.post(base, { name: 'x', url: `http://127.0.0.1:${port}/`, kinds: ['nothing'] })).status).toBe(
      422,
    );
    expect((await admin.delete(`${base}/${id}`)).status).toBe(204);
    expect((await admin.get(`${base}/${id}`)).status).toBe(404);
  });
});
