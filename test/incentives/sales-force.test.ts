import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceData } from '../reference-data.ts';
import { approvedPlan, payCall, replied } from '../support/pay-company.ts';
import { sellDeal, standardPipeline } from '../support/sold-deals.ts';
import { type TestServer, testServer } from '../support/test-server.ts';

const sellers = referenceData('adventureworks/oltp/SalesPerson.csv');

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  await standardPipeline(server);
});
afterAll(() => server.close());

const finance = () => payCall(server, 'finance');

async function hire(name: string): Promise<string> {
  const id = server.identity.newId();
  await server.identity.system((tx) => tx.query('insert into qd.person (id, name) values ($1, $2)', [id, name]), 1);
  return id;
}

async function calculated(label: string): Promise<(person: string) => number> {
  const { id } = replied<{ id: string }>(await finance().post('periods', { label }));
  replied(await finance().post(`periods/${id}/calculation`));
  const { items } = replied<{ items: { person: { id: string }; total: string }[] }>(
    await finance().get(`periods/${id}/statements`),
  );
  return (person) => Number(items.find((one) => one.person.id === person)?.total ?? Number.NaN);
}

const sell = (ownerId: string, amount: number | string, on: string): Promise<string> =>
  sellDeal(server, { owner: null, ownerId, amount: String(amount), on });

describe.skipIf(sellers === undefined)('a sales force with rates of its own (reference data)', () => {
  it('earns what the published totals say: seller 276 sold 4,251,368.5497 at 1.5 % and earns 63,770.53', async () => {
    const planId = await approvedPlan(
      server,
      JSON.stringify({
        plan: 'own-rates',
        currency: 'CNY',
        period: 'month',
        effective: { from: '2026-01-01' },
        components: [{ id: 'commission', kind: 'commission', rate: 'payee.rate' }],
      }),
    );
    const rows = readFileSync(sellers!, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line !== '')
      .map((line) => line.split('\t'));
    const people = new Map<string, { person: string; cents: bigint }>();
    for (const [id, , , , rate, sold] of rows) {
      const person = await hire(`seller ${id}`);
      const body = { planId, target: 'person', targetId: person, fromOn: '2026-01-01', terms: { rate } };
      replied(await finance().post('plan-assignments', body));
      const amount = (Math.round(Number(sold) * 100) / 100).toFixed(2);
      await sell(person, amount, '2026-11-05');
      // Half up, in whole numbers: the amount in cents times the rate in ten thousandths.
      const product = BigInt(amount.replace('.', '')) * BigInt(Math.round(Number(rate) * 10_000));
      people.set(id, { person, cents: (product + 5000n) / 10_000n });
    }
    const totalOf = await calculated('2026-11');
    expect(totalOf(people.get('276')!.person)).toBe(63_770.53);
    for (const { person, cents } of people.values()) expect(totalOf(person)).toBe(Number(cents) / 100);
    expect(people.size).toBe(17);
  });
});
