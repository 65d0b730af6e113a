import { type RawBuilder, sql } from 'kysely';
import type { CivilDate } from '#kernel/civil-date.ts';
import { textOf } from '#kernel/text-of.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import type { CreditEvent } from './contract.ts';

/** Something that may earn: a won deal, an order, its delivery, a payment, a held meeting, or a return that takes back. */
export interface SourceRow {
  readonly event: CreditEvent;
  readonly kind: 'opportunity' | 'order' | 'payment' | 'return' | 'activity';
  readonly id: string;
  /** What ties everything of one deal together: 'opportunity:ID', or 'order:ID' for an order without a won deal; of a meeting itself. */
  readonly root: string;
  /** Of orders, payments and returns: the order. */
  readonly orderId: string | null;
  readonly label: string;
  readonly date: CivilDate | null;
  readonly amountMinor: bigint | null;
  readonly currency: string;
  /** What rules and plans may ask of it: owner, account, region, product, channel, cost, discount … */
  readonly attributes: Readonly<Record<string, string | null>>;
}

/** Only these deals; all when undefined. */
export interface SourceLimit {
  readonly opportunityIds: readonly string[];
  readonly orderIds: readonly string[];
  readonly activityIds: readonly string[];
}

const visible = (context: WriteContext, kind: string, alias: string): RawBuilder<boolean> =>
  visibleRows(context.viewer, recordDefinition(kind).kind, alias);

/** Who held the account's territory on the day. */
const territoryOwner = (day: string): RawBuilder<unknown> => sql`(
  select s.person_id::text from qd.assignment s where s.company_id = a.company_id and s.position_id = t.position_id and s.deleted_at is null
    and s.from_on <= ${sql.ref(day)} and (s.until_on is null or s.until_on > ${sql.ref(day)}) order by s.from_on desc limit 1)`;

const accountJoin = sql`
  left join qd.account a on a.company_id = f.company_id and a.id = f.account_id
  left join qd.territory t on t.company_id = a.company_id and t.id = a.territory_id`;

/** The order's root: its won deal, else itself. */
const orderRoot = sql`case when w.id is null then 'order:' || o.id else 'opportunity:' || w.id end`;
const wonDeal = sql`left join qd.opportunity w on w.company_id = o.company_id and w.id = o.opportunity_id and w.status = 'won' and w.deleted_at is null`;

/** Reads what earns, as far as the viewer may see it, in a fixed order. */
export async function loadSources(
  context: WriteContext,
  events: ReadonlySet<CreditEvent>,
  limit?: SourceLimit,
): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  // Of kinds of which nothing is wanted the database need not be asked.
  const wanted = (ids: keyof SourceLimit): boolean => limit === undefined || limit[ids].length > 0;
  if (events.has('booking') && wanted('opportunityIds')) rows.push(...(await wonDeals(context, limit)));
  if ((events.has('order') || events.has('delivery')) && wanted('orderIds')) {
    for (const row of await orders(context, limit)) {
      if (events.has('order')) rows.push(row);
      const deliveredOn = row.attributes.delivered_on;
      if (events.has('delivery') && deliveredOn !== null) rows.push({ ...row, event: 'delivery', date: deliveredOn });
    }
  }
  if (events.has('payment') && wanted('orderIds')) rows.push(...(await payments(context, limit)));
  if (events.has('meeting') && wanted('activityIds')) rows.push(...(await meetings(context, limit)));
  if (wanted('orderIds')) rows.push(...(await returns(context, limit)));
  return rows;
}

interface WithCustom extends SourceRow {
  /** Values of the company's own fields. */
  readonly custom: Readonly<Record<string, unknown>>;
}

/** The company's own fields stand beside what the product records, under their names in small letters. */
function withCustom({ custom, ...row }: WithCustom): SourceRow {
  const own = Object.entries(custom).flatMap(([name, value]): [string, string][] =>
    value === null || value === undefined ? [] : [[name.toLowerCase(), wordsOf(value)]],
  );
  if (own.length === 0) return row;
  const free = own.filter(([name]) => (row.attributes[name] ?? null) === null);
  return { ...row, attributes: { ...row.attributes, ...Object.fromEntries(free) } };
}

function wordsOf(value: unknown): string {
  return Array.isArray(value) ? value.map((one: unknown) => textOf(one)).join(', ') : textOf(value);
}

async function wonDeals(context: WriteContext, limit: SourceLimit | undefined): Promise<SourceRow[]> {
  const among = (column: string): RawBuilder<unknown> =>
    limit === undefined
      ? sql`${sql.ref(column)} is not null`
      : sql`${sql.ref(column)} = any(${[...limit.opportunityIds]}::uuid[])`;
  const { rows } = await sql<WithCustom>`
    select 'booking' as event, 'opportunity' as kind, f.id::text, 'opportunity:' || f.id as root, null as "orderId", f.name as label,
      f.closed_on as date, f.custom, f.amount_minor as "amountMinor", coalesce(f.currency, ${context.company.baseCurrency}) as currency,
      json_build_object('owner', f.owner_id, 'account', a.name, 'region', a.region, 'industry', a.industry, 'segment', a.segment,
        'class', a.class, 'territory', t.name, 'territory_owner', ${territoryOwner('f.closed_on')}, 'channel', f.channel, 'source', f.source,
        'product', p.name, 'product_code', p.code, 'family', p.family, 'category', p.category, 'line', p.family,
        'discount', round(1 - f.amount_minor::numeric / nullif(f.list_minor, 0), 4)::text,
        'cost_minor', c.minor::text) as attributes
    from qd.opportunity f ${accountJoin}
    left join qd.product p on p.company_id = f.company_id and p.id = f.product_id
    left join (
      select o.opportunity_id, sum(case when o.currency = coalesce(d.currency, ${context.company.baseCurrency}) then o.cost_minor
          else round(o.cost_minor::numeric * o.base_minor / nullif(o.amount_minor, 0) * d.amount_minor / nullif(d.base_minor, 0)) end)::bigint as minor
      from qd.sales_order o join qd.opportunity d on d.company_id = o.company_id and d.id = o.opportunity_id
      where o.company_id = ${context.viewer.companyId} and o.deleted_at is null and ${among('o.opportunity_id')} group by 1) c on c.opportunity_id = f.id
    where ${visible(context, 'opportunity', 'f')} and f.status = 'won' and ${among('f.id')}
    order by f.closed_on, f.id`.execute(context.tx.kysely);
  return rows.map(withCustom);
}

