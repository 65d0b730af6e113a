import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setClock } from '#platform/clock/clock.ts';
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import { readAs, runAs } from '#platform/records/run-as.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';
import { runAccountValues } from '#rooms/customers/value/run-account-values.ts';
import { lensHistory, runDiagnosis } from '#rooms/improve/diagnosis/run-diagnosis.ts';
import { readWinChances } from '#rooms/selling/win-chance/read-win-chances.ts';
import { runWinChance } from '#rooms/selling/win-chance/run-win-chance.ts';
import { buildDemo } from '../src/entrypoints/demo-company/build-demo.ts';

const now = '2026-11-23T04:00:00Z';
let database: TestDatabase;
let open: string[];
const executive: Viewer = {
  companyId: 1,
  personId: '00000000-0000-7000-8000-000000000001',
  name: 'executive',
  email: null,
  language: 'en',
  roles: ['executive'],
  unitIds: [],
  teamPeople: [],
  subtreePeople: [],
  via: 'app',
};
const inSystem = <T>(work: Parameters<typeof withSystemTransaction<T>>[2]) =>
  withSystemTransaction(database, { reason: 'engine runs', companyId: 1 }, work);

beforeAll(async () => {
  database = await testDatabase();
  await buildDemo(database, { seed: 5, endsOn: '2026-11-23', size: 'small' });
  open = await inSystem(async (tx) =>
    (await tx.query<{ id: string }>("select id::text from qd.opportunity where status = 'open' order by id")).rows.map(
      ({ id }) => id,
    ),
  );
});
afterAll(() => database.close());

describe('engines on stored data', () => {
  it('give every open deal a chance whose reasons add up, shown only to those who see the deal', async () => {
    const run = await inSystem((tx) => runWinChance(tx, now));
    expect(run).toMatchObject({ state: 'ready', deals: open.length });
    const place = { database, clock: setClock(now) };
    const some = open.slice(0, 20);
    const chances = await readAs(place, executive, (context) => readWinChances(context, some));
    expect(chances.map(({ id }) => id).toSorted()).toEqual(some.toSorted());
    for (const { chance, base, reasons } of chances)
      expect(reasons.reduce((sum, { points }) => sum + points, base)).toBeCloseTo(chance, 6);
    const stranger: Viewer = { ...executive, roles: ['rep'], teamPeople: [executive.personId] };
    expect(await readAs(place, stranger, (context) => readWinChances(context, some))).toEqual([]);
  });

  it('value every customer who ordered', async () => {
    const { accounts } = await inSystem((tx) => runAccountValues(tx, now));
    const buyers = await inSystem(
      async (tx) =>
        (await tx.query<{ n: number }>('select count(distinct account_id)::int as n from qd.order_line')).rows[0].n,
    );
    expect(accounts).toBe(buyers);
    const { rows } = await inSystem((tx) =>
      tx.query<{ facts: { alive: number; value: { low: number; mid: number; high: number }; offers: unknown[] } }>(
        'select facts from qd.account_value',
      ),
    );
    for (const { facts } of rows) {
      expect(facts.alive).toBeGreaterThanOrEqual(0);
      expect(facts.alive).toBeLessThanOrEqual(1);
      expect(facts.value.low).toBeLessThanOrEqual(facts.value.high);
    }
  });

  it('keep what each lens held from run to run', async () => {
    const place = { database, clock: setClock(now) };
    const { diagnosis, history } = await runAs(place, executive, async (context) => ({
      diagnosis: await runDiagnosis(context),
      history: await lensHistory(context),
    }));
    expect(history).toEqual([{ asOf: diagnosis.asOf, lenses: diagnosis.lenses }]);
  });
});
