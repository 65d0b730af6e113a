import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayNumber } from '#kernel/civil-date.ts';
import { seededRandom } from '#kernel/random.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import type { PricedLine } from './load-lines.ts';
import { priceHealth } from './price-health.ts';

const today = '2026-11-23';
const facts = { today, currency: 'CNY' };

/** Lines of six products over three years; all but the first are sold at prices that vary, with the elasticity given. */
function lines(elasticity: number, variedFirst = true): PricedLine[] {
  const random = seededRandom(5);
  return Array.from({ length: 1800 }, (_, i): PricedLine => {
    const product = `p${i % 6}`;
    const varied = variedFirst || product !== 'p0';
    const price = varied ? 100 * Math.exp(0.1 * random.normal()) : 100;
    const quantity = 50 * (price / 100) ** elasticity * Math.exp(0.3 * random.normal());
    return {
      product,
      day: dayNumber(today) - 1000 + Math.floor(i / 2),
      quantity,
      amount: price * quantity,
      list: 110 * quantity,
      cost: 60 * quantity,
      region: i % 4 === 0 ? 'East' : 'South',
      promoted: i % 10 === 0,
      domestic: true,
    };
  });
}
const health = (all: readonly PricedLine[], seesCost = true) =>
  priceHealth({ productId: 'p0', found: { family: 'Pumps', lines: all, seesCost }, ...facts });

describe('price health', () => {
  it.each([-0.6, -2.4])('recovers an elasticity of %f within its interval', (planted) => {
    const { elasticity } = health(lines(planted))!;
    expect(elasticity.low!).toBeLessThan(planted);
    expect(elasticity.high!).toBeGreaterThan(planted);
    expect(elasticity.high! - elasticity.low!).toBeLessThan(1);
  });

  it('borrows from the family when its own price never moved, and cannot tell without one', () => {
    const all = lines(-1.5, false);
    const { elasticity } = health(all)!;
    expect(elasticity).toMatchObject({ method: 'borrowed', warnings: ['constantPrice'] });
    expect(elasticity.low! < -1.5 && elasticity.high! > -1.5).toBe(true);
    const alone = health(all.filter(({ product }) => product === 'p0'))!;
    expect(alone.elasticity).toMatchObject({ estimate: null, method: 'none', warnings: ['constantPrice'] });
  });

  it('adds the waterfall up exactly, and keeps costs from whoever may not see them', () => {
    const all = lines(-1.5);
    const { waterfall, revenue, today: now } = health(all)!;
    expect(waterfall.list - waterfall.discount - waterfall.promotion).toBeCloseTo(waterfall.pocket, 6);
    expect(waterfall.pocket).toBeCloseTo(revenue, 6);
    expect(waterfall.promotion).not.toBe(0);
    expect(now.cost).toBeCloseTo(60, 9);
    const hidden = health(
      all.map((line) => ({ ...line, cost: null })),
      false,
    )!;
    expect([hidden.waterfall.cost, hidden.today.cost]).toEqual([null, null]);
  });

  it('says nothing of a product that was never sold, and takes no elasticity from foreign money', () => {
    expect(
      priceHealth({ productId: 'none', found: { family: null, lines: lines(-1), seesCost: true }, ...facts }),
    ).toBeNull();
    const foreign = lines(-1).map((line) => ({ ...line, domestic: false }));
    expect(health(foreign)!.elasticity).toMatchObject({ estimate: null, warnings: ['fewObservations'] });
  });
});

describe('GET /api/market/products/:id/price-health', () => {
  let server: TestServer;
  let product = '';
  const create = async (path: string, values: object): Promise<string> => {
    const { status, body } = await server.as('administrator').post(`/api/${path}`, values);
    expect(status, JSON.stringify(body)).toBe(201);
    return (body as { id: string }).id;
  };
  beforeAll(async () => {
    server = await testServer();
    product = await create('market/products', { name: 'Pump', family: 'Pumps' });
    const accountId = await create('customers/accounts', { name: 'Buyer', ownerId: server.people.rep });
    const orderedOn = new Date().toISOString().slice(0, 10);
    const order = await create('selling/orders', {
      number: 'O1',
      accountId,
      ownerId: server.people.rep,
      orderedOn,
      amount: '180.00',
    });
    const line = { orderId: order, productId: product, orderedOn, accountId };
    await create('selling/order-lines', {
      ...line,
      lineNo: 1,
      quantity: 2,
      unitPrice: '90.00',
      listPrice: '100.00',
      amount: '180.00',
    });
  });
  afterAll(() => server.close());

  it('is worked out from the lines one may see, and from no others', async () => {
    const ask = async (person: 'rep' | 'stranger' | 'administrator') =>
      (await server.as(person).get(`/api/market/products/${product}/price-health`)).body as {
        health: { lines: number; revenue: number } | null;
      };
    expect((await ask('rep')).health).toMatchObject({ lines: 1, revenue: 180, waterfall: { list: 200, discount: 20 } });
    expect((await ask('stranger')).health).toBeNull();
    const unknown = '/api/market/products/00000000-0000-7000-8000-00000000ffff/price-health';
    expect((await server.as('rep').get(unknown)).status).toBe(404);
  });
});
