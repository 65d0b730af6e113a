import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '#kernel/civil-date.ts';
import { seededRandom } from '#kernel/random.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import type { PromotionEffectAnswer, PromotionEffectView } from './contract.ts';
import { effectOfPromotion } from './effect-of-promotion.ts';
import type { SoldWeek } from './load-weeks.ts';
import { weeklyPanel } from './weekly-panel.ts';

/** 100 a week at 10 (cost 6); promoted for two weeks at 8 it sells 200, then 80 for two weeks, while its neighbour loses 20 a week. */
function world(seed = 1): SoldWeek[] {
  const random = seededRandom(seed);
  const week = (product: string, at: number, quantity: number, price: number): SoldWeek => {
    const sold = quantity * Math.exp(0.04 * random.normal());
    const money = { amount: sold * price, cost: sold * 6 };
    return { product, family: 'F', week: at, quantity: sold, ...money, lines: 3, named: 0, other: null };
  };
  return Array.from({ length: 70 }, (_, i) => i - 60).flatMap((at) => {
    const [during, behind] = [at === 0 || at === 1, at === 2 || at === 3];
    return [
      { ...week('own', at, during ? 200 : behind ? 80 : 100, during ? 8 : 10), named: during ? 2 : 0 },
      week('near', at, during ? 80 : 100, 10),
    ];
  });
}
const input = { promotionId: 'promo', promoted: ['own'], lasts: 2, lastWeek: 9, fromOn: '2026-03-02', currency: 'CNY' };

describe('what a promotion did', () => {
  it('finds what was planted, nineteen times of twenty: the uplift, what others lost, what was bought early, and that it lost money', () => {
    const effects = Array.from({ length: 20 }, (_, i) => effectOfPromotion({ ...input, weeks: world(i + 1) })!);
    const held = (of: (effect: PromotionEffectView) => { low: number; high: number }, planted: number): number =>
      effects.filter((one) => of(one).low < planted && planted < of(one).high).length;
    // of 20 intervals of 95 % one fails on average
    expect(held(({ uplift }) => uplift, 200)).toBeGreaterThan(16);
    expect(held(({ cannibalisation }) => cannibalisation, 40)).toBeGreaterThan(16);
    expect(held(({ pullForward }) => pullForward!, 40)).toBeGreaterThan(16);
    // 400 at a margin of 2 for 200 at 4, 40 fewer of the other and 40 fewer afterwards at 4: −320
    expect(held(({ net }) => net, -320)).toBeGreaterThan(16);
    const [effect] = effects;
    expect(effect.net.high).toBeLessThan(0);
    expect(effect).toMatchObject({ inRevenue: false, lines: 6, linesNamed: 4, others: 1, until: '2026-03-16' });
    expect(effect.weeks.filter(({ promoted }) => promoted).map(({ from }) => from)).toEqual([
      '2026-03-02',
      '2026-03-09',
    ]);
  });

  it('counts a week without a sale as nothing sold, at the price before', () => {
    const weeks = world().filter(({ product, week }) => product === 'own' && week % 2 === 0);
    const panel = weeklyPanel({ ...input, weeks });
    expect([panel.product.length, panel.quantity[1], panel.price[1]]).toEqual([70, 0, panel.price[0]]);
    expect(panel.promotion.filter((name) => name === 'promo')).toHaveLength(2);
  });

  it('works in revenue without every cost, keeps pull-forward back until it can be seen, and cannot tell from few weeks', () => {
    const costless = world().map((one, i) => (i === 5 ? { ...one, cost: null } : one));
    expect(effectOfPromotion({ ...input, weeks: costless })!.inRevenue).toBe(true);
    const early = world().filter(({ week }) => week <= 2);
    expect(effectOfPromotion({ ...input, lastWeek: 2, weeks: early })!.pullForward).toBeNull();
    const short = world().filter(({ week }) => week >= -3 && week <= 1);
    expect(effectOfPromotion({ ...input, lastWeek: 1, weeks: short })).toBeNull();
  });
});

describe('GET /api/market/promotions/:id/effect', () => {
  let server: TestServer;
  let product = '';
  const today = new Date().toISOString().slice(0, 10);
  const fromOn = addDays(today, -35);
  const create = async (path: string, values: object): Promise<string> => {
    const { status, body } = await server.as('administrator').post(`/api/${path}`, values);
    expect(status, JSON.stringify(body)).toBe(201);
    return (body as { id: string }).id;
  };
  const promote = (values: object): Promise<string> =>
    create('market/promotions', {
      name: 'Spring',
      fromOn,
      untilOn: addDays(fromOn, 14),
      productId: product,
      ...values,
    });
  const ask = async (id: string, person: 'rep' | 'stranger' | 'analyst' | 'manager' = 'analyst') => {
    const { status, body } = await server.as(person).get(`/api/market/promotions/${id}/effect`);
    expect(status, JSON.stringify(body)).toBe(200);
    return body as PromotionEffectAnswer;
  };

  beforeAll(async () => {
    server = await testServer();
    product = await create('market/products', { name: 'Pump', family: 'Pumps' });
    const accountId = await create('customers/accounts', { name: 'Buyer', ownerId: server.people.rep });
    for (let week = -16; week < 5; week++) {
      const orderedOn = addDays(fromOn, 7 * week);
      const owner = { accountId, orderedOn };
      const orderId = await create('selling/orders', {
        ...owner,
        number: `O${week}`,
        ownerId: server.people.rep,
        amount: '100.00',
      });
      const quantity = (week === 0 || week === 1 ? 20 : 10) + (Math.abs(week) % 2);
      await create('selling/order-lines', {
        ...owner,
        orderId,
        productId: product,
        lineNo: 1,
        quantity,
        unitPrice: '10.00',
        amount: (10 * quantity).toFixed(2),
        cost: (6 * quantity).toFixed(2),
      });
    }
  });
  afterAll(() => server.close());

  it('tells it from the lines one may see, and only to those who may see cost', async () => {
    const id = await promote({});
    const { effect, missing } = await ask(id);
    expect(missing).toBeNull();
    expect(effect).toMatchObject({ sold: 41, lines: 2, linesNamed: 0, weeksBefore: 16, inRevenue: false });
    expect(effect!.uplift.low).toBeGreaterThan(10);
    expect((await ask(id, 'manager')).effect!.sold).toBe(41);
    expect(await ask(id, 'rep')).toEqual({ effect: null, missing: 'noAccess', knownFrom: null });
    expect((await server.nobody.get(`/api/market/promotions/${id}/effect`)).status).toBe(401);
    const unknown = '/api/market/promotions/00000000-0000-7000-8000-00000000ffff/effect';
    expect((await server.as('analyst').get(unknown)).status).toBe(404);
  });

  it('says what is missing', async () => {
    const reason = async (values: object) => (await ask(await promote(values))).missing;
    expect(await reason({ untilOn: fromOn })).toBe('noEnd');
    expect(await reason({ productId: undefined })).toBe('noProduct');
    expect(await reason({ productId: await create('market/products', { name: 'Valve' }) })).toBe('noSales');
    expect(await reason({ fromOn: addDays(fromOn, -7 * 15), untilOn: addDays(fromOn, 7 * 3) })).toBe('fewWeeks');
    const running = await promote({ fromOn: addDays(today, -3), untilOn: addDays(today, 4) });
    expect(await ask(running)).toMatchObject({ missing: 'notOver', knownFrom: addDays(today, 3) });
  });
});
