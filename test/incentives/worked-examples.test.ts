import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceData } from '../reference-data.ts';
import { approvedPlan, payCall, replied } from '../support/pay-company.ts';
import { sellDeal, standardPipeline } from '../support/sold-deals.ts';
import { type TestServer, testServer } from '../support/test-server.ts';

const file = referenceData('commission/cases_share.json');
const sellers = referenceData('adventureworks/oltp/SalesPerson.csv');

interface Case {
  readonly id: string;
  // Inputs and expectations differ from case to case; each test names those it reads.
  readonly inputs: Record<string, never>;
  readonly expected: Record<string, never>;
}

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

/** Puts a new person on a plan of their own (plans are YAML, and JSON is YAML). */
async function paidBy(
  name: string,
  components: readonly object[],
  more: object = {},
  terms: Record<string, string> = {},
): Promise<string> {
  const document = {
    plan: name,
    currency: 'CNY',
    period: 'month',
    effective: { from: '2026-01-01' },
    components,
    ...more,
  };
  const planId = await approvedPlan(server, JSON.stringify(document));
  const person = await hire(name);
  const body = { planId, target: 'person', targetId: person, fromOn: '2026-01-01', terms };
  replied(await finance().post('plan-assignments', body));
  return person;
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

describe.skipIf(file === undefined)('published worked examples over the API (shared reference data)', () => {
  const cases: Case[] = file === undefined ? [] : JSON.parse(readFileSync(file, 'utf8'));
  const of = (id: string): Case => cases.find((one) => one.id === id)!;
  const steps = (tiers: readonly (readonly [number | null, number])[]) =>
    tiers.map(([end, rate]) => (end === null ? { rate } : { below: end, rate }));
  const commission = (rate: number) => ({ id: 'commission', kind: 'commission', rate });

  it('come out to the cent: steps, splits, salary, straight commission', async () => {
    const expected = new Map<string, number>();
    for (const id of ['C01', 'C03', 'C04', 'C07', 'C09']) {
      const { inputs, expected: wanted } = of(id);
      const tiers = { method: 'marginal', steps: steps(inputs.tiers) };
      const person = await paidBy(id, [{ id: 'commission', kind: 'commission', tiers }]);
      await sell(person, inputs.sales, '2026-03-05');
      expected.set(person, wanted.total);
    }
    const { inputs: whole, expected: wholePays } = of('C06');
    const tiers = { method: 'whole', steps: steps(whole.tiers) };
    const retroactive = await paidBy('C06', [{ id: 'commission', kind: 'commission', tiers }]);
    await sell(retroactive, whole.sales, '2026-03-05');
    expected.set(retroactive, wholePays.total_retroactive);
    for (const id of ['C12', 'C13']) {
      const { inputs, expected: wanted } = of(id);
      const shares: readonly number[] = inputs.split;
      const people: string[] = [];
      for (const [i] of shares.entries()) people.push(await paidBy(`${id}-${i}`, [commission(inputs.rate)]));
      const deal = await sell(people[0], inputs.deal, '2026-03-06');
      const parts = people.map((personId, i) => ({ personId, share: String(shares[i]) }));
      expect((await finance().put(`splits/opportunity/${deal}`, { parts })).status).toBe(200);
      people.forEach((person, i) => expected.set(person, wanted.shares[i]));
    }
    const { inputs: salary, expected: paid } = of('C28');
    const salaried = await paidBy('C28', [
      commission(salary.rate),
      { id: 'salary', kind: 'fixed', amount: salary.base },
    ]);
    await sell(salaried, salary.sales, '2026-03-07');
    expected.set(salaried, paid.total);
    const totalOf = await calculated('2026-03');
    for (const [person, total] of expected) expect(totalOf(person)).toBe(total);
  });

  it('a recoverable draw is repaid month by month (C19)', async () => {
    const { inputs, expected } = of('C19');
    const gross: readonly number[] = inputs.gross;
    const person = await paidBy('C19', [commission(1)], {
      effective: { from: '2026-04-01' },
      draw: { kind: 'recoverable', amount: inputs.draw },
    });
    for (const [i, amount] of gross.entries()) await sell(person, amount, `2026-0${i + 4}-10`);
    const paid: number[] = [];
    for (const [i] of gross.entries()) paid.push((await calculated(`2026-0${i + 4}`))(person));
    expect(paid).toEqual(expected.net_paid);
  });
});

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
