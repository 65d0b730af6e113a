import { expect, test } from 'vitest';
import { testDatabase } from '#platform/database/test-database.ts';
import { type Transaction, withSystemTransaction } from '#platform/database/transaction.ts';

test('no policy turns the people in reach into ids for every row', async () => {
  const database = await testDatabase();
  try {
    await withSystemTransaction(database, { reason: 'test' }, async (tx) => {
      const before = await policies(tx);
      expect(before.length).toBeGreaterThan(60);
      expect(before.filter(castsPerRow)).toEqual([]);

      await tx.query(`create policy planted on qd.account for select to quarterdeck_app
        using (owner_id = any ((select qd.visible_people('account'))::uuid[]))`);
      expect((await policies(tx)).filter(castsPerRow)).toHaveLength(1);
      await tx.query('select qd.read_scopes_once()');
      const after = await policies(tx);
      expect(after.filter(castsPerRow)).toEqual([]);
      expect(after.filter((text) => !text.startsWith('planted'))).toEqual(before);
    });
  } finally {
    await database.close();
  }
});

function castsPerRow(policy: string): boolean {
  return /visible_people\('[\w:]+'::text\) AS \w+\)\)::uuid\[\]/.test(policy);
}

async function policies(tx: Transaction): Promise<string[]> {
  const { rows } = await tx.query<{ text: string }>(
    `select concat_ws(' ', policyname, 'on', tablename, qual, with_check) as text from pg_policies
     where schemaname = 'qd' and concat(qual, with_check) like '%visible_people%' order by tablename, policyname`,
  );
  return rows.map(({ text }) => text);
}
