import { afterAll, beforeAll, expect, it } from 'vitest';
import { runAs } from '#platform/records/run-as.ts';
import { companyViewer } from '#platform/jobs/run-job.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { quotasBetween } from './index.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  const rates = [{ currency: 'USD', onDate: '2026-01-01', rate: '7' }];
  expect((await server.as('finance').post('/api/settings/rates', { rates })).status).toBe(200);
  const quota = async (ownerId: string, more: object): Promise<void> => {
    const values = { ownerId, currency: 'CNY', fromOn: '2026-04-01', untilOn: '2026-07-01', ...more };
    const made = await server.as('finance').post('/api/performance/quotas', values);
    expect(made.status, made.text).toBe(201);
  };
  await quota(server.people.rep, { metric: 'wonAmount', amount: '910.00' });
  await quota(server.people.rep, { metric: 'revenue', amount: '800.00' });
  await quota(server.people.teammate, { metric: 'revenue', amount: '100.00', currency: 'USD' });
  await quota(server.people.teammate, { metric: 'margin', amount: '5.00' });
});
afterAll(() => server.close());

it('adds up neither metrics nor currencies as they stand, and shares a quota by its days', async () => {
  const between = (from: string, until: string) =>
    runAs(server.services, companyViewer(1), (context) => quotasBetween(context, { from, until }), { readOnly: true });
  const quarter = await between('2026-04-01', '2026-07-01');
  expect(Object.fromEntries(quarter)).toEqual({ [server.people.rep]: 91_000n, [server.people.teammate]: 70_000n });
  expect((await between('2026-04-01', '2026-04-11')).get(server.people.rep)).toBe(10_000n);
  expect((await between('2026-07-01', '2026-10-01')).size).toBe(0);
});
