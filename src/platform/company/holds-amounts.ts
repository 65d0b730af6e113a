import { sql } from 'kysely';
import type { Transaction } from '#platform/database/transaction.ts';

/** Whether amounts are kept in the company's currency: another one would change what they mean. */
export async function holdsAmounts(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select exists (select from qd.opportunity where company_id = qd.current_company() and base_minor is not null)
      or exists (select from qd.sales_order where company_id = qd.current_company())
      or exists (select from qd.quota where company_id = qd.current_company()) as held`.execute(tx.kysely);
  return rows[0].held;
}
