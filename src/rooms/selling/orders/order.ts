import { sql } from 'kysely';
import { convertToBase } from '#platform/company/convert-money.ts';
import { fillBase } from '#platform/records/fill-base.ts';
import { type RecordChange, defineRecord } from '#platform/records/registry.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { orderKind, orderLineKind, paymentKind, returnKind } from './contract.ts';
import { refuseOtherCurrency, takeCurrency } from './order-currency.ts';
import {
  lockOrders,
  projectOrderTotals,
  projectOrderingDays,
  takeOutLines,
  takeOutOrders,
} from './project-order-totals.ts';

export const orderRecord = defineRecord({
  kind: orderKind,
  async prepare(context, changes) {
    for (const { next } of changes) {
      next.status ??= 'confirmed';
      next.amount ??= '0';
      next.paidAmount ??= '0';
    }
    await refuseOtherCurrency(context, changes);
    await fillBase(context, changes, 'orderedOn', [['amount', 'baseAmount']]);
  },
  project: projectOrderingDays,
  takeOut: takeOutOrders,
});

export const orderLineRecord = defineRecord({
  kind: orderLineKind,
  async prepare(context, changes) {
    await takeFromOrders(context, changes);
    await fillBase(context, changes, 'orderedOn', [
      ['amount', 'baseAmount'],
      ['cost', 'baseCost'],
    ]);
    for (const { next } of changes) next.discount ??= 0;
    await fillListAmounts(context, changes);
    const months = new Set(changes.map(({ next }) => `${String(next.orderedOn).slice(0, 7)}-01`));
    for (const month of months)
      await sql`select qd.ensure_month('order_line', ${month}::date)`.execute(context.tx.kysely);
  },
  project: projectOrderTotals,
  takeOut: takeOutLines,
});

defineRecord({
  kind: paymentKind,
  prepare: (context, changes) => fillBase(context, changes, 'paidOn', [['amount', 'baseAmount']]),
  async project(context, changes) {
    const orders = [...new Set(changes.map(({ next, previous }) => String(next.orderId ?? previous?.orderId)))];
    await lockOrders(context, orders);
    await sql`
      update qd.sales_order o set paid_minor = coalesce((
        select sum(case when p.currency = o.currency then p.amount_minor
          else round(p.base_minor::numeric * o.amount_minor / nullif(o.base_minor, 0)) end) from qd.payment p
        where p.company_id = o.company_id and p.order_id = o.id and p.deleted_at is null), 0)
      where o.company_id = qd.current_company() and o.id = any(${orders}::uuid[])`.execute(context.tx.kysely);
  },
});

defineRecord({
  kind: returnKind,
  async prepare(context, changes) {
    const orders = await ordersOf(context, changes);
    for (const change of changes) takeCurrency(context, returnKind, change, orders.get(String(change.next.orderId)));
    await fillBase(context, changes, 'returnedOn', [['amount', 'baseAmount']]);
  },
});

interface OrderFacts {
  readonly id: string;
  readonly currency: string;
  readonly [field: string]: unknown;
}

async function ordersOf(
  context: WriteContext,
  changes: readonly RecordChange[],
): Promise<ReadonlyMap<string, OrderFacts>> {
  const ids = [...new Set(changes.map(({ next }) => String(next.orderId)))];
  const { rows } = await sql<OrderFacts>`
    select o.id::text, o.ordered_on as "orderedOn", o.account_id::text as "accountId", o.owner_id::text as "ownerId", o.channel, o.region, o.currency
    from qd.sales_order o where o.company_id = qd.current_company() and o.id = any(${ids}::uuid[])`.execute(
    context.tx.kysely,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A line takes owner, channel, region and currency from its order, and day and customer too when it has none of its own. */
async function takeFromOrders(context: WriteContext, changes: readonly RecordChange[]): Promise<void> {
  const orders = await ordersOf(context, changes);
  const seen = new Map<string, number>();
  for (const change of changes) {
    const { next } = change;
    const order = orders.get(String(next.orderId));
    if (order === undefined) continue;
    takeCurrency(context, orderLineKind, change, order);
    for (const name of ['ownerId', 'channel', 'region']) next[name] = order[name];
    for (const name of ['orderedOn', 'accountId']) next[name] ??= order[name];
    const count = (seen.get(order.id) ?? 0) + 1;
    seen.set(order.id, count);
    next.lineNo ??= count;
  }
}

/** What the line would be worth at list price: quantity × list price, else the amount before its discount. */
async function fillListAmounts(context: WriteContext, changes: readonly RecordChange[]): Promise<void> {
  const listed = changes.map(({ next }) => {
    const discount = Number(next.discount ?? 0);
    if ((next.listPrice ?? null) !== null) return Math.round(Number(next.listPrice) * Number(next.quantity));
    return discount < 1 ? Math.round(Number(next.amount) / (1 - discount)) : Number(next.amount);
  });
  const converted = await convertToBase(
    context.tx,
    context.company.baseCurrency,
    changes.map(({ next }, i) => ({
      minor: String(listed[i]),
      currency: String(next.currency),
      date: String(next.orderedOn),
    })),
  );
  changes.forEach(({ next }, i) => {
    next.baseList = converted[i];
  });
}
