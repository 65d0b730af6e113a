import type { Id } from '#kernel/id.ts';
import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { type Role, isRole, roles } from '#platform/visibility/roles.ts';
import { accountBy, createAccount } from './accounts.ts';
import type { Identity } from './identity.ts';
import { openSession } from './sessions.ts';
import type { Caller } from './sign-in.ts';

/** One person of the demo company whom a visitor may be. */
export interface Persona {
  readonly personId: Id;
  readonly name: string;
  readonly role: Role;
  readonly title: string | null;
  readonly unit: string;
}

/**
 * For each role the person who has held it longest today, in the order of the role catalogue.
 * @throws Refused 404 unless the company is the demo
 */
export async function demoPersonas(identity: Identity, tx: Transaction): Promise<Persona[]> {
  const { rows } = await tx.query<{ person_id: Id; name: string; role: string; title: string | null; unit: string }>(
    `select distinct on (p.role) a.person_id, person.name, p.role, p.title, u.name as unit
     from qd.company c
     join qd.assignment a on a.company_id = c.company_id and a.deleted_at is null
     join qd.position p on p.company_id = a.company_id and p.id = a.position_id and p.deleted_at is null
     join qd.unit u on u.company_id = p.company_id and u.id = p.unit_id
     join qd.person on person.company_id = a.company_id and person.id = a.person_id and person.deleted_at is null
     cross join lateral (select ($1::timestamptz at time zone c.time_zone)::date as today) as day
     where c.is_demo and a.from_on <= today and (a.until_on is null or a.until_on > today)
       and (person.left_on is null or person.left_on >= today)
     order by p.role, a.from_on, person.employee_no, a.person_id`,
    [identity.clock.now().toString()],
  );
  if (rows.length === 0) throw new Refused('not-found', 'there is nothing at this address');
  return rows
    .map(({ person_id: personId, name, role, title, unit }) => ({ personId, name, role, title, unit }))
    .filter((persona): persona is Persona => isRole(persona.role))
    .sort((left, right) => roles.indexOf(left.role) - roles.indexOf(right.role));
}

/** Signs a visitor of the demo in as one of its personas, and only them. Returns the Set-Cookie of the session. */
export async function signInToDemo(identity: Identity, tx: Transaction, personId: Id, caller: Caller): Promise<string> {
  const persona = (await demoPersonas(identity, tx)).find((candidate) => candidate.personId === personId);
  if (persona === undefined) throw new Refused('not-found', 'this person is not one of the demo');
  const { rows } = await tx.query<{ company_id: number }>('select company_id from qd.company where is_demo');
  const companyId = rows[0].company_id;
  const account = await accountBy(tx, { companyId, personId });
  const email = `${personId}@demo.invalid`;
  const userId =
    account?.userId ?? (await createAccount(identity, tx, { companyId, personId, name: persona.name, email }));
  return openSession(identity, tx, userId, caller);
}
