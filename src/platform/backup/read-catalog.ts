import type { Transaction } from '#platform/database/transaction.ts';
import type { BackupHeader } from './manifest.ts';

/** Schemas that hold what must not be lost. Queues are not among them: jobs are made again from the data. */
export const backedUpSchemas = ['qd', 'auth'] as const;

export interface StoredTable {
  /** `schema.name`, plain. */
  readonly table: string;
  /** Stored columns: generated ones are computed again. */
  readonly columns: readonly string[];
}

/** Tables that hold rows themselves: plain ones and partitions. */
export async function storedTables(transaction: Transaction): Promise<StoredTable[]> {
  const answer = await transaction.query<{ table: string; columns: string[] }>(
    `select n.nspname || '.' || c.relname as table,
       array(select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
         order by a.attnum)::text[] as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind = 'r' order by 1`,
    [backedUpSchemas],
  );
  return answer.rows;
}

export async function readPartitions(transaction: Transaction): Promise<BackupHeader['partitions']> {
  const answer = await transaction.query<BackupHeader['partitions'][number]>(
    `select n.nspname || '.' || c.relname as table, pn.nspname || '.' || p.relname as parent,
       pg_get_expr(c.relpartbound, c.oid) as bound, c.relrowsecurity as security
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_inherits i on i.inhrelid = c.oid
     join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace
     where n.nspname = any($1) and c.relispartition and c.relkind = 'r' order by 1`,
    [backedUpSchemas],
  );
  return answer.rows;
}

export async function readSequences(transaction: Transaction): Promise<BackupHeader['sequences']> {
  const names = await transaction.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind = 'S' order by 1`,
    [backedUpSchemas],
  );
  const sequences: BackupHeader['sequences'] = [];
  for (const { name } of names.rows) {
    const state = await transaction.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${quoteName(name)}`,
    );
    sequences.push({ name, ...state.rows[0] });
  }
  return sequences;
}

/** `qd.account` → `"qd"."account"`. Names come from the catalog, or from a backup and are checked against the catalog. */
export function quoteName(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}

export function quoteColumns(columns: readonly string[]): string {
  return columns.map((column) => `"${column.replaceAll('"', '""')}"`).join(', ');
}
