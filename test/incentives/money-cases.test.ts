import { afterAll, beforeAll, expect, it } from 'vitest';
import { approvedPlan, assignTo, payCall, replied } from '../support/pay-company.ts';
import { sellDeal, standardPipeline } from '../support/sold-deals.ts';
import { type TestServer, testServer } from '../support/test-server.ts';

/** Case M2 of reliability.md: thirds, currencies of no and of three decimals, half a unit, fifteen digits; texts in JSON. */
let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  await standardPipeline(server);
  const rates = ['JPY', 'KWD'].map((currency) => ({ currency, onDate: '2026-01-01', rate: '1.5' }));
  replied(await server.as('finance').post('/api/settings/rates', { rates }));
});
afterAll(() => server.close());

const finance = () => payCall(server, 'finance');

async function planIn(currency: string): Promise<string> {
  const components = [{ id: 'c', kind: 'commission', rate: '10%' }];
  return approvedPlan(server, JSON.stringify({ plan: `in-${currency}`, currency, period: 'month', components }));
}

it('pays thirds, half units and large amounts by the stated rounding, as text', async () => {
  const [yen, dinar, yuan] = [await planIn('JPY'), await planIn('KWD'), await planIn('CNY')];
  await assignTo(server, yen, 'rep', '2026-01-01');
  await assignTo(server, dinar, 'teammate', '2026-01-01');
  await assignTo(server, yuan, 'neighbour', '2026-01-01');

  const shared = await sellDeal(server, { owner: 'rep', amount: '1000', on: '2026-08-03', currency: 'JPY' });
  const parts = (['rep', 'manager', 'stranger'] as const).map((who) => ({
    personId: server.people[who],
    share: '1/3',
  }));
  replied(await finance().put(`splits/opportunity/${shared}`, { parts }));
  await sellDeal(server, { owner: 'teammate', amount: '100.005', on: '2026-08-04', currency: 'KWD' });
  await sellDeal(server, { owner: 'neighbour', amount: '9999999999999.99', on: '2026-08-05' });

  const { id } = replied<{ id: string }>(await finance().post('periods', { calendar: 'month', label: '2026-08' }));
  replied(await finance().post(`periods/${id}/calculation`, { scope: 'all' }));
  const reply = await finance().get(`periods/${id}/statements`);
  const { items } = replied<{ items: { person: { id: string }; total: unknown; currency: string }[] }>(reply);
  const paid = Object.fromEntries(items.map(({ currency, total }) => [currency, total]));
  // A third of 1000 × 10 % = 33.33…; 100.005 × 10 % = 10.0005; 9999999999999.99 × 10 % = 999999999999.999.
  expect(paid).toEqual({ JPY: '33', KWD: '10.001', CNY: '1000000000000.00' });
});

it('refuses more decimals than a currency has', async () => {
  await expect(sellDeal(server, { owner: 'rep', amount: '10.5', on: '2026-08-06', currency: 'JPY' })).rejects.toThrow(
    /422/,
  );
  await expect(
    sellDeal(server, { owner: 'rep', amount: '10.0005', on: '2026-08-06', currency: 'KWD' }),
  ).rejects.toThrow(/422/);
});
