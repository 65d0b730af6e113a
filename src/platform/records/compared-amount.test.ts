import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/support/test-server.ts';

const deals = '/api/selling/opportunities';
let server: TestServer;

beforeAll(async () => {
  server = await testServer();
  const admin = server.as('administrator');
  const rates = [
    { currency: 'USD', onDate: '2026-01-01', rate: '7' },
    { currency: 'JPY', onDate: '2026-01-01', rate: '0.05' },
  ];
  expect((await server.as('finance').post('/api/settings/rates', { rates })).status).toBe(200);
  const pipeline = (await admin.post('/api/selling/pipelines', { name: 'Standard', isDefault: true })).body;
  const pipelineId = (pipeline as { id: string }).id;
  const stage = (await admin.post('/api/selling/stages', { pipelineId, name: 'First', sort: 1, outcome: 'open' })).body;
  const stageId = (stage as { id: string }).id;
  for (const [name, amount, currency] of [
    ['yuan', '20000.00', 'CNY'],
    ['dollars', '5000.00', 'USD'],
    ['yen', '500000', 'JPY'],
    ['few yen', '5000', 'JPY'],
  ] as const) {
    const made = await admin.post(deals, { name, stageId, amount, currency, ownerId: server.people.rep });
    expect(made.status, made.text).toBe(201);
  }
});
afterAll(() => server.close());

async function found(...clauses: string[]): Promise<string[]> {
  const query = clauses.map((clause) => `filter=${encodeURIComponent(clause)}`).join('&');
  const reply = await server.as('administrator').get(`${deals}?${query}`);
  expect(reply.status, reply.text).toBe(200);
  return (reply.body as { items: { name: string }[] }).items.map(({ name }) => name).sort();
}

it('compares a range of amounts in the company’s currency', async () => {
  expect(await found('amount:gte:20000')).toEqual(['dollars', 'yen', 'yuan']);
  expect(await found('amount:gt:25000')).toEqual(['dollars']);
  expect(await found('amount:lt:300')).toEqual(['few yen']);
});

it('finds an exact amount as a number of each record’s own currency, whatever decimals that has', async () => {
  expect(await found('amount:eq:5000')).toEqual(['dollars', 'few yen']);
  expect(await found('amount:in:5000.00,20000')).toEqual(['dollars', 'few yen', 'yuan']);
  expect(await found('amount:ne:5000')).toEqual(['yen', 'yuan']);
  // Not restated: the list price of no deal is known.
  expect(await found('listAmount:gte:1')).toEqual([]);
});

it('keeps the number when a record gets another currency, whatever decimals that has', async () => {
  const admin = server.as('administrator');
  const { items } = (await admin.get(`${deals}?filter=name:eq:dollars`)).body as {
    items: { id: string; version: number }[];
  };
  const path = `${deals}/${items[0].id}`;
  const changed = await admin.patch(path, { currency: 'JPY' }, { 'if-match': `"${items[0].version}"` });
  expect(changed.body, changed.text).toMatchObject({ amount: '5000', currency: 'JPY', baseAmount: '250.00' });
  const version = { 'if-match': `"${items[0].version + 1}"` };
  const back = await admin.patch(path, { currency: 'USD', amount: '5000.50' }, version);
  expect(back.body, back.text).toMatchObject({ amount: '5000.50', baseAmount: '35003.50' });
  const refused = await admin.patch(path, { currency: 'JPY' }, { 'if-match': `"${items[0].version + 2}"` });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('5000.50 is not an exact amount in JPY');
});

it('refuses what is no amount', async () => {
  const reply = await server.as('administrator').get(`${deals}?filter=amount:gte:much`);
  expect(reply.status).toBe(422);
  expect(reply.text).toContain('an amount such as 1000.00');
});
