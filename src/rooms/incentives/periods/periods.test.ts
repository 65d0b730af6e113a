import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvedPlan, assignTo, payCall, replied } from '../../../../test/support/pay-company.ts';
import { sellDeal, standardPipeline } from '../../../../test/support/sold-deals.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';

let server: TestServer;
let planId: string;
beforeAll(async () => {
  server = await testServer();
  await standardPipeline(server);
  planId = await approvedPlan(
    server,
    `plan: sellers
name: { en: Sellers, zh: 销售方案 }
currency: CNY
period: month
effective: { from: 2026-01-01 }
components:
  - id: commission
    name: { en: Commission, zh: 提成 }
    kind: commission
    rate: 10%
`,
  );
  for (const person of ['rep', 'teammate', 'neighbour'] as const) await assignTo(server, planId, person, '2026-01-01');
});
afterAll(() => server.close());

interface Statement {
  id: string;
  person: { id: string };
  total: string;
  adjustments: string;
  revision: number;
}
const pay = (who: Parameters<typeof payCall>[1]) => payCall(server, who);
const open = async (label: string): Promise<string> =>
  replied<{ id: string }>(await pay('finance').post('periods', { calendar: 'month', label })).id;
const statements = async (period: string): Promise<Statement[]> =>
  replied<{ items: Statement[] }>(await pay('finance').get(`periods/${period}/statements`)).items;
const totalOf = async (period: string, person: 'rep' | 'teammate' | 'neighbour'): Promise<string | undefined> =>
  (await statements(period)).find((one) => one.person.id === server.people[person])?.total;

async function explainAll(period: string): Promise<number> {
  const { items } = replied<{ items: { id: string; explanation: string | null; text: Record<string, string> }[] }>(
    await pay('finance').get(`periods/${period}/exceptions`),
  );
  for (const { id } of items.filter(({ explanation }) => explanation === null))
    expect((await pay('finance').post(`exceptions/${id}/explanation`, { note: 'looked at' })).status).toBe(200);
  return items.length;
}

async function close(period: string): Promise<void> {
  expect((await pay('finance').post(`periods/${period}/calculation`, {})).status).toBe(200);
  await explainAll(period);
  expect((await pay('finance').post(`periods/${period}/review`, {})).status).toBe(200);
  expect((await pay('executive').post(`periods/${period}/approval`, {})).status).toBe(200);
  expect((await pay('finance').post(`periods/${period}/closing`, {})).status).toBe(200);
}

async function bytes(period: string): Promise<string> {
  return server.identity.system(async (tx) => {
    const { rows } = await tx.query<{ row: string }>(
      `select row_to_json(s)::text as row from qd.pay_statement s where period_id = $1 order by id`,
      [period],
    );
    return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
  }, 1);
}

async function giveBack(deal: string, amount: string, on: string): Promise<void> {
  const order = await server.as('administrator').post('/api/selling/orders', {
    number: `SO-${deal.slice(-6)}`,
    ownerId: server.people.rep,
    opportunityId: deal,
    orderedOn: '2026-08-05',
    currency: 'CNY',
  });
  expect(order.status).toBe(201);
  const back = await server.as('finance').post('/api/selling/returns', {
    orderId: replied<{ id: string }>(order).id,
    returnedOn: on,
    amount,
    currency: 'CNY',
  });
  expect(back.status).toBe(201);
}

