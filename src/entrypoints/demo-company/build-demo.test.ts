import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCatalog } from '#platform/database/check-catalog.ts';
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts';
import { type Transaction, withSystemTransaction } from '#platform/database/transaction.ts';
import { valuesAsOf } from '#platform/event-log/read-events.ts';
import { verifyLog } from '#platform/event-log/verify-log.ts';
import { verifyPassword } from '#platform/identity/password-hash.ts';
import { searchQuery } from '#platform/search/search-query.ts';
import { type BuiltDemo, buildDemo } from './build-demo.ts';
import { demoPassword, demoPersonas } from './demo-personas.ts';
import { databaseColumn } from './encode-rows.ts';
import { type TableName, tables } from './tables.ts';

let database: TestDatabase;
let built: BuiltDemo;

beforeAll(async () => {
  database = await testDatabase();
  built = await buildDemo(database, { seed: 5, endsOn: '2026-11-23', size: 'small' });
});
afterAll(() => database.close());

function inSystem<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return withSystemTransaction(database, { reason: 'looks at the demo', companyId: 1 }, work);
}

describe('the demo company in the database', () => {
  it('holds every simulated row', async () => {
    await inSystem(async (tx) => {
      for (const table of Object.keys(tables) as TableName[]) {
        const { rows } = await tx.query<{ n: number }>(`select count(*)::int as n from qd.${databaseColumn(table)}`);
        expect(rows[0].n, table).toBe(built.company.rows[table].length);
      }
    });
  });

  it('keeps the indexes and foreign keys it set aside', async () => {
    const empty = await testDatabase();
    const layout = (tx: Transaction) =>
      tx.query(
        `select coalesce(c.conname, i.indexrelid::regclass::text) as name, coalesce(pg_get_constraintdef(c.oid), pg_get_indexdef(i.indexrelid)) as definition
         from pg_class t left join pg_constraint c on c.conrelid = t.oid left join pg_index i on i.indrelid = t.oid
         where t.relnamespace = 'qd'::regnamespace and t.relkind in ('r', 'p') and not t.relispartition order by 1, 2`,
      );
    const before = await withSystemTransaction(empty, { reason: 'the layout as migrated' }, layout);
    const after = await inSystem(layout);
    await empty.close();
    expect(after.rows).toEqual(before.rows);
    expect(await checkCatalog(database)).toEqual([]);
  });

  it('has an intact event log with the past of every deal', async () => {
    await inSystem(async (tx) => {
      const verdict = await verifyLog(tx, 1);
      expect(verdict).toMatchObject({ intact: true });
      const { rows } = await tx.query<{ kind: string; n: number }>(
        "select kind, count(*)::int as n from qd.event where action = 'created' group by kind",
      );
      const created = new Map(rows.map(({ kind, n }) => [kind, n]));
      expect(created.get('opportunity')).toBe(built.company.rows.opportunity.length);
      expect(created.get('activity')).toBe(built.company.rows.activity.length);
      expect(created.get('account')).toBe(built.company.rows.account.length);
      const moved = await tx.query<{ n: number }>(
        "select count(*)::int as n from qd.event where kind = 'opportunity' and action in ('stageChanged', 'won', 'lost')",
      );
      expect(moved.rows[0].n).toBe(built.company.rows.stageVisit.length - built.company.rows.opportunity.length);
    });
  });

  it('can be seen as of a past day: every change undone, a deal is what it was created as', async () => {
    await inSystem(async (tx) => {
      const deal = built.company.rows.opportunity.find(({ status, slipCount }) => status === 'won' && slipCount > 1)!;
      const justAfter = new Date(deal.createdAt + 1000).toISOString();
      const past = await valuesAsOf(tx, deal.id, { ...deal }, justAfter);
      const visits = built.company.rows.stageVisit.filter(({ opportunityId }) => opportunityId === deal.id);
      expect(past).toMatchObject({
        stageId: visits[0].stageId,
        status: 'open',
        closedOn: null,
        expectedCloseOn: deal.firstExpectedCloseOn,
        slipCount: 0,
        stageEnteredOn: deal.createdOn,
        ownerId: visits[0].ownerId,
      });
      const { rows } = await tx.query<{ changes: Record<string, { to: unknown }> }>(
        "select changes from qd.event where record_id = $1 and action = 'created'",
        [deal.id],
      );
      const created = Object.fromEntries(Object.entries(rows[0].changes).map(([field, { to }]) => [field, to]));
      expect(created).toMatchObject({
        name: deal.name,
        amount: (deal.amountMinor / 100).toFixed(2),
        stageId: past!.stageId,
        expectedCloseOn: past!.expectedCloseOn,
        month: past!.month,
        probability: past!.probability,
      });
      expect(await valuesAsOf(tx, deal.id, { ...deal }, new Date(deal.createdAt - 1000).toISOString())).toBeUndefined();
    });
  });

  it('has a roll-up that equals the opportunities', async () => {
    await inSystem(async (tx) => {
      const { rows } = await tx.query<{ n: number; base: string; weighted: string }>(
        'select sum(opportunities)::int as n, sum(base_minor)::text as base, sum(weighted_minor)::text as weighted from qd.opportunity_rollup',
      );
      const deals = built.company.rows.opportunity;
      const total = (of: (deal: (typeof deals)[number]) => bigint): string =>
        deals.reduce((sum, deal) => sum + of(deal), 0n).toString();
      expect(rows[0]).toEqual({
        n: deals.length,
        base: total(({ baseMinor }) => BigInt(baseMinor)),
        weighted: total(
          ({ baseMinor, probability }) => (BigInt(baseMinor) * BigInt(Math.round(probability * 10_000))) / 10_000n,
        ),
      });
    });
  });

  it('credits every won deal whole, or lists it for nobody', async () => {
    await inSystem(async (tx) => {
      const { rows } = await tx.query<{ id: string; shares: (string | null)[]; listed: boolean }>(
        `select o.id::text, array(select c.share from qd.pay_credit c where c.source_id = o.id and not c.on_top) as shares,
           exists (select from qd.pay_unassigned u where u.source_id = o.id) as listed
         from qd.opportunity o where o.status = 'won' and o.amount_minor <> 0 and o.deleted_at is null`,
      );
      expect(rows.length).toBeGreaterThan(500);
      const lost = rows.filter(({ shares, listed }) => !listed && (shares.length !== 1 || shares[0] !== null));
      expect(lost).toEqual([]);
    });
  });

  it('states in every closed month the credits of those who are paid for them, to the last cent', async () => {
    await inSystem(async (tx) => {
      const { rows } = await tx.query<{
        label: string;
        key: string;
        owner: string;
        own: boolean;
        credited: string;
        stated: string | null;
      }>(
        `select p.label, c.key, c.owner_id::text as owner, c.currency = s.currency as own, c.amount_minor::text as credited,
           (select sum(round((l->>'base')::numeric * 100))::text from jsonb_array_elements(s.document::jsonb->'lines') l
             where l->>'credit' = c.key and l->>'kind' = 'earning' and l->>'component' in ('commission', 'own-sales')) as stated
         from qd.pay_period p
         join qd.pay_statement s on s.period_id = p.id and s.latest
         join qd.pay_plan f on f.id = s.plan_id and f.key in ('seller', 'team-lead')
         join qd.pay_credit c on c.owner_id = s.owner_id and c.event = 'booking' and c.on_date between p.from_on and p.through_on
         where p.state in ('closed', 'paid')`,
      );
      expect(rows.length).toBeGreaterThan(500);
      // Deals in other currencies count at the rate of their day.
      const wrong = rows.filter(({ own, credited, stated }) => own && stated !== null && credited !== stated);
      expect(wrong).toEqual([]);
      // Whoever changes plans within a month has two statements; each credit is on one of them.
      const once = Map.groupBy(rows, ({ label, key, owner }) => `${label} ${key} ${owner}`);
      const stated = [...once].map(([what, among]) => [what, among.filter((row) => row.stated !== null).length]);
      expect(stated.filter(([, times]) => times !== 1)).toEqual([]);
    });
  });

  it('is found by one and two characters, by pinyin initials and by full pinyin', async () => {
    const account = built.company.rows.account.find(({ name }) => name.startsWith('苏州'))!;
    const brand = account.name.slice(2, 4);
    const found = async (text: string): Promise<string[]> =>
      inSystem(async (tx) => {
        const { rows } = await tx.query<{ id: string }>(
          "select id::text from qd.account where search @@ to_tsquery('simple', $1)",
          [searchQuery(text)],
        );
        return rows.map(({ id }) => id);
      });
    for (const text of [brand, brand.slice(0, 1), account.name, `${brand} 苏州`, 'suzhou', 'sz']) {
      expect(await found(text), text).toContain(account.id);
    }
    expect(await found('苏州')).not.toContain(built.company.rows.account.find(({ city }) => city === '成都')!.id);
  });

  it('survives hostile searches in the database itself', async () => {
    await inSystem(async (tx) => {
      for (const text of [
        "a' | !b:*",
        "'); drop table qd.account; --",
        '𠮷🙂',
        'x & | !',
        'M8×30 <-> 8e5 -3.5',
        'ａ　ｂ',
      ]) {
        const query = searchQuery(text);
        const { rows } = await tx.query<{ n: number }>(
          "select count(*)::int as n from qd.account where search @@ to_tsquery('simple', $1)",
          [query ?? ''],
        );
        expect(rows[0].n).toBeGreaterThanOrEqual(0);
      }
      const { rows } = await tx.query<{ hit: boolean }>(
        "select to_tsvector('simple', '𠮷 野 𠮷野') @@ to_tsquery('simple', $1) as hit",
        [searchQuery('𠮷')],
      );
      expect(rows[0].hit).toBe(true);
    });
  });

  it('holds a person with a seat for every persona', async () => {
    await inSystem(async (tx) => {
      const { rows } = await tx.query<{ email: string; role: string }>(
        `select distinct p.email, s.role from qd.person p join qd.assignment a on a.person_id = p.id and a.until_on is null
         join qd.position s on s.id = a.position_id where p.email = any($1::text[]) order by 1`,
        [demoPersonas.map(({ email }) => email)],
      );
      const byEmail = (left: { email: string }, right: { email: string }): number =>
        left.email < right.email ? -1 : 1;
      expect(rows).toEqual(demoPersonas.map(({ email, role }) => ({ email, role })).sort(byEmail));
    });
  });

  it('lets every persona sign in with the password of the demo', async () => {
    await inSystem(async (tx) => {
      const { rows } = await tx.query<{ email: string; password: string }>(
        'select u.email, a.password from auth."user" u join auth.account a on a.user_id = u.id where u.company_id = 1',
      );
      expect(rows.map(({ email }) => email).sort()).toEqual(demoPersonas.map(({ email }) => email).sort());
      expect(await verifyPassword(demoPassword, rows[0].password)).toBe(true);
    });
  });

  it('is not built into a company that holds people', async () => {
    await expect(buildDemo(database, { endsOn: '2026-11-23', size: 'small' })).rejects.toThrow('already holds');
  });

  it('goes into a second company beside the first', async () => {
    const second = await buildDemo(database, { endsOn: '2026-11-20', size: 'small', companyId: 2, seed: 6 });
    await withSystemTransaction(database, { reason: 'looks at the second', companyId: 2 }, async (tx) => {
      const { rows } = await tx.query<{ n: number }>(
        'select count(*)::int as n from qd.opportunity where company_id = 2',
      );
      expect(rows[0].n).toBe(second.company.rows.opportunity.length);
    });
  });
});
