import { sql } from 'kysely';
import { addDays } from '#kernel/civil-date.ts';
import { minorDigits } from '#kernel/currency.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { readablePeople, seesField } from '#platform/visibility/viewer.ts';
import type { SellingRows, SellingSeat, SellingUnit, SoldByPerson } from './selling-segments.ts';

const days = 365;

/** Units of the largest structure, who sells or last sold where, and what each sold in the last year: as far as the viewer sees orders. */
export async function loadSelling(context: WriteContext): Promise<SellingRows & { from: string; through: string }> {
  const { viewer, today, company, tx } = context;
  const from = addDays(today, 1 - days);
  const unit = 10 ** -minorDigits(company.baseCurrency);
  const { rows: units } = await sql<SellingUnit>`
    with main as (
      select s.id from qd.structure s where s.company_id = qd.current_company() and s.deleted_at is null
      order by (select count(*) from qd.unit u where u.company_id = s.company_id and u.structure_id = s.id) desc, s.name limit 1)
    select u.id::text, u.name, (select case when count(*) = 0 then u.parent_id::text else max(p.parent_id::text) end from (
        select parent_id from qd.unit_placement p where p.company_id = u.company_id and p.unit_id = u.id
          and p.from_on <= ${today}::date and (p.until_on is null or p.until_on > ${today}::date) limit 1) p) as "parentId"
    from qd.unit u join main on main.id = u.structure_id
    where u.company_id = qd.current_company() and u.deleted_at is null order by u.name, u.id`.execute(tx.kysely);
  const { rows: seats } = await sql<SellingSeat>`
    select distinct on (a.person_id) a.person_id::text as "personId", s.unit_id::text as "unitId",
      a.until_on is null or a.until_on > ${today}::date as today
    from qd.assignment a
    join qd.position s on s.company_id = a.company_id and s.id = a.position_id and s.deleted_at is null and s.role in ('rep', 'teamLead')
    where a.company_id = qd.current_company() and a.deleted_at is null and a.from_on <= ${today}::date
      and s.unit_id = any(${units.map(({ id }) => id)}::uuid[])
    order by a.person_id, a.from_on desc, a.id`.execute(tx.kysely);
  const cost = seesField(viewer, 'cost') ? sql`f.base_cost_minor` : sql`null::bigint`;
  const { rows: sold } = await sql<SoldByPerson>`
    select f.owner_id::text as "personId", sum(f.base_minor)::float8 * ${unit}::float8 as sales,
      coalesce(sum(f.base_minor) filter (where ${cost} is not null), 0)::float8 * ${unit}::float8 as costed,
      coalesce(sum(${cost}), 0)::float8 * ${unit}::float8 as cost
    from qd.order_line f
    where ${visibleRows(viewer, recordDefinition('orderLine').kind, 'f')}
      and f.ordered_on >= ${from}::date and f.ordered_on <= ${today}::date and f.base_minor is not null
    group by 1`.execute(tx.kysely);
  const people = readablePeople(viewer, 'orderLine');
  return {
    from,
    through: today,
    units,
    seats: people === 'all' ? seats : seats.filter(({ personId }) => people.includes(personId)),
    sold,
  };
}
