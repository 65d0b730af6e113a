import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvedPlan, assignTo, payCall, replied } from '../../../../test/support/pay-company.ts';
import { sellDeal, standardPipeline } from '../../../../test/support/sold-deals.ts';
import { type TestServer, testServer } from '../../../../test/support/test-server.ts';

let server: TestServer;
const pay = (who: Parameters<typeof payCall>[1]) => payCall(server, who);
/** `QUARTERDECK_RACES=1000` races as often as reliability.md asks. */
const trials = Number(process.env.QUARTERDECK_RACES ?? 8);
/** Races in one company: its past grows with each. */
const batch = 100;

async function openCompany(): Promise<void> {
  server = await testServer();
  await standardPipeline(server);
  const text =
    'plan: p\ncurrency: CNY\nperiod: month\neffective: { from: 2024-01-01 }\ncomponents:\n  - { id: c, kind: commission, rate: 10% }\n';
  const planId = await approvedPlan(server, text);
  await assignTo(server, planId, 'rep', '2024-01-01');
}
beforeAll(openCompany);
afterAll(() => server.close());

const monthOf = (index: number): string =>
  `${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;

async function approvedPeriod(label: string): Promise<string> {
  await sellDeal(server, { owner: 'rep', amount: '100000.00', on: `${label}-03` });
  const { id } = replied<{ id: string }>(await pay('finance').post('periods', { label }));
  replied(await pay('finance').post(`periods/${id}/calculation`));
  const { items } = replied<{ items: { id: string }[] }>(await pay('finance').get(`periods/${id}/exceptions`));
  for (const exception of items) await pay('finance').post(`exceptions/${exception.id}/explanation`, { note: 'seen' });
  replied(await pay('finance').post(`periods/${id}/review`));
  replied(await pay('executive').post(`periods/${id}/approval`));
  return id;
}

async function counts(id: string) {
  return server.identity.system(async (tx) => {
    const { rows } = await tx.query<{
      state: string;
      statements: number;
      entries: number;
      late: number;
      total: string;
      owed: string | null;
    }>(
      `select p.state,
         (select count(*)::int from qd.pay_statement s where s.period_id = p.id) as statements,
         (select count(*)::int from qd.pay_entry e where e.period_id = p.id and kind <> 'payout') as entries,
         (select count(*)::int from qd.pay_statement s where s.period_id = p.id and s.calculated_at > p.closed_at) as late,
         (select sum(s.total_minor)::text from qd.pay_statement s where s.period_id = p.id and s.latest) as total,
         (select sum(-m.minor)::text from qd.pay_entry e, unnest(e.accounts, e.minors) as m(account, minor)
           where e.period_id = p.id and e.kind <> 'payout' and m.account like 'payable:%') as owed
       from qd.pay_period p where p.id = $1`,
      [id],
    );
    return rows[0];
  }, 1);
}

/** Closing against calculations, another closing and a reopening in the very moment. */
async function raceClosing(month: string): Promise<'closed' | 'reopened'> {
  const id = await approvedPeriod(month);
  const before = await counts(id);
  await sellDeal(server, { owner: 'rep', amount: '5.00', on: `${month}-20` });
  const replies = await Promise.all([
    pay('finance').post(`periods/${id}/closing`),
    pay('executive').post(`periods/${id}/calculation`),
    pay('finance').post(`periods/${id}/calculation`, { scope: 'changed' }),
    pay('executive').post(`periods/${id}/closing`),
    pay('executive').post(`periods/${id}/reopening`, { reason: 'in the very moment' }),
  ]);
  const closings = [replies[0], replies[3]].filter(({ status }) => status === 200);
  const reopened = replies[4].status === 200;
  expect(closings.length + (reopened ? 1 : 0)).toBe(1);
  expect(replies.every(({ status }) => status < 500)).toBe(true);
  if (!reopened) {
    const { statements, total: owed } = before;
    expect(await counts(id)).toMatchObject({ state: 'closed', statements, late: 0, owed });
    return 'closed';
  }
  expect((await counts(id)).entries).toBe(0);
  // The executive may have calculated after that, and could not approve then: from the beginning.
  await pay('finance').post(`periods/${id}/reopening`, { reason: 'once more' });
  for (const step of ['calculation', 'review', 'approval', 'closing']) {
    const { items } = replied<{ items: { id: string; explanation: string | null }[] }>(
      await pay('finance').get(`periods/${id}/exceptions`),
    );
    for (const one of items.filter(({ explanation }) => explanation === null))
      await pay('finance').post(`exceptions/${one.id}/explanation`, { note: 'seen' });
    await pay(step === 'approval' ? 'executive' : 'finance').post(`periods/${id}/${step}`);
  }
  const { state, owed, total, late } = await counts(id);
  expect({ state, owed, late }).toEqual({ state: 'closed', owed: total, late: 0 });
  return 'reopened';
}

describe('side by side', () => {
  it(
    `posting and closing, ${trials} times: nothing is written after the snapshot that closing takes (C4)`,
    async () => {
      const outcomes = { closed: 0, reopened: 0 };
      for (let i = 0; i < trials; i++) {
        if (i > 0 && i % batch === 0) {
          await server.close();
          await openCompany();
        }
        outcomes[await raceClosing(monthOf(i % batch))] += 1;
      }
      expect(outcomes.closed + outcomes.reopened).toBe(trials);
    },
    trials * 60_000,
  );

  it('many payments of one period have one effect (C3, M4), and a repeated key gets the first reply (C10)', async () => {
    const { items } = replied<{ items: { id: string; state: string }[] }>(await pay('finance').get('periods'));
    const closed = items.find(({ state }) => state === 'closed')!;
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => pay('finance').post(`periods/${closed.id}/payment`)),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(49);
    const next = items.filter(({ state }) => state === 'closed')[1];
    const key = { 'idempotency-key': 'pay-once' };
    const again = await Promise.all(
      Array.from({ length: 10 }, () => pay('finance').post(`periods/${next.id}/payment`, {}, key)),
    );
    expect(again.map(({ status }) => status)).toEqual(Array(10).fill(200));
    const { rows } = await server.identity.system(
      (tx) =>
        tx.query<{ n: number }>(
          `select count(*)::int as n from qd.pay_entry where kind = 'payout' and period_id = any($1::uuid[])`,
          [[closed.id, next.id]],
        ),
      1,
    );
    expect(rows[0].n).toBeLessThanOrEqual(2);
  });

  it('two calculations at once leave one statement a person, and approvals one approval (C3)', async () => {
    await sellDeal(server, { owner: 'rep', amount: '70.00', on: '2033-09-05' });
    const { id } = replied<{ id: string }>(await pay('finance').post('periods', { label: '2033-09' }));
    const replies = await Promise.all(
      Array.from({ length: 6 }, () => pay('finance').post(`periods/${id}/calculation`)),
    );
    expect(replies.every(({ status }) => status === 200)).toBe(true);
    expect(await counts(id)).toMatchObject({ statements: 1 });
  });
});
