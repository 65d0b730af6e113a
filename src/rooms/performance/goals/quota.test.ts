import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

it('refuses a second quota of the same person and metric on days that have one, and names those days', async () => {
  const quota = (fromOn: string, untilOn: string, more: object = {}) =>
    server.as('finance').post('/api/performance/quotas', {
      ownerId: server.people.rep,
      metric: 'revenue',
      fromOn,
      untilOn,
      amount: '1000',
      currency: 'CNY',
      ...more,
    });
  expect((await quota('2026-01-01', '2026-04-01')).status).toBe(201);
  const again = await quota('2026-03-31', '2027-01-01');
  expect(again.status).toBe(422);
  expect(again.text).toContain('2026-01-01 – 2026-03-31');
  const next = await quota('2026-04-01', '2026-07-01');
  expect(next.status).toBe(201);
  expect((await quota('2026-01-01', '2027-01-01', { metric: 'wonAmount' })).status).toBe(201);
  expect((await quota('2026-01-01', '2027-01-01', { ownerId: server.people.teammate })).status).toBe(201);
  const { id, version } = next.body as { id: string; version: number };
  const longer = await server
    .as('finance')
    .patch(`/api/performance/quotas/${id}`, { untilOn: '2026-08-01' }, { 'if-match': `"${version}"` });
  expect(longer.status).toBe(200);
  const over = await server
    .as('finance')
    .patch(`/api/performance/quotas/${id}`, { fromOn: '2026-03-01' }, { 'if-match': `"${version + 1}"` });
  expect(over.status).toBe(422);
});
