import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvedPlan, payCall } from '../support/pay-company.ts';
import { standardPipeline } from '../support/sold-deals.ts';
import { type TestReply, type TestServer, testServer } from '../support/test-server.ts';

const impossible = ['NaN', 'Infinity', '-Infinity', '1e308', '0x10', '1,5', ''];

/** Case M8 of reliability.md: what is no amount comes in nowhere, and the database refuses it too. */
describe('amounts that are none', () => {
  let server: TestServer;
  let planId: string;
  beforeAll(async () => {
    server = await testServer();
    await standardPipeline(server);
    planId = await approvedPlan(
      server,
      JSON.stringify({
        plan: 'sellers',
        currency: 'CNY',
        period: 'month',
        components: [{ id: 'c', kind: 'commission', rate: 0.1 }],
      }),
    );
  });
  afterAll(() => server.close());

  it.each(impossible)('%j is refused with its place, wherever pay takes an amount', async (amount) => {
    const finance = payCall(server, 'finance');
    const administrator = server.as('administrator');
    const personId = server.people.rep;
    const days = { fromOn: '2026-01-01', untilOn: '2026-02-01' };
    const correction = { kind: 'pay', personId, planId, date: '2026-01-05', currency: 'CNY', reason: 'a correction' };
    const replies: Record<string, TestReply> = {
      correction: await finance.post('adjustments', { ...correction, amount }),
      budget: await finance.put('budgets', { month: '2026-01', amount, currency: 'CNY' }),
      rate: await server
        .as('finance')
        .post('/api/settings/rates', { rates: [{ currency: 'USD', onDate: '2026-01-01', rate: amount }] }),
      plan: await finance.post('plans', {
        text: JSON.stringify({
          plan: 'other',
          currency: 'CNY',
          period: 'month',
          components: [{ id: 'c', kind: 'commission', rate: amount }],
        }),
      }),
      quota: await administrator.post('/api/performance/quotas', {
        ownerId: personId,
        metric: 'wonAmount',
        ...days,
        amount,
        currency: 'CNY',
      }),
      simulation: await finance.post('simulations', {
        name: 'x',
        plans: [{ planId, text: 'plan: x' }],
        fromOn: '2026-01-01',
        throughOn: '2026-01-31',
        budget: amount,
      }),
    };
    const statuses = Object.entries(replies).map(([what, { status }]) => [what, status]);
    expect(statuses).toEqual(Object.keys(replies).map((what) => [what, 422]));
  });

  it.each(['NaN', 'Infinity', '-1'])(
    'the database refuses a rate of %s and knows no other amount than whole ones',
    async (rate) => {
      const insert = server.identity.system(
        (tx) =>
          tx.query(
            "insert into qd.fx_rate (from_currency, to_currency, on_date, rate) values ('USD', 'CNY', '2026-01-01', $1::numeric)",
            [rate],
          ),
        1,
      );
      await expect(insert).rejects.toThrow();
      const { rows } = await server.identity.system(
        (tx) =>
          tx.query<{ name: string }>(
            `select table_name || '.' || column_name as name from information_schema.columns
           where table_schema = 'qd' and column_name ~ 'minors?$' and data_type not in ('bigint', 'ARRAY')`,
          ),
        1,
      );
      expect(rows).toEqual([]);
    },
  );
});
