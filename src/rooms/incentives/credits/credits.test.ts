import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';
import { recordedOfDeals } from '../recorded-of-deals.ts';
import { sellDeal, standardPipeline } from '../../../../test/support/sold-deals.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  await standardPipeline(server);
});
afterAll(() => server.close());

const base = '/api/incentives';
const body = <T>(reply: { body: unknown }): T => reply.body as T;
interface Credit {
  key: string;
  person: { id: string };
  amount: string;
  credited: string;
  share: string | null;
  reason: Record<string, string>;
  event: string;
}
interface Run {
  looked: number;
  credits: number;
  added: number;
  changed: number;
  removed: number;
  unassigned: number;
}
const run = async (scope: 'all' | 'changed' = 'all'): Promise<Run> =>
  body<Run>(await server.as('finance').post(`${base}/crediting-runs`, { scope }));
const credits = async (query = ''): Promise<Credit[]> =>
  body<{ items: Credit[] }>(await server.as('finance').get(`${base}/credits?${query}`)).items;

describe('credits', () => {
  it('follow the owner, once, however often the run is made (M4, M7)', async () => {
    const deal = await sellDeal(server, { owner: 'rep', amount: '100.00', on: '2026-10-05' });
    expect(await run()).toMatchObject({ added: 1, changed: 0, removed: 0, unassigned: 0 });
    const first = await credits();
    expect(first).toMatchObject([
      { key: `opportunity:${deal}`, person: { id: server.people.rep }, credited: '100.00', share: null },
    ]);
    expect(await run()).toMatchObject({ added: 0, changed: 0, removed: 0 });
    expect(await run('changed')).toMatchObject({ added: 0, changed: 0, removed: 0 });
    expect(await credits()).toEqual(first);
  });

  it('carry what plans are told that deals record', async () => {
    const { rows } = await server.identity.system((tx) =>
      tx.query<{ name: string }>('select distinct jsonb_object_keys(attributes) as name from qd.pay_credit'),
    );
    const internal = ['cost_minor', 'order_id', 'event'];
    const names = rows.map(({ name }) => name).filter((name) => !internal.includes(name));
    expect(names).toContain('owner');
    expect(recordedOfDeals).toEqual(expect.arrayContaining(names));
  });

  it.each([
    [['33%', '33%', '33%'], 'parts.2.share', 'add 1 %'],
    [['60%', '50%'], 'parts.1.share', 'take away 10 %'],
    [['-50%', '150%'], 'parts.0.share', "a share such as '50%'"],
    [['NaN', '50%'], 'parts.0.share', "a share such as '50%'"],
    [['1e308', '50%'], 'parts.0.share', "a share such as '50%'"],
  ])('refuse a split of %j at its place with the fix', async (shares, field, fix) => {
    const deal = await sellDeal(server, { owner: 'teammate', amount: '10.00', on: '2026-10-06' });
    const people = [server.people.rep, server.people.teammate, server.people.neighbour];
    const parts = shares.map((share, i) => ({ personId: people[i], share }));
    const reply = await server.as('finance').put(`${base}/splits/opportunity/${deal}`, { parts });
    expect(reply.status).toBe(422);
    const [error] = body<{ errors: { field: string; expected: string }[] }>(reply).errors;
    expect(error.field).toBe(field);
    expect(error.expected).toContain(fix);
  });

  it('share a deal in exact thirds, with someone on top; a changed deal alone is looked at', async () => {
    const deal = await sellDeal(server, { owner: 'rep', amount: '100.00', on: '2026-10-07' });
    const parts = [
      { personId: server.people.rep, share: '1/3' },
      { personId: server.people.teammate, share: '1/3' },
      { personId: server.people.neighbour, share: '1/3' },
      { personId: server.people.service, share: '20%', onTop: true, role: 'engineer' },
    ];
    expect((await server.as('finance').put(`${base}/splits/opportunity/${deal}`, { parts })).status).toBe(200);
    expect(await run('changed')).toMatchObject({ added: 9 });
    const own = (await credits()).filter(({ key }) => key === `opportunity:${deal}`);
    expect(own.map(({ credited }) => credited).sort()).toEqual(['20.00', '33.33', '33.33', '33.33']);
    expect(own.map(({ share }) => String(share)).sort()).toEqual(['0.2', '1/3', '1/3', '1/3']);
    const again = await run('changed');
    expect(again.looked).toBeLessThan(7);
    expect(again).toMatchObject({ added: 0, changed: 0, removed: 0 });
  });

  it('list what earns for nobody, and take it off the list when it is settled', async () => {
    const deal = await sellDeal(server, { owner: null, amount: '77.00', on: '2026-10-08' });
    expect((await run('changed')).unassigned).toBe(1);
    const { items } = body<{ items: { code: string; amount: string; fix: string; source: { id: string } }[] }>(
      await server.as('finance').get(`${base}/unassigned`),
    );
    expect(items).toMatchObject([{ code: 'no-rule', amount: '77.00', source: { id: deal } }]);
    await server
      .as('administrator')
      .patch(`/api/selling/opportunities/${deal}`, { ownerId: server.people.stranger }, { 'if-match': '"1"' });
    expect(await run('changed')).toMatchObject({ added: 1, unassigned: 0 });
    expect(body<{ items: unknown[] }>(await server.as('finance').get(`${base}/unassigned`)).items).toEqual([]);
  });

  it('follow new rules, which are checked before they are kept', async () => {
    const policy = (rules: unknown[]) =>
      server.as('finance').put(`${base}/crediting-policy`, { rules, defaultEvent: 'booking' });
    const wrong = await policy([{ id: 'r', kind: 'specialist' }]);
    expect(wrong.status).toBe(422);
    expect((await policy([{ id: 'r', kind: 'owner', payee: 'Nobody' }])).status).toBe(422);
    expect((await policy([{ id: 'r', kind: 'owner', share: '60%' }])).status).toBe(200);
    expect((await run()).unassigned).toBeGreaterThan(0);
    const { items } = body<{ items: { code: string; reason: Record<string, string> }[] }>(
      await server.as('finance').get(`${base}/unassigned`),
    );
    expect(items.every(({ code }) => code === 'under-assigned')).toBe(true);
    const whole = [
      { id: 'split', kind: 'split', column: 'splits' },
      { id: 'lead', kind: 'overlay', payee: server.people.teamLead, share: '10%' },
      { id: 'owner', kind: 'owner', column: 'owner' },
    ];
    expect((await policy(whole)).status).toBe(200);
    expect((await run()).unassigned).toBe(0);
    const lead = await credits(`personId=${server.people.teamLead}`);
    expect(lead.length).toBeGreaterThan(5);
    expect(lead[0].reason.en).toContain('lead');
    expect(lead[0].reason['zh-Hans']).toContain('规则 lead');
  });

  it('are read by their own person alone, but for those who administer pay', async () => {
    const own = body<{ items: Credit[] }>(await server.as('rep').get(`${base}/credits`)).items;
    expect(own.length).toBeGreaterThan(0);
    expect(own.every(({ person }) => person.id === server.people.rep)).toBe(true);
    const other = await server.as('manager').get(`${base}/credits?personId=${server.people.rep}`);
    expect(body<{ items: Credit[] }>(other).items).toEqual([]);
    expect((await server.as('administrator').get(`${base}/unassigned`)).status).toBe(403);
  });

  it('corrections by hand are decided by another, who is not paid by them', async () => {
    const plan = body<{ id: string }>(
      await server.as('finance').post(`${base}/plans`, {
        text: 'plan: p\ncurrency: CNY\nperiod: month\ncomponents:\n  - { id: c, kind: commission, rate: 1% }\n',
      }),
    );
    const { planId } = body<{ planId: string }>(await server.as('finance').get(`${base}/plan-versions/${plan.id}`));
    const proposal = {
      kind: 'credit',
      personId: server.people.rep,
      planId,
      date: '2026-10-09',
      amount: '5000.00',
      currency: 'CNY',
      reason: 'sold by phone',
    };
    const made = await server.as('finance').post(`${base}/adjustments`, proposal);
    expect(made.status).toBe(201);
    const { id } = body<{ id: string }>(made);
    expect((await server.as('finance').post(`${base}/adjustments/${id}/approval`, {})).status).toBe(403);
    const own = await server
      .as('finance')
      .post(`${base}/adjustments`, { ...proposal, personId: server.people.finance });
    expect(own.status).toBe(403);
    expect((await server.as('finance').post(`${base}/adjustments`, { ...proposal, amount: 'NaN' })).status).toBe(422);
    expect((await server.as('executive').post(`${base}/adjustments/${id}/approval`, {})).status).toBe(200);
    expect((await server.as('executive').post(`${base}/adjustments/${id}/approval`, {})).status).toBe(409);
    await run();
    const byHand = (await credits(`personId=${server.people.rep}`)).filter(({ event }) => event === 'adjustment');
    expect(byHand).toMatchObject([{ credited: '5000.00' }]);
  });

  it('count meetings for whoever held them, where a plan asks for them, and only once they were held', async () => {
    const meeting = async (occurredAt: string, type = 'meeting'): Promise<string> =>
      body<{ id: string }>(
        await server.as('administrator').post('/api/selling/activities', {
          type,
          subject: `${type} at ${occurredAt}`,
          ownerId: server.people.neighbour,
          occurredAt,
        }),
      ).id;
    const held = await meeting('2026-10-20T09:00:00Z');
    await meeting('2026-10-20T10:00:00Z', 'call');
    await meeting('2099-10-20T09:00:00Z');
    await run();
    const counted = () => credits(`event=meeting&personId=${server.people.neighbour}`);
    expect(await counted()).toEqual([]);
    const text = JSON.stringify({
      plan: 'meetings',
      currency: 'CNY',
      period: 'month',
      measures: { held: { of: 'count', where: { event: 'meeting' } } },
      components: [{ id: 'held', kind: 'commission', measure: 'held', rate: 50 }],
    });
    expect((await server.as('finance').post(`${base}/plans`, { text })).status).toBe(201);
    await run();
    expect(await counted()).toMatchObject([
      { key: `activity:${held}`, person: { id: server.people.neighbour }, credited: '0.00' },
    ]);
  });

  it('follow what becomes of an order, its lines, payments and returns, by the changed records alone and whomever the rules name', async () => {
    const text = JSON.stringify({
      plan: 'cash',
      currency: 'CNY',
      period: 'month',
      recognition: [
        { event: 'order', share: '50%' },
        { event: 'payment', share: '50%' },
      ],
      components: [{ id: 'paid', kind: 'commission', rate: '1%' }],
    });
    expect((await server.as('finance').post(`${base}/plans`, { text })).status).toBe(201);
    const made = async (path: string, record: object): Promise<{ id: string }> => {
      const reply = await server.as('administrator').post(path, record);
      expect(reply.status, reply.text).toBe(201);
      return body<{ id: string }>(reply);
    };
    const { id: accountId } = await made('/api/customers/accounts', { name: 'Works', ownerId: server.people.service });
    const { id: productId } = await made('/api/market/products', { name: 'Bolt', listPrice: '10.00' });
    const { id: orderId } = await made('/api/selling/orders', {
      number: 'SO-1',
      accountId,
      ownerId: server.people.service,
      orderedOn: '2026-10-12',
      currency: 'CNY',
    });
    await run();
    const own = async (event: string): Promise<string[]> =>
      (await credits(`event=${event}&personId=${server.people.service}`)).map(({ amount }) => amount);
    const money = { orderId, amount: '40.00', currency: 'CNY' };

    await made('/api/selling/order-lines', { orderId, productId, quantity: 10, unitPrice: '10.00', amount: '100.00' });
    expect(await run('changed')).toMatchObject({ looked: 1, added: 2 });
    expect(await own('order')).toEqual(['100.00']);

    await made('/api/selling/payments', { ...money, paidOn: '2026-10-20' });
    expect(await run('changed')).toMatchObject({ looked: 2, added: 2 });
    expect(await own('payment')).toEqual(['40.00']);

    const { id: returned } = await made('/api/selling/returns', { ...money, returnedOn: '2026-10-25' });
    expect(await run('changed')).toMatchObject({ looked: 3, added: 2 });
    expect(await own('return')).toEqual(['-40.00']);
    expect((await server.as('administrator').delete(`/api/selling/returns/${returned}`)).status).toBe(204);
    expect(await run('changed')).toMatchObject({ looked: 2, removed: 2 });
    expect(await run()).toMatchObject({ added: 0, changed: 0, removed: 0 });
  });

  it('carry the discount of a deal in another currency, and its cost in that of the deal', async () => {
    const rates = [{ currency: 'USD', onDate: '2022-01-01', rate: '7' }];
    expect((await server.as('finance').post('/api/settings/rates', { rates })).status).toBe(200);
    const deal = await sellDeal(server, { owner: 'rep', amount: '900.00', on: '2026-10-28', currency: 'USD' });
    const admin = server.as('administrator');
    const path = `/api/selling/opportunities/${deal}`;
    const listed = await admin.patch(path, { listAmount: '1000.00' }, { 'if-match': '"1"' });
    expect(listed.status, listed.text).toBe(200);
    for (const [currency, amount, cost] of [
      ['USD', '500.00', '300.00'],
      ['CNY', '2800.00', '700.00'],
    ]) {
      const order = { number: `of ${currency}`, orderedOn: '2026-10-29', currency, opportunityId: deal };
      const made = await admin.post('/api/selling/orders', order);
      expect(made.status, made.text).toBe(201);
      const line = { orderId: body<{ id: string }>(made).id, quantity: 1, amount, cost };
      expect((await admin.post('/api/selling/order-lines', line)).status).toBe(201);
    }
    await run();
    const { rows } = await server.identity.system(
      (tx) =>
        tx.query<{ attributes: object }>(
          `select attributes from qd.pay_credit where event = 'booking' and source_id = $1`,
          [deal],
        ),
      1,
    );
    expect(rows[0].attributes).toMatchObject({ discount: '0.1000', cost_minor: '40000' });
  });
});
