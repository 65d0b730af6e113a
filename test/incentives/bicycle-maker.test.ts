import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runImport } from '#platform/importing/run-import.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';
import { referenceData } from '../reference-data.ts';
import { approvedPlan, callerOf, payCall, replied } from '../support/pay-company.ts';
import { type TestServer, testServer } from '../support/test-server.ts';
import { type BicycleMaker, bicycleMaker, quotaKey } from './bicycle-maker.ts';

const data = referenceData('adventureworks');
const publishedSales = 8_045_059_698n;
const publishedQuotas = 95_714_000;

interface Line {
  readonly component: string;
  readonly base: string;
  readonly amount: string;
  readonly replays: boolean;
}
interface Statement {
  readonly key: string;
  readonly quarter: string;
  readonly total: string;
  readonly lines: readonly Line[];
}

/** Decimal text of two places at most, in cents. */
const cents = (amount: string): bigint => BigInt(Math.round(Number(amount) * 100));

/** Three years of a sales force, quarter by quarter: quotas, rates and bonuses of its sellers, every reseller order. */
describe.skipIf(data === undefined)('the pay of a bicycle maker (reference data)', () => {
  let server: TestServer;
  let maker: BicycleMaker;
  let statements: Statement[];
  /** Cents ordered by seller and quarter, of the orders as they were imported. */
  let ordered: Map<string, bigint>;
  /** What counted for nobody, with its place and reason. */
  let leftOut: { amount: bigint; text: string }[];

  beforeAll(async () => {
    server = await testServer();
    maker = bicycleMaker(data!);
    const { database, clock } = server.services;
    const viewer = { companyId: 1, personId: server.people.administrator, name: 'import', email: null, language: 'en' };
    const admin: Viewer = {
      ...(viewer as Pick<Viewer, keyof typeof viewer>),
      roles: ['administrator', 'executive'],
      unitIds: [],
      teamPeople: [],
      subtreePeople: [],
      via: 'cli',
    };
    const call = callerOf(server);
    const rate = { currency: 'USD', onDate: '2010-01-01', rate: '7' };
    await call('finance', 'POST', '/api/settings/rates', { rates: [rate] });
    const report = await runImport({ database, clock }, admin, { path: maker.folder, mapping: maker.mapping });
    expect(report).toMatchObject({ stored: true, rejectedCount: 0 });
    const people = await idsByKey(server, 'person');
    const planId = await approvedPlan(server, planText(maker));
    for (const { key, rate: share, bonus } of maker.sellers)
      await call('finance', 'POST', '/api/incentives/plan-assignments', {
        planId,
        target: 'person',
        targetId: people.get(key),
        fromOn: maker.quarters[0].from,
        terms: { rate: share, bonus },
      });
    ordered = await orderedCents(server, maker);
    ({ statements, leftOut } = await calculated(server, maker, people));
  }, 1_200_000);
  afterAll(async () => {
    await server.close();
    rmSync(maker.folder, { recursive: true, force: true });
  });

  it('has the published totals: orders, quotas, sellers', async () => {
    expect([...ordered.values()].reduce((sum, one) => sum + one, 0n)).toBe(publishedSales);
    expect([...maker.quotas.values()].reduce((sum, one) => sum + Number(one) / 100, 0)).toBe(publishedQuotas);
    expect(maker.quotas.size).toBe(163);
    expect(maker.sellers).toHaveLength(17);
    expect(maker.quarters).toHaveLength(12);
  });

  it('credits every order once, or lists it with the reason: nothing is lost', () => {
    const credited = statements
      .flatMap(({ lines }) => lines.filter(({ component }) => component === 'commission'))
      .reduce((sum, { base }) => sum + cents(base), 0n);
    const listed = leftOut.reduce((sum, { amount }) => sum + amount, 0n);
    expect(credited + listed).toBe(publishedSales);
    for (const { text } of leftOut) expect(text).toContain('before');
  });

  it('pays each seller the own rate of what was ordered, to the cent, and the bonus when the quota was met', () => {
    const rates = new Map(maker.sellers.map((seller) => [seller.key, seller]));
    for (const { key, quarter, lines, total } of statements) {
      const { rate, bonus } = rates.get(key)!;
      const sold = lines
        .filter(({ component }) => component === 'commission')
        .reduce((sum, { base }) => sum + cents(base), 0n);
      const commission = (sold * BigInt(Math.round(Number(rate) * 1000)) + 500n) / 1000n;
      const quota = maker.quotas.get(quotaKey(key, quarter));
      const met = quota !== undefined && sold >= quota;
      expect(cents(total), `${key} ${quarter}`).toBe(commission + (met ? cents(bonus) : 0n));
      expect(lines.every(({ replays }) => replays)).toBe(true);
    }
    // Sellers come and go: everyone with a quota has a statement.
    const stated = new Set(statements.map(({ key, quarter }) => quotaKey(key, quarter)));
    expect([...maker.quotas.keys()].filter((one) => !stated.has(one))).toEqual([]);
  });

  it('a full year, four quarters, agrees with the orders of that year', () => {
    const year = statements.filter(({ quarter }) => quarter.startsWith('2013'));
    for (const { key, quarter, lines } of year) {
      const sold = lines
        .filter(({ component }) => component === 'commission')
        .reduce((sum, { base }) => sum + cents(base), 0n);
      expect(sold, `${key} ${quarter}`).toBe(ordered.get(quotaKey(key, quarter)) ?? 0n);
    }
  });
});

