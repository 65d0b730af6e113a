import { sql } from 'kysely';
import { minorDigits } from '#kernel/currency.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { may, readablePeople } from '#platform/visibility/viewer.ts';

export interface TerritoryRow {
  readonly id: string;
  readonly name: string;
  readonly region: string | null;
  readonly holderId: string | null;
  readonly holder: string | null;
}

export interface CustomerRow {
  readonly id: string;
  readonly name: string;
  readonly class: string | null;
  readonly territoryId: string | null;
  readonly ownerId: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Minutes of activities, and sales in the base currency, of the last 365 days; null where the viewer may not see them. */
  readonly minutes: number | null;
  readonly sales: number | null;
}

export interface TerritoryRows {
  readonly territories: readonly TerritoryRow[];
  readonly customers: readonly CustomerRow[];
}

const kindOf = (name: string) => recordDefinition(name).kind;

/** Territories of today within the viewer's sight, and the customers that they may see. */
export async function loadTerritories(context: WriteContext): Promise<TerritoryRows> {
  const { viewer, today } = context;
  const customers = await loadCustomers(context);
  const { rows } = await sql<TerritoryRow>`
    select f.id::text, f.name, f.region, h.id::text as "holderId", h.name as holder
    from qd.territory f left join lateral (
      select p.id, p.name from qd.assignment a join qd.person p on p.company_id = a.company_id and p.id = a.person_id and p.deleted_at is null
      where a.company_id = f.company_id and a.position_id = f.position_id and a.deleted_at is null
        and a.from_on <= ${today}::date and (a.until_on is null or a.until_on > ${today}::date)
      order by a.from_on desc limit 1) h on true
    where ${visibleRows(viewer, kindOf('territory'), 'f')}
      and (f.from_on is null or f.from_on <= ${today}::date) and (f.until_on is null or f.until_on > ${today}::date)
    order by f.region nulls last, f.name, f.id`.execute(context.tx.kysely);
  const people = readablePeople(viewer, 'account');
  const used = new Set(customers.map(({ territoryId }) => territoryId));
  return {
    customers,
    territories: rows.filter(
      ({ id, holderId }) => people === 'all' || used.has(id) || (holderId !== null && people.includes(holderId)),
    ),
  };
}

async function loadCustomers(context: WriteContext): Promise<CustomerRow[]> {
  const { viewer, today, company } = context;
  const unit = 10 ** -minorDigits(company.baseCurrency);
  const minutes = may(viewer, 'activity', 'read')
    ? sql`(select account_id, sum(minutes)::float8 as minutes from qd.activity f where ${visibleRows(viewer, kindOf('activity'), 'f')}
        and f.occurred_at >= (${today}::date - 365) and f.occurred_at < (${today}::date + 1) group by 1)`
    : sql`(select null::uuid as account_id, null::float8 as minutes where false)`;
  const sales = may(viewer, 'order', 'read')
    ? sql`(select account_id, sum(base_minor)::float8 * ${unit}::float8 as sales from qd.sales_order f where ${visibleRows(viewer, kindOf('order'), 'f')}
        and f.ordered_on > (${today}::date - 365) and f.ordered_on <= ${today}::date group by 1)`
    : sql`(select null::uuid as account_id, null::float8 as sales where false)`;
  const { rows } = await sql<CustomerRow>`
    select f.id::text, f.name, f.class, f.territory_id::text as "territoryId", f.owner_id::text as "ownerId", f.region, f.city, f.latitude::float8, f.longitude::float8,
      m.minutes, s.sales
    from qd.account f left join ${minutes} m on m.account_id = f.id left join ${sales} s on s.account_id = f.id
    where ${visibleRows(viewer, kindOf('account'), 'f')} and f.lifecycle is distinct from 'lost'
    order by f.id`.execute(context.tx.kysely);
  return rows;
}
