import type { RecordKind } from '#kernel/record-kind.ts';
import { copyIn } from '#platform/database/copy.ts';
import { inChunks } from '#platform/database/copy-lines.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { searchTextOf } from '#platform/records/create-records.ts';
import { recordDefinitions } from '#platform/records/registry.ts';
import { type ExtraColumn, databaseColumn, encodeRows } from './encode-rows.ts';
import type { SimulatedCompany } from './simulate-company.ts';
import { type TableName, tables } from './tables.ts';

/**
 * Writes the simulated rows with COPY, in an order in which every reference finds its target. Needs a system transaction:
 * COPY does not work under row-level security.
 */
export async function loadRows(tx: Transaction, companyId: number, { rows }: SimulatedCompany): Promise<void> {
  const months = new Set(rows.orderLine.map(({ orderedOn }) => `${orderedOn.slice(0, 7)}-01`));
  for (const month of months) await tx.query("select qd.ensure_month('order_line', $1::date)", [month]);
  for (const table of Object.keys(tables) as TableName[]) {
    const extras = extraColumns(companyId, table);
    const columns = [...Object.keys(tables[table]), ...extras.map(({ column }) => column)].map(databaseColumn);
    const sql = `copy qd.${databaseColumn(table)} (${columns.join(', ')}) from stdin`;
    await copyIn(tx.client, sql, inChunks(encodeRows(table, rows[table], extras)));
  }
}

/** The kind of record that a table holds; undefined for tables of the platform. */
export function kindOfTable(table: TableName): RecordKind | undefined {
  return recordDefinitions().find(({ kind }) => kind.table === databaseColumn(table))?.kind;
}

function extraColumns(companyId: number, table: TableName): ExtraColumn[] {
  const company = companyId.toString();
  const extras: ExtraColumn[] = [{ column: 'company_id', valueOf: () => company }];
  const kind = kindOfTable(table);
  if (kind === undefined || table === 'orderLine') return extras;
  extras.push(
    { column: 'updated_at', valueOf: (row) => new Date(row.createdAt as number).toISOString() },
    { column: 'updated_by', valueOf: (row) => row.createdBy as string | null },
  );
  if (kind.searched.length > 0) extras.push({ column: 'search_text', valueOf: (row) => searchTextOf(kind, row) });
  return extras;
}
