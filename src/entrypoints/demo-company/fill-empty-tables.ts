import { setAsideIndexes } from '#platform/database/set-aside-indexes.ts';
import type { Transaction } from '#platform/database/transaction.ts';

/** Lets `work` fill empty tables without their indexes and foreign keys, as long as none of them holds rows already. */
export async function fillEmptyTables<T>(
  tx: Transaction,
  tables: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const named = tables.map((table) => `qd.${table}`);
  if (!(await allEmpty(tx, named))) return work();
  const putBack = await setAsideIndexes(tx, named);
  const result = await work();
  await tx.query("set local maintenance_work_mem = '256MB'");
  for (const statement of putBack) await tx.query(statement);
  return result;
}

async function allEmpty(tx: Transaction, tables: readonly string[]): Promise<boolean> {
  const checks = tables.map((table) => `exists (select from ${table})`).join(' or ');
  const { rows } = await tx.query<{ filled: boolean }>(`select ${checks} as filled`);
  return !rows[0].filled;
}
