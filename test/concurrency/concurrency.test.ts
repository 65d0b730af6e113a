import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestReply, type TestServer, testServer } from '../support/test-server.ts';

/**
 * Several at once on one server and on two that share a database, with real commits. Runs on the embedded server, and on a PostgreSQL
 * server named by QUARTERDECK_TEST_DATABASE_URL.
 */
const rounds = 20;
let server: TestServer;
let other: TestServer;
const accounts = '/api/customers/accounts';

beforeAll(async () => {
  server = await testServer();
  other = await testServer({ on: server });
});
afterAll(async () => {
  await other.close();
  await server.close();
});

const count = async (text: string, values: readonly unknown[]): Promise<number> => {
  const { rows } = await server.identity.system((tx) => tx.query<{ n: number }>(text, values));
  return rows[0].n;
};
const made = async (name: string): Promise<string> =>
  ((await server.as('administrator').post(accounts, { name })).body as { id: string }).id;
const statuses = (replies: readonly TestReply[]): number[] =>
  replies.map(({ status }) => status).toSorted((one, next) => one - next);
/** One client on each server, in turn. */
const clients = (times: number) =>
  Array.from({ length: times }, (_, at) => (at % 2 === 0 ? server : other).as('administrator'));

describe('two who change the same version (C1)', () => {
  it('are one who changed it and one who is told', async () => {
    const id = await made('Contended');
    for (let round = 1; round <= rounds; round++) {
      const replies = await Promise.all(
        clients(2).map((client, at) =>
          client.patch(`${accounts}/${id}`, { name: `round ${round} by ${at}` }, { 'if-match': `"${round}"` }),
        ),
      );
      expect(statuses(replies)).toEqual([200, 409]);
      const kept = await server.as('administrator').get(`${accounts}/${id}`);
      const winner = replies.find(({ status }) => status === 200)?.body as { name: string };
      expect(kept.body).toMatchObject({ name: winner.name, version: round + 1 });
    }
    expect(
      await count(`select count(*)::int as n from qd.event where record_id = $1 and action = 'updated'`, [id]),
    ).toBe(rounds);
  });
});

describe('lines of one order saved by two at once (C2)', () => {
  const order = async (name: string): Promise<string> => {
    const accountId = await made(name);
    const reply = await server
      .as('administrator')
      .post('/api/selling/orders', { number: name, accountId, orderedOn: '2026-03-02', currency: 'CNY' });
    expect(reply.status, reply.text).toBe(201);
    return (reply.body as { id: string }).id;
  };
  const lines = (orderId: string, productId: string, from: number, prefix: string) => ({
    records: Array.from({ length: 5 }, (_, at) => ({
      externalId: `${prefix}-${from + at}`,
      orderId,
      productId,
      quantity: 1,
      unitPrice: '10.00',
      amount: '10.00',
    })),
  });
  let product = '';
  beforeAll(async () => {
    const reply = await server.as('administrator').post('/api/market/products', { name: 'Bolt', listPrice: '10.00' });
    expect(reply.status, reply.text).toBe(201);
    product = (reply.body as { id: string }).id;
  });

  it('the same lines are stored once: N, not 2N', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await order(`same-${round}`);
      const replies = await Promise.all(
        clients(2).map((client) => client.post('/api/selling/order-lines/batches', lines(id, product, 0, `s${round}`))),
      );
      expect(statuses(replies), replies.map(({ text }) => text).join('\n')).toEqual([201, 409]);
      expect(await count('select count(*)::int as n from qd.order_line where order_id = $1', [id])).toBe(5);
    }
  });

  it('different lines are all there, and the total of the order is their sum', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await order(`both-${round}`);
      const replies = await Promise.all(
        clients(4).map((client, at) =>
          client.post('/api/selling/order-lines/batches', lines(id, product, 10 * at, `b${round}`)),
        ),
      );
      expect(statuses(replies), replies.map(({ text }) => text).join('\n')).toEqual([201, 201, 201, 201]);
      expect((await server.as('administrator').get(`/api/selling/orders/${id}`)).body).toMatchObject({
        amount: '200.00',
      });
    }
  });
});

