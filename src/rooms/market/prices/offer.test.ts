import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';

const path = '/api/market/price-offers';

describe('POST /api/market/price-offers', () => {
  let server: TestServer;
  let pump = '';
  const create = async (kind: string, values: object): Promise<string> => {
    const { status, body } = await server.as('administrator').post(`/api/market/${kind}`, values);
    expect(status, JSON.stringify(body)).toBe(201);
    return (body as { id: string }).id;
  };
  const price = async (values: object) => {
    const { status, body } = await server
      .as('rep')
      .post(path, { day: '2026-06-15', lines: [{ productId: pump, quantity: 3 }], ...values });
    expect(status, JSON.stringify(body)).toBe(200);
    return body as {
      net: string;
      gross: string;
      lines: {
        priceList: string | null;
        unitPrice: string | null;
        taken: { promotion: string; amount: string }[];
        heldByFloor: boolean;
      }[];
      unused: { promotion: string; reason: string }[];
      conflicts: { kind: string; names: string[] }[];
    };
  };

  beforeAll(async () => {
    server = await testServer();
    pump = await create('products', { name: 'Pump', listPrice: '120.00', floorPrice: '70.00', currency: 'CNY' });
    const list = await create('price-lists', {
      name: 'Factories',
      currency: 'CNY',
      segment: 'factory',
      fromOn: '2026-01-01',
      untilOn: '2026-07-01',
    });
    await create('prices', {
      productId: pump,
      priceListId: list,
      amount: '100.00',
      currency: 'CNY',
      fromOn: '2025-01-01',
    });
    const june = { fromOn: '2026-06-01', untilOn: '2026-07-01' };
    await create('promotions', { name: 'June', type: 'discount', discount: 0.1, ...june });
    await create('promotions', {
      name: 'May',
      type: 'discount',
      discount: 0.5,
      fromOn: '2026-05-01',
      untilOn: '2026-06-01',
    });
    await create('promotions', { name: 'Code', type: 'coupon', discount: 0.05, code: 'NEW5', ...june });
    await create('promotions', {
      name: 'Three hundred',
      type: 'threshold',
      atLeast: '300.00',
      off: '30.00',
      currency: 'CNY',
      ...june,
    });
  });
  afterAll(() => server.close());

  it('takes the list price of the day, each rule once, and says what was not used', async () => {
    const plain = await price({});
    // 3 × 120, a tenth off, then 30 off an order of 324.
    expect([plain.gross, plain.net]).toEqual(['360.00', '294.00']);
    expect(plain.lines[0]).toMatchObject({ priceList: null, unitPrice: '120.00' });
    expect(plain.lines[0].taken.map(({ promotion, amount }) => [promotion, amount])).toEqual([
      ['June', '36.00'],
      ['Three hundred', '30.00'],
    ]);
    expect(plain.unused).toEqual([{ promotion: 'May', productId: null, reason: 'expired' }]);
  });

  it('knows segments, coupons given twice, coupons that are none, and floors', async () => {
    const factory = await price({ segment: 'factory', coupons: ['NEW5', 'NEW5', 'OLD'] });
    // 3 × 100, a tenth and a twentieth off: 256.50; the threshold is not reached.
    expect([factory.net, factory.lines[0].priceList]).toEqual(['256.50', 'Factories']);
    expect(factory.conflicts).toEqual([{ kind: 'unknownCoupon', productId: null, names: ['OLD'] }]);
    const may = await price({ day: '2026-05-15' });
    expect([may.net, may.lines[0].heldByFloor]).toEqual(['210.00', true]);
    const later = await price({ day: '2026-07-15', segment: 'factory' });
    expect([later.net, later.lines[0].priceList]).toEqual(['360.00', null]);
  });

  it('has no price in a currency without one, and refuses an unknown product', async () => {
    expect((await price({ currency: 'USD' })).lines[0].unitPrice).toBeNull();
    const unknown = { lines: [{ productId: '00000000-0000-7000-8000-00000000ffff', quantity: 1 }] };
    expect((await server.as('rep').post(path, unknown)).status).toBe(404);
  });
});
