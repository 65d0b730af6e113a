import type { Transaction } from '#platform/database/transaction.ts';

interface Laid {
  readonly name: string;
  readonly table: string;
  readonly definition: string;
}

/**
 * Takes the indexes and foreign keys off empty tables while `work` fills them and puts them back in the same transaction, which
 * checks every row: building an index once costs a fraction of keeping it row by row. Primary keys stay. Does nothing of the
 * kind when one of the tables holds rows already.
 */
export async function withoutIndexes<T>(
  tx: Transaction,
  tables: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  if (!(await allEmpty(tx, tables))) return work();
  const keys = await foreignKeys(tx, tables);
  const indexes = await plainIndexes(tx, tables);
  for (const { table, name } of keys) await tx.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes) await tx.query(`drop index ${name}`);
  const result = await work();
  await tx.query("set local maintenance_work_mem = '256MB'");
  for (const { definition } of indexes) await tx.query(definition);
  for (const { table, name, definition } of keys) {
    await tx.query(`alter table ${table} add constraint ${name} ${definition}`);
  }
  return result;
}

async function allEmpty(tx: Transaction, tables: readonly string[]): Promise<boolean> {
  const checks = tables.map((table) => `exists (select from qd.${table})`).join(' or ');
  const { rows } = await tx.query<{ filled: boolean }>(`select ${checks} as filled`);
  return !rows[0].filled;
}

async function foreignKeys(tx: Transaction, tables: readonly string[]): Promise<Laid[]> {
  const { rows } = await tx.query<Laid & { definition: string }>(
    `select quote_ident(c.conname) as name, c.conrelid::regclass::text as "table", pg_get_constraintdef(c.oid) as definition
     from pg_constraint c where c.contype = 'f' and c.conparentid = 0 and c.conrelid = any($1::regclass[]) order by c.oid`,
    [tables.map((table) => `qd.${table}`)],
  );
  return rows;
}

/** Indexes that no constraint stands on; those of partitions follow their parent's. */
async function plainIndexes(tx: Transaction, tables: readonly string[]): Promise<Laid[]> {
  const { rows } = await tx.query<Laid>(
    `select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as "table", pg_get_indexdef(i.indexrelid) as definition
     from pg_index i where i.indrelid = any($1::regclass[]) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
     order by i.indexrelid`,
    [tables.map((table) => `qd.${table}`)],
  );
  return rows;
}
