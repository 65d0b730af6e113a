import { sql } from 'kysely';
import type { RecordKind } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import type { RecordChange } from '#platform/records/registry.ts';
import { inOtherCurrency } from '#platform/records/stored-values.ts';
import type { WriteContext } from '#platform/records/write-context.ts';

/**
 * What belongs to an order is in its currency. What came without one was read in the company's: it is the same number of the order's.
 */
export function takeCurrency(
  context: WriteContext,
  kind: RecordKind,
  { next, previous }: RecordChange,
  order: { readonly currency: string } | undefined,
): void {
  if (order === undefined || next.currency === order.currency) return;
  const { baseCurrency } = context.company;
  const own = typeof next.currency === 'string' ? next.currency : baseCurrency;
  const isSaid = previous === undefined ? own !== baseCurrency : own !== previous.currency;
  if (isSaid)
    throw new Refused('other-currency', 'the lines and returns of an order are in its currency', {
      field: 'currency',
      found: own,
      expected: order.currency,
    });
  for (const field of kind.fields) next[field.name] = inOtherCurrency(field, next[field.name], own, order.currency);
  next.currency = order.currency;
}

/** An order that has lines keeps its currency, for its amounts are theirs. */
export async function refuseOtherCurrency(context: WriteContext, changes: readonly RecordChange[]): Promise<void> {
  const moved = changes.filter(({ next, previous }) => previous !== undefined && next.currency !== previous.currency);
  if (moved.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    select order_id::text as id from qd.order_line
    where company_id = qd.current_company() and order_id = any(${moved.map(({ id }) => id)}::uuid[]) and deleted_at is null limit 1`.execute(
    context.tx.kysely,
  );
  const held = moved.find(({ id }) => id === rows[0]?.id);
  if (held !== undefined)
    throw new Refused('other-currency', 'an order with lines keeps its currency', {
      field: 'currency',
      found: held.next.currency,
      expected: String(held.previous?.currency),
    });
}
