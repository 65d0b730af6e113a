import type { Transaction } from '#platform/database/transaction.ts';
import { invite, manageSignIn } from '#platform/identity/access.ts';
import type { Identity } from '#platform/identity/identity.ts';
import { declaredAccess, declaredRights, fieldAccessByRole } from '#platform/visibility/define-access.ts';
import { roles } from '#platform/visibility/roles.ts';
import { type Viewer, holdsRight } from '#platform/visibility/viewer.ts';
import type { PersonAccess, RoleAccess } from './contract.ts';

/** The right that opens the page. */
export const seePeopleAccess = invite;

interface AccessRow {
  person_id: string;
  name: string;
  email: string | null;
  job_title: string | null;
  left_on: string | null;
  positions: PersonAccess['positions'];
  user_id: string | null;
  account_email: string | null;
  disabled: boolean;
  locked: boolean;
  two_factor: boolean;
  invitation_id: string | null;
  invited_until: string | null;
  sessions: number;
  keys: number;
  last_seen_at: string | null;
}

/**
 * Who works here, which positions they hold today and whether they can sign in. Administrators and executives see everyone,
 * others the people of their units. Runs in a system transaction, for requests cannot reach what sign-in keeps.
 */
export async function peopleAccess(identity: Identity, tx: Transaction, viewer: Viewer): Promise<PersonAccess[]> {
  const manages = holdsRight(viewer, manageSignIn);
  const everyone = manages || viewer.roles.includes('executive');
  const now = identity.clock.now().toString();
  const { rows } = await tx.query<AccessRow>(accessSql, [
    viewer.companyId,
    now,
    everyone ? null : [...viewer.subtreePeople],
  ]);
  return rows.map((row) => ({
    personId: row.person_id,
    name: row.name,
    email: row.account_email ?? row.email,
    jobTitle: row.job_title,
    leftOn: row.left_on,
    positions: row.positions,
    state: stateOf(row),
    userId: manages ? row.user_id : null,
    invitationId: row.invitation_id,
    invitedUntil: row.invited_until,
    twoFactor: row.two_factor,
    sessions: row.sessions,
    keys: row.keys,
    lastSeenAt: row.last_seen_at,
  }));
}

function stateOf(row: AccessRow): PersonAccess['state'] {
  if (row.user_id === null) return row.invitation_id === null ? 'none' : 'invited';
  if (row.disabled) return 'disabled';
  return row.locked ? 'locked' : 'active';
}

const accessSql = `
  with today as (select ($2::timestamptz at time zone time_zone)::date as day from qd.company where company_id = $1),
  seat as (
    select a.person_id, jsonb_agg(jsonb_build_object('id', p.id, 'title', coalesce(p.title, ''), 'role', p.role, 'unit', u.name)
      order by p.role, p.title) as positions
    from qd.assignment a join qd.position p on p.company_id = a.company_id and p.id = a.position_id
    join qd.unit u on u.company_id = p.company_id and u.id = p.unit_id, today
    where a.company_id = $1 and a.deleted_at is null and p.deleted_at is null and a.from_on <= day and (a.until_on is null or a.until_on > day)
      and (p.from_on is null or p.from_on <= day) and (p.until_on is null or p.until_on > day)
    group by 1)
  select person.id::text as person_id, person.name, person.email, person.job_title, person.left_on, coalesce(seat.positions, '[]') as positions,
    u.id as user_id, u.email as account_email, u.disabled_at is not null as disabled, coalesce(f.locked_until > $2::timestamptz, false) as locked,
    coalesce(u.two_factor_enabled, false) as two_factor, link.id::text as invitation_id, link.expires_at as invited_until,
    (select count(*)::int from auth.session s where s.user_id = u.id and s.expires_at > $2::timestamptz) as sessions,
    (select count(*)::int from auth.api_key k where k.user_id = u.id and k.revoked_at is null) as keys,
    (select max(s.updated_at) from auth.session s where s.user_id = u.id) as last_seen_at
  from qd.person person
  left join seat on seat.person_id = person.id
  left join auth."user" u on u.company_id = person.company_id and u.person_id = person.id
  left join auth.two_factor f on f.user_id = u.id
  left join lateral (
    select l.id, l.expires_at from auth.one_time_link l where l.company_id = person.company_id and l.person_id = person.id
      and l.purpose = 'invitation' and l.used_at is null and l.revoked_at is null and l.expires_at > $2::timestamptz
    order by l.created_at desc limit 1) link on u.id is null
  where person.company_id = $1 and person.deleted_at is null and ($3::uuid[] is null or person.id = any($3::uuid[]))
  order by person.left_on is not null, person.name, person.id limit 20000`;

/** What each role may see and do, as it is declared, with how many people hold it today. */
export async function roleCatalogue(identity: Identity, tx: Transaction, viewer: Viewer): Promise<RoleAccess[]> {
  const { rows } = await tx.query<{ role: string; people: number }>(
    `select p.role, count(distinct a.person_id)::int as people
     from qd.assignment a join qd.position p on p.company_id = a.company_id and p.id = a.position_id
     join qd.company c on c.company_id = a.company_id
     where a.company_id = $1 and a.deleted_at is null and p.deleted_at is null
       and a.from_on <= ($2::timestamptz at time zone c.time_zone)::date
       and (a.until_on is null or a.until_on > ($2::timestamptz at time zone c.time_zone)::date)
     group by 1`,
    [viewer.companyId, identity.clock.now().toString()],
  );
  return roles.map((role) => ({
    role,
    people: rows.find((row) => row.role === role)?.people ?? 0,
    fields: [...fieldAccessByRole[role]],
    rights: declaredRights()
      .filter((right) => right.roles.includes(role))
      .map(({ right }) => right),
    kinds: declaredAccess().map(({ kind, read, write }) => ({
      kind,
      read: read[role] ?? 'none',
      write: write[role] ?? 'none',
    })),
  }));
}
