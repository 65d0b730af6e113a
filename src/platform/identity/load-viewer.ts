import type { Id } from '#kernel/id.ts';
import { type Language, languages } from '#kernel/local-text.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { type Role, isRole } from '#platform/visibility/roles.ts';
import type { Viewer } from '#platform/visibility/viewer.ts';

interface Wanted {
  readonly companyId: number;
  readonly personId: Id;
  readonly via: Viewer['via'];
  readonly nowMs: number;
  readonly language?: string | null;
  /** The administrator who looks through this person's eyes. */
  readonly seenAsBy?: Id;
}

/**
 * Who a person is today, in the company's time zone: their roles and units follow from the positions they hold. Undefined when
 * the person left, was deleted or never was. Runs in a system transaction.
 */
export async function loadViewer(tx: Transaction, wanted: Wanted): Promise<Viewer | undefined> {
  const { companyId, personId } = wanted;
  const person = await personNow(tx, wanted);
  if (person === undefined) return undefined;
  const seats = await tx.query<{ role: string; unit_id: Id }>(
    `select distinct p.role, p.unit_id from qd.assignment a join qd.position p on p.company_id = a.company_id and p.id = a.position_id
     where a.company_id = $1 and a.person_id = $2 and ${holds('a')} and ${holds('p')}`,
    [companyId, personId, person.today],
  );
  const unitIds = [...new Set(seats.rows.map((seat) => seat.unit_id))].sort();
  const people = await peopleOf(tx, companyId, unitIds, person.today);
  const withSelf = (ids: readonly Id[]): Id[] => [...new Set([personId, ...ids])];
  return {
    companyId,
    personId,
    name: person.name,
    email: person.email,
    language: languageOf(wanted.language ?? person.language ?? person.company_language),
    roles: [...new Set(seats.rows.map((seat) => seat.role).filter((role): role is Role => isRole(role)))].sort(),
    unitIds,
    teamPeople: withSelf(people.filter(({ team }) => team).map(({ person_id }) => person_id)),
    subtreePeople: withSelf(people.map(({ person_id }) => person_id)),
    via: wanted.via,
    ...(wanted.seenAsBy === undefined ? {} : { seenAsBy: wanted.seenAsBy }),
  };
}

/** The row holds on the day $3; the end is not included. */
function holds(alias: string): string {
  return `${alias}.deleted_at is null and (${alias}.from_on is null or ${alias}.from_on <= $3::date) and (${alias}.until_on is null or ${alias}.until_on > $3::date)`;
}

interface PersonRow {
  name: string;
  email: string | null;
  language: string | null;
  company_language: string;
  today: string;
}

async function personNow(tx: Transaction, { companyId, personId, nowMs }: Wanted): Promise<PersonRow | undefined> {
  const { rows } = await tx.query<PersonRow>(
    `select name, email, language, company_language, today from (
       select p.name, p.email, p.language, p.left_on, c.language as company_language,
         ($3::timestamptz at time zone c.time_zone)::date as today
       from qd.person p join qd.company c on c.company_id = p.company_id
       where p.company_id = $1 and p.id = $2 and p.deleted_at is null) as found
     where left_on is null or left_on >= today`,
    [companyId, personId, new Date(nowMs).toISOString()],
  );
  return rows[0];
}

/**
 * People of these units (team) and of the units below them in any structure. Whoever holds no seat today counts where they sat
 * last, so that what leavers left behind stays visible to their unit. A circle among the units does no harm.
 */
async function peopleOf(
  tx: Transaction,
  companyId: number,
  unitIds: readonly Id[],
  today: string,
): Promise<{ person_id: Id; team: boolean }[]> {
  if (unitIds.length === 0) return [];
  const { rows } = await tx.query<{ person_id: Id; team: boolean }>(
    `with recursive below as (
       select id from qd.unit where company_id = $1 and id = any($2::uuid[])
       union
       select u.id from qd.unit u join below b on u.parent_id = b.id where u.company_id = $1 and u.deleted_at is null),
     seat as (
       select a.person_id, p.unit_id, a.until_on is null or a.until_on > $3::date as held,
         bool_or(a.until_on is null or a.until_on > $3::date) over (partition by a.person_id) as holds_any,
         rank() over (partition by a.person_id order by a.until_on desc nulls first, a.from_on desc) as recency
       from qd.assignment a join qd.position p on p.company_id = a.company_id and p.id = a.position_id
       where a.company_id = $1 and a.deleted_at is null and a.from_on <= $3::date)
     select seat.person_id, bool_or(seat.unit_id = any($2::uuid[])) as team
     from seat join below on below.id = seat.unit_id
     where seat.held or (not seat.holds_any and seat.recency = 1)
     group by seat.person_id order by seat.person_id`,
    [companyId, unitIds, today],
  );
  return rows;
}

function languageOf(found: string): Language {
  return languages.find((language) => language === found) ?? 'zh-Hans';
}
