import { sql } from 'kysely';
import type { WriteContext } from '#platform/records/write-context.ts';

export interface Pool {
  readonly id: string;
  readonly name: string;
  readonly holds: 'lead' | 'account';
  /** The pool of this unit and those below it; everyone's when null. */
  readonly unitId: string | null;
  readonly idleDays: number;
  readonly claimLimit: number;
  readonly claimsPerDay: number;
  readonly leavers: boolean;
  readonly contractEnded: boolean;
  readonly assignment: 'pool' | 'roundRobin' | 'territory' | 'load';
  readonly responseHours: number;
  readonly lastAssignedId: string | null;
  /** Everyone who sits (or sat last) in the pool's unit or below it; everybody when the pool is everyone's. */
  readonly people: ReadonlySet<string> | 'all';
}

/** The pools of one kind, those of smaller units first, so that the first one that holds a person is theirs. */
export async function poolsOf(context: WriteContext, holds: Pool['holds']): Promise<Pool[]> {
  const { rows } = await sql<Omit<Pool, 'people'> & { people: string[] | null }>`
    select p.id::text, p.name, p.holds, p.unit_id::text as "unitId", p.idle_days as "idleDays", p.claim_limit as "claimLimit",
      p.claims_per_day as "claimsPerDay", p.leavers, p.contract_ended as "contractEnded", p.assignment,
      p.response_hours as "responseHours", p.last_assigned_id::text as "lastAssignedId",
      case when p.unit_id is not null then (
        with recursive below as (
          select id from qd.unit where company_id = p.company_id and id = p.unit_id
          union select u.id from qd.unit u join below b on u.parent_id = b.id where u.company_id = p.company_id and u.deleted_at is null),
        seat as (
          select a.person_id, s.unit_id, a.until_on is null or a.until_on > ${context.today}::date as held,
            bool_or(a.until_on is null or a.until_on > ${context.today}::date) over (partition by a.person_id) as holds_any,
            rank() over (partition by a.person_id order by a.until_on desc nulls first, a.from_on desc) as recency
          from qd.assignment a join qd.position s on s.company_id = a.company_id and s.id = a.position_id
          where a.company_id = p.company_id and a.deleted_at is null and a.from_on <= ${context.today}::date)
        select coalesce(array_agg(distinct seat.person_id::text), '{}') from seat join below on below.id = seat.unit_id
        where seat.held or (not seat.holds_any and seat.recency = 1)) end as people
    from qd.pool p where p.company_id = qd.current_company() and p.deleted_at is null and p.holds = ${holds} order by p.name, p.id`.execute(
    context.tx.kysely,
  );
  return rows
    .map((row): Pool => ({ ...row, people: row.people === null ? 'all' : new Set(row.people) }))
    .sort((left, right) => sizeOf(left) - sizeOf(right));
}

/** The pool that a person's records go to: that of the smallest unit they belong to. */
export function poolOf(pools: readonly Pool[], personId: string | null): Pool | undefined {
  return pools.find(({ people }) => people === 'all' || (personId !== null && people.has(personId)));
}

function sizeOf({ people }: Pool): number {
  return people === 'all' ? Number.POSITIVE_INFINITY : people.size;
}
