import type { Id } from '#kernel/id.ts';
import type { Transaction } from '#platform/database/transaction.ts';

interface Administrator {
  readonly companyId: number;
  readonly personId: Id;
  /** Whether they can sign in: they have an account that is not disabled. */
  readonly active: boolean;
}

/** Everyone who holds an administrator's position today, longest first. */
export async function administrators(tx: Transaction, nowMs: number): Promise<Administrator[]> {
  const { rows } = await tx.query<{ company_id: number; person_id: Id; active: boolean }>(
    `select a.company_id, a.person_id, bool_or(u.id is not null and u.disabled_at is null) as active, min(a.from_on) as since
     from qd.assignment a
     join qd.company c on c.company_id = a.company_id
     join qd.position p on p.company_id = a.company_id and p.id = a.position_id and p.role = 'administrator' and p.deleted_at is null
     join qd.person on person.company_id = a.company_id and person.id = a.person_id and person.deleted_at is null
     left join auth."user" u on u.company_id = a.company_id and u.person_id = a.person_id
     cross join lateral (select ($1::timestamptz at time zone c.time_zone)::date as today) as day
     where a.deleted_at is null and a.from_on <= today and (a.until_on is null or a.until_on > today)
       and (p.until_on is null or p.until_on > today) and (person.left_on is null or person.left_on >= today)
     group by a.company_id, a.person_id order by active desc, since, a.person_id`,
    [new Date(nowMs).toISOString()],
  );
  return rows.map((row) => ({ companyId: row.company_id, personId: row.person_id, active: row.active }));
}
