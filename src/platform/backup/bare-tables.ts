import type { Transaction } from '#platform/database/transaction.ts';
import { backedUpSchemas, quoteName } from './read-catalog.ts';

/**
 * Takes foreign keys, plain indexes and triggers off all tables, and empties them, so that rows can come in any order and at full
 * speed. All of it is in the caller's transaction.
 * @returns statements that put everything back, checking the foreign keys over all rows
 */
export async function bareTables(transaction: Transaction): Promise<string[]> {
  const restore: string[] = [];
  const foreignKeys = await transaction.query<{ table: string; name: string; definition: string }>(
    `select n.nspname || '.' || c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and k.contype = 'f' and k.conparentid = 0 order by 1, 2`,
    [backedUpSchemas],
  );
  for (const { table, name, definition } of foreignKeys.rows) {
    await transaction.query(`alter table ${quoteName(table)} drop constraint "${name}"`);
    restore.push(`alter table ${quoteName(table)} add constraint "${name}" ${definition}`);
  }
  const indexes = await transaction.query<{ name: string; definition: string }>(
    `select n.nspname || '.' || x.relname as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class x on x.oid = i.indexrelid join pg_namespace n on n.oid = x.relnamespace
     join pg_class c on c.oid = i.indrelid
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not x.relispartition
       and not exists (select from pg_constraint k where k.conindid = i.indexrelid) order by 1`,
    [backedUpSchemas],
  );
  for (const { name, definition } of indexes.rows) {
    await transaction.query(`drop index ${quoteName(name)}`);
    // On a partitioned table the definition says ONLY; without it the index is made on every partition.
    restore.unshift(definition.replace(' ON ONLY ', ' ON '));
  }
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
  const roots = await transaction.query<{ table: string }>(
    `select n.nspname || '.' || c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition`,
    [backedUpSchemas],
  );
  await transaction.query(`truncate ${roots.rows.map(({ table }) => quoteName(table)).join(', ')}`);
  return restore;
}

const enableWords: Readonly<Record<string, string>> = { O: 'enable', A: 'enable always', R: 'enable replica' };
