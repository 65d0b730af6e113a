import type { Database } from './database.ts';
import { withSystemTransaction } from './transaction.ts';

/** Rows from which on the database's own idea of a table is out of date. */
export const worthCounting = 10_000;

/** Lets the database look at tables that grew, so that the next page is planned for their size and not for the old one. */
export async function countAnew(database: Database, tables: readonly string[]): Promise<void> {
  await withSystemTransaction(
    database,
    { reason: 'statistics of tables that grew' },
    (tx) => tx.query(`analyze ${tables.map((table) => `qd.${table}`).join(', ')}`),
    { statementTimeoutMs: 0 },
  );
}