describe('a period', () => {
  let august: string;
  let september: string;
  let dealOfRep: string;

  it('is calculated to the cent, again to the same bytes, and by one changed deal alone', async () => {
    dealOfRep = await sellDeal(server, { owner: 'rep', amount: '12345.67', on: '2026-08-05' });
    await sellDeal(server, { owner: 'teammate', amount: '1000.00', on: '2026-08-09' });
    august = await open('2026-08');
    const first = replied<{ statements: number; inputHash: string }>(
      await pay('finance').post(`periods/${august}/calculation`, {}),
    );
    expect(first.statements).toBe(3);
    expect(await totalOf(august, 'rep')).toBe('1234.57');
    expect(await totalOf(august, 'neighbour')).toBe('0.00');
    const before = await bytes(august);
    const again = replied<typeof first>(await pay('finance').post(`periods/${august}/calculation`, {}));
    expect(again).toMatchObject({ statements: 0, unchanged: 3, inputHash: first.inputHash });
    expect(await bytes(august)).toBe(before);
    // while a slow transaction elsewhere holds back the end of the log, so that the deal may be looked at twice
    await server.identity.system(async (slow) => {
      await slow.query('select pg_current_xact_id()');
      await sellDeal(server, { owner: 'neighbour', amount: '200.00', on: '2026-08-31' });
      const changed = replied<{ statements: number; unchanged: number; credits: { looked: number } }>(
        await pay('finance').post(`periods/${august}/calculation`, { scope: 'changed' }),
      );
      expect(changed).toMatchObject({ statements: 1, unchanged: 0 });
      expect(changed.credits.looked).toBeGreaterThanOrEqual(1);
    });
    expect(await totalOf(august, 'neighbour')).toBe('20.00');
    const whole = replied<typeof first>(await pay('finance').post(`periods/${august}/calculation`, { scope: 'all' }));
    expect(whole).toMatchObject({ statements: 0, unchanged: 3 });
  });

  it('lists exceptions, which must be explained before it is approved', async () => {
    await sellDeal(server, { owner: 'stranger', amount: '500.00', on: '2026-08-20' });
    await sellDeal(server, { owner: null, amount: '300.00', on: '2026-08-21' });
    await sellDeal(server, { owner: 'teammate', amount: '10.00', on: '2026-08-22', currency: 'USD' }).catch(
      () => undefined,
    );
    await pay('finance').post(`periods/${august}/calculation`, { scope: 'changed' });
    const { items } = replied<{ items: { code: string; text: Record<string, string>; fix: Record<string, string> }[] }>(
      await pay('finance').get(`periods/${august}/exceptions`),
    );
    expect(items.map(({ code }) => code).sort()).toEqual(expect.arrayContaining(['no-plan', 'unassigned']));
    for (const { text, fix } of items) {
      expect(Object.keys(text).sort()).toEqual(['en', 'zh-Hans', 'zh-Hant']);
      expect(fix.en.length).toBeGreaterThan(3);
    }
    expect((await pay('finance').post(`periods/${august}/review`, { note: 'gone through' })).status).toBe(200);
    const approval = await pay('executive').post(`periods/${august}/approval`, {});
    expect(approval.status).toBe(422);
    expect(approval.text).toContain('unexplained-exceptions');
    const listed = replied<{ items: { id: string; explanation: string | null }[] }>(
      await pay('finance').get(`periods/${august}/exceptions`),
    ).items;
    const ids = listed.map(({ id }) => id);
    const together = (exceptions: string[]) =>
      pay('finance').post(`periods/${august}/explanations`, { exceptions, note: 'agreed with sales' });
    expect((await together([...ids, '00000000-0000-7000-8000-000000000000'])).status).toBe(404);
    expect((await pay('rep').post(`periods/${august}/explanations`, { exceptions: ids, note: 'mine' })).status).toBe(
      403,
    );
    const unexplained = replied<{ items: { explanation: string | null }[] }>(
      await pay('finance').get(`periods/${august}/exceptions`),
    ).items;
    expect(unexplained.map(({ explanation }) => explanation)).toEqual(ids.map(() => null));
    expect((await together(ids.slice(0, 2))).status).toBe(200);
    expect(await explainAll(august)).toBeGreaterThan(1);
  });

  it('is not approved by whoever calculated it, also with a key, nor by whoever is paid in it (Z16)', async () => {
    const key = replied<{ key: string }>(await server.as('finance').post('/api/auth/keys', { name: 'pay' })).key;
    const byKey = await server
      .with({ authorization: `Bearer ${key}` })
      .post(`/api/incentives/periods/${august}/approval`, {});
    expect(byKey.status).toBe(403);
    expect((await pay('finance').post(`periods/${august}/approval`, {})).status).toBe(403);
    expect((await pay('manager').post(`periods/${august}/approval`, {})).status).toBe(403);
    const early = await pay('executive').post(`periods/${august}/closing`, {});
    expect(early.status).toBe(409);
    await assignTo(server, planId, 'executive', '2026-01-01');
    await pay('executive').post(`periods/${august}/reopening`, { reason: 'the executive is on the plan too' });
    await pay('finance').post(`periods/${august}/calculation`, {});
    await explainAll(august);
    await pay('finance').post(`periods/${august}/review`, {});
    const own = await pay('executive').post(`periods/${august}/approval`, {});
    expect(own.status).toBe(403);
    expect(own.text).toContain('forbidden-own-pay');
    const { items } = replied<{ items: { id: string; targetId: string; version: number }[] }>(
      await pay('finance').get('plan-assignments'),
    );
    const executive = items.find(({ targetId }) => targetId === server.people.executive)!;
    expect((await pay('finance').delete(`plan-assignments/${executive.id}`)).status).toBe(204);
    await pay('finance').post(`periods/${august}/reopening`, { reason: 'the executive left the plan' });
  });

  it('closes with its hash, and its statements never change again, by whatever happens after (M6)', async () => {
    await close(august);
    const closed = replied<{ state: string; closedHash: string; daysToClose: number }>(
      await pay('finance').get(`periods/${august}`),
    );
    expect(closed.state).toBe('closed');
    expect(closed.closedHash).toMatch(/^[0-9a-f]{64}$/);
    const before = await bytes(august);
    for (const change of [
      `update qd.pay_statement set total_minor = 0 where period_id = $1`,
      `delete from qd.pay_statement where period_id = $1`,
    ]) {
      await expect(server.identity.system((tx) => tx.query(change, [august]), 1)).rejects.toThrow('closed');
    }
    await expect(
      server.identity.system((tx) => tx.query(`update qd.pay_entry set text = 'x' where period_id = $1`, [august]), 1),
    ).rejects.toThrow('never changed');
    expect((await pay('finance').post(`periods/${august}/calculation`, {})).status).toBe(409);
    expect((await pay('executive').post(`periods/${august}/reopening`, { reason: 'please' })).status).toBe(409);
    await giveBack(dealOfRep, '2345.67', '2026-09-10');
    await server
      .as('administrator')
      .patch(`/api/selling/opportunities/${dealOfRep}`, { amount: '10000.00' }, { 'if-match': '"1"' });
    september = await open('2026-09');
    await pay('finance').post(`periods/${september}/calculation`, {});
    expect(await bytes(august)).toBe(before);
    // The deal shrank by 2345.67 after closing (−234.57 as an adjustment) and 2345.67 of the new amount came back (−234.57).
    const rep = (await statements(september)).find(({ person }) => person.id === server.people.rep)!;
    expect(rep).toMatchObject({ adjustments: '-234.57', total: '-469.14' });
  });

  it('leaves the whole trail', async () => {
    const { items } = replied<{
      items: { from: string; to: string; by: { name: string }; note: string | null; statementsHash: string }[];
    }>(await pay('finance').get(`periods/${august}/steps`));
    expect(items[0]).toMatchObject({ from: 'approved', to: 'closed', by: { name: 'finance' } });
    expect(items.some(({ to, note }) => to === 'open' && note === 'the executive is on the plan too')).toBe(true);
  });

  it('takes a return after payout as a negative balance, which lowers what is paid later (M3)', async () => {
    expect((await pay('finance').post(`periods/${august}/payment`, {})).status).toBe(200);
    expect((await pay('finance').post(`periods/${august}/payment`, {})).status).toBe(409);
    await close(september);
    expect((await pay('finance').post(`periods/${september}/payment`, {})).status).toBe(200);
    const balances = async () =>
      replied<{ items: { account: string; balance: string }[] }>(await pay('finance').get('ledger/balances')).items;
    expect((await balances()).find(({ account }) => account === 'payable:commission:rep')?.balance).toBe('469.14');
    await sellDeal(server, { owner: 'rep', amount: '10000.00', on: '2026-10-03' });
    const october = await open('2026-10');
    await close(october);
    await pay('finance').post(`periods/${october}/payment`, {});
    const entries = await server.identity.system(
      (tx) =>
        tx.query<{ kind: string; minors: bigint[] }>(
          `select kind, minors from qd.pay_entry where period_id = $1 and owner_id = $2 and kind = 'payout'`,
          [october, server.people.rep],
        ),
      1,
    );
    expect(entries.rows).toEqual([{ kind: 'payout', minors: [53_086n, -53_086n] }]);
    expect((await balances()).reduce((sum, { balance }) => sum + BigInt(balance.replace('.', '')), 0n)).toBe(0n);
  });

  it('keeps a ledger in which every entry balances, or the database refuses it (M1, M4)', async () => {
    const entry = (minors: string, key: string) =>
      server.identity.system(
        (tx) =>
          tx.query(
            `insert into qd.pay_entry (id, key, period_id, owner_id, kind, on_date, currency, text, accounts, minors)
             values (gen_random_uuid(), $1, $2, $3, 'earning', '2026-08-31', 'CNY', 'x', '{a,b}', $4)`,
            [key, september, server.people.rep, minors],
          ),
        1,
      );
    await expect(entry('{100,-99}', 'k1')).rejects.toThrow('postings_balance');
    await expect(entry('{100}', 'k2')).rejects.toThrow('postings_balance');
    await expect(entry('{0,0}', 'k3')).rejects.toThrow('postings_balance');
    const { rows } = await server.identity.system(
      (tx) => tx.query<{ key: string }>('select key from qd.pay_entry limit 1'),
      1,
    );
    await expect(entry('{1,-1}', rows[0].key)).rejects.toThrow('duplicate key');
  });
});
