import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestReply, type TestServer, testServer } from '../../../../test/support/test-server.ts';

interface Sent {
  readonly id: string;
  readonly version: number;
  readonly [field: string]: unknown;
}

let server: TestServer;
const sent = (reply: TestReply): Sent => {
  expect([200, 201], reply.text).toContain(reply.status);
  return reply.body as Sent;
};
const make = (path: string, values: object): Promise<TestReply> =>
  server.as('administrator').post(`/api/selling/${path}`, values);
const order = async (number: string, currency: string): Promise<Sent> =>
  sent(await make('orders', { number, orderedOn: '2026-06-01', currency, ownerId: server.people.rep }));
const read = async (id: string): Promise<Sent> =>
  sent(await server.as('administrator').get(`/api/selling/orders/${id}`));

beforeAll(async () => {
  server = await testServer();
  const rates = [
    { currency: 'USD', onDate: '2026-01-01', rate: '7' },
    { currency: 'JPY', onDate: '2026-01-01', rate: '0.05' },
  ];
  expect((await server.as('finance').post('/api/settings/rates', { rates })).status).toBe(200);
});
afterAll(() => server.close());

it('gives lines and returns the currency of their order, and its decimals', async () => {
  const { id } = await order('JP-1', 'JPY');
  const line = sent(await make('order-lines', { orderId: id, quantity: 2, unitPrice: '2500', amount: '5000' }));
  expect(line).toMatchObject({ amount: '5000', unitPrice: '2500', currency: 'JPY', baseAmount: '250.00' });
  const back = sent(await make('returns', { orderId: id, returnedOn: '2026-06-09', amount: '1000' }));
  expect(back).toMatchObject({ amount: '1000', currency: 'JPY', baseAmount: '50.00' });
  expect(await read(id)).toMatchObject({ amount: '5000', baseAmount: '250.00' });
});

it('refuses a line in another currency, and another currency for an order with lines', async () => {
  const made = await order('US-1', 'USD');
  const refused = await make('order-lines', { orderId: made.id, quantity: 1, amount: '100', currency: 'JPY' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('the lines and returns of an order are in its currency');
  sent(await make('order-lines', { orderId: made.id, quantity: 1, amount: '100.00' }));
  const { version } = await read(made.id);
  const path = `/api/selling/orders/${made.id}`;
  const moved = await server.as('administrator').patch(path, { currency: 'CNY' }, { 'if-match': `"${version}"` });
  expect(moved.status).toBe(422);
  expect(moved.text).toContain('an order with lines keeps its currency');
});

it('counts what was paid in another currency in that of the order', async () => {
  const { id } = await order('US-2', 'USD');
  sent(await make('order-lines', { orderId: id, quantity: 1, amount: '1000.00' }));
  sent(await make('payments', { orderId: id, paidOn: '2026-06-05', amount: '300.00', currency: 'USD' }));
  sent(await make('payments', { orderId: id, paidOn: '2026-06-06', amount: '1400.00', currency: 'CNY' }));
  expect(await read(id)).toMatchObject({ amount: '1000.00', paidAmount: '500.00' });
});