async function orders(context: WriteContext, limit: SourceLimit | undefined): Promise<SourceRow[]> {
  const { rows } = await sql<WithCustom>`
    select 'order' as event, 'order' as kind, o.id::text, ${orderRoot} as root, o.id::text as "orderId", o.number as label, o.ordered_on as date, o.custom,
      o.amount_minor as "amountMinor", o.currency,
      json_build_object('owner', o.owner_id, 'account', a.name, 'region', coalesce(o.region, a.region), 'industry', a.industry, 'segment', a.segment,
        'class', a.class, 'territory', t.name, 'territory_owner', ${territoryOwner('o.ordered_on')}, 'channel', o.channel,
        'delivered_on', o.delivered_on, 'cost_minor', o.cost_minor::text) as attributes
    from qd.sales_order o ${wonDeal}
    left join qd.account a on a.company_id = o.company_id and a.id = o.account_id
    left join qd.territory t on t.company_id = a.company_id and t.id = a.territory_id
    where ${visible(context, 'order', 'o')} and o.status <> 'cancelled'
      ${limit === undefined ? sql`` : sql`and o.id = any(${[...limit.orderIds]}::uuid[])`}
    order by o.ordered_on, o.id`.execute(context.tx.kysely);
  return rows.map(withCustom);
}

async function payments(context: WriteContext, limit: SourceLimit | undefined): Promise<SourceRow[]> {
  const { rows } = await sql<WithCustom>`
    select 'payment' as event, 'payment' as kind, f.id::text, ${orderRoot} as root, o.id::text as "orderId",
      o.number as label, f.paid_on as date, o.custom, f.amount_minor as "amountMinor", f.currency,
      json_build_object('owner', o.owner_id, 'account', a.name, 'region', coalesce(o.region, a.region), 'industry', a.industry, 'segment', a.segment,
        'class', a.class, 'territory', t.name, 'territory_owner', ${territoryOwner('o.ordered_on')}, 'channel', o.channel) as attributes
    from qd.payment f join qd.sales_order o on o.company_id = f.company_id and o.id = f.order_id ${wonDeal}
    left join qd.account a on a.company_id = o.company_id and a.id = o.account_id
    left join qd.territory t on t.company_id = a.company_id and t.id = a.territory_id
    where ${visible(context, 'payment', 'f')} and o.deleted_at is null and o.status <> 'cancelled'
      ${limit === undefined ? sql`` : sql`and f.order_id = any(${[...limit.orderIds]}::uuid[])`}
    order by f.paid_on, f.id`.execute(context.tx.kysely);
  return rows.map(withCustom);
}

async function returns(context: WriteContext, limit: SourceLimit | undefined): Promise<SourceRow[]> {
  const { rows } = await sql<SourceRow>`
    select 'return' as event, 'return' as kind, f.id::text, ${orderRoot} as root, o.id::text as "orderId", o.number as label, f.returned_on as date,
      f.amount_minor as "amountMinor", coalesce(f.currency, o.currency) as currency, json_build_object('owner', o.owner_id) as attributes
    from qd.sales_return f join qd.sales_order o on o.company_id = f.company_id and o.id = f.order_id ${wonDeal}
    where ${visible(context, 'return', 'f')} and o.deleted_at is null
      ${limit === undefined ? sql`` : sql`and f.order_id = any(${[...limit.orderIds]}::uuid[])`}
    order by f.returned_on, f.id`.execute(context.tx.kysely);
  return rows;
}

/** Meetings and demos that were held until now. They have no amount of their own; plans count them. */
async function meetings(context: WriteContext, limit: SourceLimit | undefined): Promise<SourceRow[]> {
  const { baseCurrency, timeZone } = context.company;
  const { rows } = await sql<SourceRow>`
    select 'meeting' as event, 'activity' as kind, f.id::text, 'activity:' || f.id as root, null as "orderId", f.subject as label,
      (f.occurred_at at time zone ${timeZone})::date as date, 0::bigint as "amountMinor", ${baseCurrency} as currency,
      json_build_object('owner', f.owner_id, 'account', a.name, 'region', a.region, 'industry', a.industry, 'segment', a.segment,
        'class', a.class, 'type', f.type, 'direction', f.direction) as attributes
    from qd.activity f left join qd.account a on a.company_id = f.company_id and a.id = f.account_id
    where ${visible(context, 'activity', 'f')} and f.type in ('meeting', 'demo') and f.occurred_at <= ${context.now}::timestamptz
      ${limit === undefined ? sql`` : sql`and f.id = any(${[...limit.activityIds]}::uuid[])`}
    order by f.occurred_at, f.id`.execute(context.tx.kysely);
  return rows;
}
