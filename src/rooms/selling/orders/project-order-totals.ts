import { sql } from 'kysely';
import type { RecordChange } from '#platform/records/registry.ts';
import type { WriteContext } from '#platform/records/write-context.ts';

/** The amount and cost of an order are the sums of its lines. */
export async function projectOrderTotals(context: WriteContext, changes: readonly RecordChange[]): Promise<void> {
  await addUpOrders(context, [
    ...new Set(changes.map(({ next, previous }) => String(next.orderId ?? previous?.orderId))),
  ]);
  await projectOrderingDays(context, changes);
}

/**
 * Waits for others who change the same orders: the statement after it then sees what they committed, so that sums over lines or payments
 * leave none out.
 */
export async function lockOrders(context: WriteContext, orders: readonly string[]): Promise<void> {
  await sql`
    select from qd.sales_order where company_id = qd.current_company() and id = any(${[...orders].sort()}::uuid[])
    order by id for no key update`.execute(context.tx.kysely);
}

async function addUpOrders(context: WriteContext, orders: readonly string[]): Promise<void> {
  await lockOrders(context, orders);
  await sql`
    update qd.sales_order o set amount_minor = t.amount, cost_minor = t.cost, base_minor = t.base
    from (select l.order_id, sum(l.amount_minor) as amount, sum(l.cost_minor) as cost, sum(l.base_minor) as base
      from qd.order_line l where l.company_id = qd.current_company() and l.order_id = any(${[...orders]}::uuid[]) and l.deleted_at is null
      group by l.order_id) t
    where o.company_id = qd.current_company() and o.id = t.order_id`.execute(context.tx.kysely);
}

/** Lines that an import added to orders that stay: their totals and the days of their customers are counted anew. */
export async function takeOutLines(context: WriteContext, importId: string): Promise<() => Promise<void>> {
  const { rows } = await sql<{ orders: string[] | null; accounts: string[] | null }>`
    select array_agg(distinct l.order_id::text) filter (where o.import_id is distinct from l.import_id) as orders,
      array_agg(distinct l.account_id::text) filter (where l.account_id is not null) as accounts
    from qd.order_line l join qd.sales_order o on o.company_id = l.company_id and o.id = l.order_id
    where l.company_id = qd.current_company() and l.import_id = ${importId}::uuid and l.deleted_at is null`.execute(
    context.tx.kysely,
  );
  return async () => {
    await addUpOrders(context, rows[0].orders ?? []);
    await recountDays(context, rows[0].accounts ?? []);
  };
}

/** Orders that an import made: the days of customers that stay are counted anew. */
export async function takeOutOrders(context: WriteContext, importId: string): Promise<() => Promise<void>> {
  const { rows } = await sql<{ accounts: string[] | null }>`
    select array_agg(distinct account_id::text) as accounts from qd.sales_order
    where company_id = qd.current_company() and import_id = ${importId}::uuid and deleted_at is null and account_id is not null`.execute(
    context.tx.kysely,
  );
  return () => recountDays(context, rows[0].accounts ?? []);
}

/** First and last order day of the customers concerned, and that they are active. New rows only widen the span. */
export async function projectOrderingDays(context: WriteContext, changes: readonly RecordChange[]): Promise<void> {
  if (changes.every(({ previous, action }) => previous === undefined && action !== 'restored'))
    await widenOrderingDays(context, changes);
  else await recountOrderingDays(context, changes);
}

async function widenOrderingDays(context: WriteContext, changes: readonly RecordChange[]): Promise<void> {
  const spans = new Map<string, { account: string; first: string; last: string }>();
  for (const { next } of changes) {
    if (typeof next.accountId !== 'string' || typeof next.orderedOn !== 'string') continue;
    const span = spans.get(next.accountId) ?? { account: next.accountId, first: next.orderedOn, last: next.orderedOn };
    if (next.orderedOn < span.first) span.first = next.orderedOn;
    if (next.orderedOn > span.last) span.last = next.orderedOn;
    spans.set(next.accountId, span);
  }
  if (spans.size === 0) return;
  await sql`
    update qd.account a set first_order_on = least(a.first_order_on, t.first), last_order_on = greatest(a.last_order_on, t.last),
      lifecycle = case when a.lifecycle = 'prospect' then 'active' else a.lifecycle end
    from jsonb_to_recordset(${JSON.stringify([...spans.values()])}::jsonb) as t(account uuid, first date, last date)
    where a.company_id = qd.current_company() and a.id = t.account
      and (a.first_order_on is null or t.first < a.first_order_on or t.last > a.last_order_on)`.execute(
    context.tx.kysely,
  );
}

async function recountOrderingDays(context: WriteContext, changes: readonly RecordChange[]): Promise<void> {
  const accounts = [
    ...new Set(
      changes
        .flatMap(({ next, previous }) => [next.accountId, previous?.accountId])
        .filter((id): id is string => typeof id === 'string'),
    ),
  ];
  await recountDays(context, accounts);
}

async function recountDays(context: WriteContext, accounts: readonly string[]): Promise<void> {
  if (accounts.length === 0) return;
  const ids = [...accounts];
  await sql`
    update qd.account a set first_order_on = t.first, last_order_on = t.last
    from (select w.id, min(o.ordered_on) as first, max(o.ordered_on) as last
      from unnest(${ids}::uuid[]) w(id) left join lateral (
        select ordered_on from qd.sales_order where company_id = qd.current_company() and account_id = w.id and deleted_at is null
        union all select ordered_on from qd.order_line where company_id = qd.current_company() and account_id = w.id and deleted_at is null) o on true
      group by w.id) t
    where a.company_id = qd.current_company() and a.id = t.id`.execute(context.tx.kysely);
}
