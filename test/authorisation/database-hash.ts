import type { Database } from '#platform/database/database.ts';
import { withSystemTransaction } from '#platform/database/transaction.ts';

/** One hash for each table of the product; equal hashes mean that not a byte of a row differs. */
export async function databaseHash(database: Database): Promise<Map<string, string>> {
  return withSystemTransaction(database, { reason: 'hash of everything' }, async (tx) => {
    const tables = await tx.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('qd', 'auth') order by 1`,
    );
    const parts = tables.rows.map(
      ({ name }, i) =>
        `select ${i} as i, md5(coalesce(string_agg(r::text, E'\\n' order by r::text), '')) as hash from ${name} r`,
    );
    const { rows } = await tx.query<{ i: number; hash: string }>(`${parts.join(' union all ')} order by i`);
    return new Map(rows.map(({ i, hash }) => [tables.rows[i].name, hash]));
  });
}

/** Tables whose hash differs. */
export function changedTables(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...after].filter(([table, hash]) => before.get(table) !== hash).map(([table]) => table);
}
