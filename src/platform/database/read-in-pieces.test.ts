import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readInPieces } from './read-in-pieces.ts';
import { type TestDatabase, testDatabase } from './test-database.ts';
import { withSystemTransaction } from './transaction.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

it.each([0, 1, 20_000, 45_001])('gives every one of %i rows once, in order, and can be asked again', async (count) => {
  await withSystemTransaction(database, { reason: 'test' }, async (tx) => {
    for (const name of ['a', 'b']) {
      const query = sql<{ n: number; name: string | null }>`
        select n::int as n, case when n % 3 = 0 then null else ${name}::text end as name from generate_series(1, ${count}::int) n order by n`;
      const found: number[] = [];
      const names = new Set<string | null>();
      for await (const rows of readInPieces(tx, query))
        for (const row of rows) {
          found.push(row.n);
          names.add(row.name);
        }
      expect(found).toEqual(Array.from({ length: count }, (_, i) => i + 1));
      if (count > 3) expect([...names]).toEqual([name, null]);
    }
  });
});

it('throws what fails in the next piece to whoever was busy with this one', async () => {
  const seen: number[] = [];
  const reading = withSystemTransaction(database, { reason: 'test' }, async (tx) => {
    const query = sql<{ n: number }>`select (1 / (n - 30000) + n)::int as n from generate_series(1, 45000) n`;
    for await (const rows of readInPieces(tx, query)) {
      seen.push(rows.length);
      await sleep(300);
    }
  });
  await expect(reading).rejects.toThrow('division by zero');
  expect(seen).toEqual([20_000]);
});
