import { setAsideIndexes } from '#platform/database/set-aside-indexes.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { backedUpSchemas, quoteName } from './read-catalog.ts';

/**
 * Takes foreign keys, plain indexes and triggers off all tables, and empties them, so that rows can come in any order and at full
 * speed. All of it is in the caller's transaction.
 * @returns statements that put everything back, checking the foreign keys over all rows
 */
export async function bareTables(transaction: Transaction): Promise<string[]> {
  const { rows } = await transaction.query<{ table: string }>(
    `select n.nspname || '.' || c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition`,
    [backedUpSchemas],
  );
  const tables = rows.map(({ table }) => quoteName(table));
  const restore = await setAsideIndexes(transaction, tables);
  const triggers = await transaction.query<{ table: string; name: string; enabled: string }>(
    `select n.nspname || '.' || c.relname as table, t.tgname as name, t.tgenabled::text as enabled
     from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and not t.tgisinternal and t.tgparentid = 0 and t.tgenabled <> 'D' order by 1, 2`,
    [backedUpSchemas],
  );
  for (const { table, name, enabled } of triggers.rows) {
    await transaction.query(`alter table ${quoteName(table)} disable trigger "${name}"`);
    restore.push(`alter table ${quoteName(table)} ${enableWords[enabled] ?? 'enable'} trigger "${name}"`);
  }
  await transaction.query(`truncate ${tables.join(', ')}`);
  return restore;
}

const enableWords: Readonly<Record<string, string>> = { O: 'enable', A: 'enable always', R: 'enable replica' };