describe('a conflict that the database reports (C5)', () => {
  const name = (outcome: string): string => `conflict ${outcome}`;
  beforeAll(async () => {
    await server.database.pool.query(`
      create sequence qd.test_conflicts; grant usage on sequence qd.test_conflicts to quarterdeck_app;
      create function qd.test_conflict() returns trigger language plpgsql as $$ begin
        if new.name = 'conflict twice' and nextval('qd.test_conflicts') <= 2 then raise exception 'again' using errcode = '40001'; end if;
        if new.name = 'conflict deadlock' and nextval('qd.test_conflicts') <= 4 then raise exception 'again' using errcode = '40P01'; end if;
        if new.name = 'conflict always' then raise exception 'again' using errcode = '40001'; end if;
        return new; end $$;
      create trigger test_conflict before insert on qd.account for each row execute function qd.test_conflict()`);
  });

  it.each(['twice', 'deadlock'])('is tried again as a whole and has one effect: %s', async (outcome) => {
    const reply = await server.as('administrator').post(accounts, { name: name(outcome) });
    expect(reply.status, reply.text).toBe(201);
    const { id } = reply.body as { id: string };
    expect(await count('select count(*)::int as n from qd.account where name = $1', [name(outcome)])).toBe(1);
    expect(await count('select count(*)::int as n from qd.event where record_id = $1', [id])).toBe(1);
  });

  it('that does not go away is a clean refusal to try later, and nothing is kept', async () => {
    const key = { 'idempotency-key': 'conflict-always' };
    const reply = await server.as('administrator').post(accounts, { name: name('always') }, key);
    expect(reply.status, reply.text).toBe(503);
    expect(reply.text).not.toMatch(/40001|errcode|plpgsql/);
    expect(await count('select count(*)::int as n from qd.account where name = $1', [name('always')])).toBe(0);
    expect(await count('select count(*)::int as n from qd.idempotency where key = $1', ['conflict-always'])).toBe(0);
  });
});

describe('two who make the same customer (C9)', () => {
  it('are one customer for each tax number', async () => {
    for (let round = 0; round < rounds; round++) {
      const taxNo = `91310000MA1K${String(round).padStart(4, '0')}XX`;
      const replies = await Promise.all(
        clients(4).map((client, at) => client.post(accounts, { name: `Twin ${round} ${at}`, taxNo })),
      );
      expect(statuses(replies), replies.map(({ text }) => text).join('\n')).toEqual([201, 409, 409, 409]);
      expect(await count('select count(*)::int as n from qd.account where tax_no = $1', [taxNo])).toBe(1);
    }
  });
});

describe('one Idempotency-Key on two servers (C10)', () => {
  it('twenty at once have one effect and one answer', async () => {
    const headers = { 'idempotency-key': 'twenty' };
    const replies = await Promise.all(clients(20).map((client) => client.post(accounts, { name: 'Twenty' }, headers)));
    expect(new Set(statuses(replies))).toEqual(new Set([201]));
    expect(new Set(replies.map(({ body }) => (body as { id: string }).id)).size).toBe(1);
    expect(await count(`select count(*)::int as n from qd.account where name = 'Twenty'`, [])).toBe(1);
  });

  it('two bodies under one key at once: one is done, the other refused', async () => {
    const headers = { 'idempotency-key': 'bodies' };
    const replies = await Promise.all(
      clients(20).map((client, at) => client.post(accounts, { name: at % 2 === 0 ? 'Body A' : 'Body B' }, headers)),
    );
    expect(new Set(statuses(replies))).toEqual(new Set([201, 422]));
    expect(await count(`select count(*)::int as n from qd.account where name in ('Body A', 'Body B')`, [])).toBe(1);
  });
});