function planText({ quarters }: BicycleMaker): string {
  return `plan: bicycle-sellers
name: { en: Sellers of bicycles, zh: 自行车销售 }
currency: USD
# From one quota day to the next.
period:
${quarters.map(({ id, from, through }) => `  - { id: ${id}, from: ${from}, through: ${through} }`).join('\n')}
effective: { from: ${quarters[0].from}, through: ${quarters.at(-1)!.through} }
recognition: order
quotas: { amount: {} }
components:
  - { id: commission, name: { en: Commission, zh: 提成 }, kind: commission, rate: payee.rate }
  - id: bonus
    name: { en: Quota bonus, zh: 达标奖金 }
    kind: bonus
    measure: amount
    amount: payee.bonus
    requires: [{ value: attainment, atLeast: 100% }]
`;
}

async function idsByKey(server: TestServer, table: string): Promise<Map<string, string>> {
  const { rows } = await server.identity.system(
    (tx) =>
      tx.query<{ key: string; id: string }>(
        `select external_id as key, id::text from qd.${table} where external_id is not null`,
      ),
    1,
  );
  return new Map(rows.map(({ key, id }) => [key, id]));
}

async function orderedCents(server: TestServer, { quarters }: BicycleMaker): Promise<Map<string, bigint>> {
  const { rows } = await server.identity.system(
    (tx) =>
      tx.query<{ key: string; day: string; minor: string }>(
        `select p.external_id as key, o.ordered_on as day, sum(o.amount_minor)::text as minor
         from qd.sales_order o join qd.person p on p.company_id = o.company_id and p.id = o.owner_id group by 1, 2`,
      ),
    1,
  );
  const sums = new Map<string, bigint>();
  for (const { key, day, minor } of rows) {
    const quarter = quarters.find(({ from, through }) => from <= day && day <= through);
    const name = quotaKey(key, quarter?.id ?? 'outside');
    sums.set(name, (sums.get(name) ?? 0n) + BigInt(minor));
  }
  return sums;
}

async function calculated(server: TestServer, maker: BicycleMaker, people: ReadonlyMap<string, string>) {
  const finance = payCall(server, 'finance');
  const keyOf = new Map([...people].map(([key, id]) => [id, key]));
  const statements: Statement[] = [];
  const leftOut: { amount: bigint; text: string }[] = [];
  for (const { id: label } of maker.quarters) {
    const { id } = replied<{ id: string }>(await finance.post('periods', { calendar: 'plan:bicycle-sellers', label }));
    replied(await finance.post(`periods/${id}/calculation`));
    const { items } = replied<{ items: { id: string; person: { id: string } }[] }>(
      await finance.get(`periods/${id}/statements`),
    );
    for (const item of items) {
      const { total, lines } = replied<Statement>(await finance.get(`statements/${item.id}`));
      statements.push({ key: keyOf.get(item.person.id)!, quarter: label, total, lines });
    }
    const { items: exceptions } = replied<{
      items: { code: string; text: { en: string }; details: Record<string, string> }[];
    }>(await finance.get(`periods/${id}/exceptions`));
    for (const { code, text, details } of exceptions)
      if (code === 'unassigned') leftOut.push({ amount: cents(details.amount), text: `${text.en} ${details.reason}` });
  }
  return { statements, leftOut };
}
