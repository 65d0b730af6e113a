import type { Database } from './database.ts';
import { type Transaction, withSystemTransaction } from './transaction.ts';

/** Rows from which on the database's own idea of a table is out of date. */
export const worthCounting = 5000;

/**
 * For a transaction that adds very many rows: the words that records are found by gather before they are sorted into the search
 * index (PostgreSQL manual, "GIN Fast Update Technique"), many times quicker than a few at a time. Searches read what has gathered
 * besides the index, so `countAnew` sorts it in when the transaction is over.
 */
export async function gatherSearchWords(tx: Transaction): Promise<void> {
  await tx.query("set local gin_pending_list_limit = '32MB'");
}

/**
 * Lets the database look at tables that grew, so that the next page is planned for their size and not for the old one, and sorts
 * into their search indexes what gathered.
 */
export async function countAnew(database: Database, tables: readonly string[]): Promise<void> {
  const names = tables.map((table) => `qd.${table}`);
  await withSystemTransaction(
    database,
    { reason: 'statistics of tables that grew' },
    async (tx) => {
      await tx.query(`analyze ${names.join(', ')}`);
      await tx.query(
        `select gin_clean_pending_list(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid
         join pg_am a on a.oid = c.relam where a.amname = 'gin' and i.indrelid = any ($1::regclass[])`,
        [names],
      );
    },
    { statementTimeoutMs: 0 },
  );
}
