import { sql } from 'kysely';
import type { Viewer } from '#platform/visibility/viewer.ts';
import { readablePeople } from '#platform/visibility/viewer.ts';
import type { WriteContext } from '#platform/records/write-context.ts';

export interface DuplicateQuestion {
  readonly companyName?: string;
  readonly email?: string;
  readonly phone?: string;
}

/** One that is there already. Of what the asker may not see only that it exists and that another team owns it. */
export interface Duplicate {
  readonly kind: 'lead' | 'account';
  readonly by: 'name' | 'email' | 'phone' | null;
  readonly owner: 'you' | 'seen' | 'pool' | 'anotherTeam';
  readonly id: string | null;
  readonly label: string | null;
}

interface FoundRow {
  kind: 'lead' | 'account';
  by: 'name' | 'email' | 'phone';
  id: string;
  label: string;
  owner_id: string | null;
  pooled: boolean;
}

/**
 * Looks for leads and customers with the same company name (width, case, punctuation and legal form aside), e-mail or phone.
 * Runs as the company itself; what it answers is cut down to what `viewer` may know, so that asking tells no more than that
 * one exists.
 */
export async function findDuplicates(
  context: WriteContext,
  viewer: Viewer,
  question: DuplicateQuestion,
): Promise<Duplicate[]> {
  const name = question.companyName ?? '';
  const phone = (question.phone ?? '').replaceAll(/\D/g, '').slice(-11);
  const { rows } = await sql<FoundRow>`
    with asked as (select qd.name_key(${name}) as name, lower(${question.email ?? ''}) as email, ${phone}::text as phone)
    select 'account' as kind, 'name' as by, a.id::text, a.name as label, a.owner_id::text, a.pool_id is not null as pooled
      from qd.account a, asked where a.company_id = qd.current_company() and a.deleted_at is null and asked.name <> ''
        and qd.name_key(a.name) = asked.name
    union all
    select 'lead', 'name', l.id::text, coalesce(l.company_name, l.name), l.owner_id::text, l.pool_id is not null
      from qd.lead l, asked where l.company_id = qd.current_company() and l.deleted_at is null and asked.name <> ''
        and l.company_name is not null and qd.name_key(l.company_name) = asked.name
    union all
    select 'lead', 'email', l.id::text, coalesce(l.company_name, l.name), l.owner_id::text, l.pool_id is not null
      from qd.lead l, asked where l.company_id = qd.current_company() and l.deleted_at is null and asked.email <> ''
        and l.email is not null and lower(l.email) = asked.email
    union all
    select 'lead', 'phone', l.id::text, coalesce(l.company_name, l.name), l.owner_id::text, l.pool_id is not null
      from qd.lead l, asked where l.company_id = qd.current_company() and l.deleted_at is null and length(asked.phone) >= 7
        and right(regexp_replace(l.phone, '\\D', '', 'g'), 11) = asked.phone
    limit 20`.execute(context.tx.kysely);
  const seen = new Map<string, Duplicate>();
  for (const row of rows) {
    const masked = maskedFor(viewer, row);
    // Masked ones are told once a kind: neither how many there are nor by what they match.
    const key = masked.id ?? `${masked.kind} ${masked.owner}`;
    if (!seen.has(key)) seen.set(key, masked);
  }
  return [...seen.values()];
}

function maskedFor(viewer: Viewer, row: FoundRow): Duplicate {
  const { kind, by, id, label } = row;
  const people = readablePeople(viewer, kind);
  const visible = people === 'all' || (row.owner_id !== null && people.includes(row.owner_id));
  if (visible) return { kind, by, id, label, owner: row.owner_id === viewer.personId ? 'you' : 'seen' };
  return { kind, by: null, id: null, label: null, owner: row.pooled ? 'pool' : 'anotherTeam' };
}
