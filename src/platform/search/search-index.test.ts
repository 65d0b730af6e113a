import { expect, it } from 'vitest';
import { testDatabase } from '#platform/database/test-database.ts';
import { withTransaction } from '#platform/database/transaction.ts';

it('finds words by their index under row-level security', async () => {
  const database = await testDatabase();
  try {
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
        `explain (costs off) select id from qd.opportunity r where r.company_id = 1 and r.search @@ to_tsquery('simple', '''恒泰''')`,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toMatch(/Index Cond: \(search @@ /);
  } finally {
    await database.close();
  }
});
