/**
 * The tables as kysely sees them. Each slice adds its own in its tables.ts:
 *
 *     declare module '#platform/database/tables.ts' {
 *       interface Tables { account: AccountTable }
 *     }
 *
 * Names without a schema mean schema `qd`: it is the search path of every transaction.
 */
export interface Tables {
  company: CompanyTable;
}

export interface CompanyTable {
  readonly company_id: number;
  readonly name: string;
}
