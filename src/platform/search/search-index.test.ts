import { expect, it } from 'vitest';
import { testDatabase } from '#platform/database/test-database.ts';
import { withSystemTransaction, withTransaction } from '#platform/database/transaction.ts';

it('finds words by their index under row-level security', async () => {
  const database = await testDatabase();
  try {
    // One index and no other: whether it may be used shows without the rows that would make it worth it.
    await withSystemTransaction(database, { reason: 'test' }, async (tx) => {
      await tx.query('create table qd.planted (company_id integer, owner_id uuid, search tsvector)');
      await tx.query('create index on qd.planted using gin (search)');
      await tx.query('alter table qd.planted enable row level security');
      await tx.query(`create policy p on qd.planted to quarterdeck_app using (company_id = (select qd.current_company())
        and ((select qd.visible_all('opportunity')) or owner_id = any ((select qd.visible_people('opportunity'))::uuid[])))`);
    });
    const context = {
      companyId: 1,
      personId: null,
      scopes: { opportunity: 'subtree' },
      teamPeople: [],
      subtreePeople: ['01920000-0000-7000-8000-000000000001'],
      requestId: 'test',
    };
    const plan = await withTransaction(database, context, async (tx) => {
      await tx.query('set local enable_seqscan = off');
      const { rows } = await tx.query<{ 'QUERY PLAN': string }>(
        `explain (costs off) select 1 from qd.planted r where r.search @@ to_tsquery('simple', '''恒泰''')`,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toMatch(/Index Cond: \(search @@ /);
  } finally {
    await database.close();
  }
});
