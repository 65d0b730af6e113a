import type { Transaction } from './transaction.ts';

interface Laid {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/**
 * Takes the foreign keys and plain indexes off tables, so that rows come in at full speed: building an index once costs a
 * fraction of keeping it row by row. Primary and unique keys stay. All of it is in the caller's transaction.
 * @param tables with their schemas; a partitioned table stands for its partitions
 * @returns statements that put everything back, checking the foreign keys over all rows
 */
export async function setAsideIndexes(tx: Transaction, tables: readonly string[]): Promise<string[]> {
  const keys = await tx.query<Laid>(
    `select k.conrelid::regclass::text as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k where k.contype = 'f' and k.conparentid = 0 and k.conrelid = any($1::regclass[]) order by 1, 2`,
    [tables],
  );
  for (const { table, name } of keys.rows) await tx.query(`alter table ${table} drop constraint ${name}`);
  const indexes = await tx.query<Laid>(
    `select i.indrelid::regclass::text as table, i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i where i.indrelid = any($1::regclass[]) and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
     order by 1, 2`,
    [tables],
  );
  for (const { name } of indexes.rows) await tx.query(`drop index ${name}`);
  return [
    ...indexes.rows.map(({ definition }) => onEveryPartition(definition)),
    ...keys.rows.map(({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`),
  ];
}

/** The definition of a partitioned table's index says ONLY: as it stands it would be made on no partition, and serve nobody. */
function onEveryPartition(definition: string): string {
  return definition.replace(' ON ONLY ', ' ON ');
}
