import { sql } from 'kysely';
import { type CivilDate, addMonths } from '#kernel/civil-date.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { ownedRows } from '#platform/visibility/owned-rows.ts';
import type { dividedMetrics } from './contract.ts';

/** Someone in a selling seat on the first day, and what is known of what they can sell; amounts in minor units. */
export interface Seller {
  readonly id: string;
  readonly name: string;
  readonly unit: string | null;
  readonly joinedOn: CivilDate | null;
  readonly soldBefore: bigint;
  readonly pipeline: bigint;
  readonly taken: boolean;
}

export interface Span {
  readonly fromOn: CivilDate;
  readonly untilOn: CivilDate;
  readonly metric: (typeof dividedMetrics)[number];
}

export function yearBefore({ fromOn, untilOn }: Span): { fromOn: CivilDate; untilOn: CivilDate } {
  return { fromOn: addMonths(fromOn, -12), untilOn: addMonths(untilOn, -12) };
}

/** The sellers whose quotas the viewer may see. */
export async function loadSellers(context: WriteContext, span: Span): Promise<Seller[]> {
  const { viewer, tx } = context;
  const before = yearBefore(span);
  const sold =
    span.metric === 'revenue'
      ? sql`select f.owner_id, sum(f.base_minor)::bigint as minor from qd.sales_order f
          where ${visibleRows(viewer, recordDefinition('order').kind, 'f')} and f.status <> 'cancelled'
            and f.ordered_on >= ${before.fromOn}::date and f.ordered_on < ${before.untilOn}::date group by 1`
      : sql`select f.owner_id, sum(f.base_minor)::bigint as minor from qd.opportunity f
          where ${visibleRows(viewer, recordDefinition('opportunity').kind, 'f')} and f.status = 'won'
            and f.closed_on >= ${before.fromOn}::date and f.closed_on < ${before.untilOn}::date group by 1`;
  const { rows } = await sql<Seller>`
    with seats as (
      select distinct on (a.person_id) a.company_id, a.person_id as owner_id, u.name as unit
      from qd.assignment a join qd.position s on s.company_id = a.company_id and s.id = a.position_id
      left join qd.unit u on u.company_id = s.company_id and u.id = s.unit_id
      where a.company_id = qd.current_company() and a.deleted_at is null and s.role in ('rep', 'teamLead')
        and a.from_on <= ${span.fromOn}::date and (a.until_on is null or a.until_on > ${span.fromOn}::date)
      order by a.person_id, a.from_on desc),
    sold as (${sold}),
    open as (
      select f.owner_id, sum(f.base_minor * f.probability)::bigint as minor from qd.opportunity f
      where ${visibleRows(viewer, recordDefinition('opportunity').kind, 'f')} and f.status = 'open'
        and f.expected_close_on >= ${span.fromOn}::date and f.expected_close_on < ${span.untilOn}::date group by 1)
    select p.id::text, p.name, q.unit, p.joined_on as "joinedOn", coalesce(sold.minor, 0)::bigint as "soldBefore",
      coalesce(open.minor, 0)::bigint as pipeline,
      exists (select from qd.quota k where k.company_id = q.company_id and k.owner_id = q.owner_id and k.deleted_at is null and k.metric = ${span.metric}
        and k.from_on < ${span.untilOn}::date and k.until_on > ${span.fromOn}::date) as taken
    from seats q join qd.person p on p.company_id = q.company_id and p.id = q.owner_id and p.deleted_at is null
      and (p.left_on is null or p.left_on >= ${span.fromOn}::date)
    left join sold on sold.owner_id = q.owner_id left join open on open.owner_id = q.owner_id
    where ${ownedRows(viewer, 'quota', 'q')}
    order by q.unit, p.name, p.id`.execute(tx.kysely);
  return rows;
}
