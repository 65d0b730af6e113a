import type { Id } from '#kernel/id.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import type { NewEvent } from '#platform/event-log/event.ts';
import { type Role, roleNames } from '#platform/visibility/roles.ts';
import type { Identity } from './identity.ts';

const bySystem = { personId: null, via: 'system' } as const;

/** A company that came into being by a first start or an import has no structure yet: one unit to begin with. */
export async function ensureRootUnit(identity: Identity, tx: Transaction, companyId: number): Promise<void> {
  const { rows } = await tx.query(
    'select 1 from qd.unit where company_id = $1 and parent_id is null and deleted_at is null limit 1',
    [companyId],
  );
  if (rows.length > 0) return;
  const structureId = identity.newId();
  const unitId = identity.newId();
  const name = '公司 Company';
  await tx.query(`insert into qd.structure (company_id, id, name) values ($1, $2, $3)`, [companyId, structureId, name]);
  await tx.query(`insert into qd.unit (company_id, id, structure_id, name, level) values ($1, $2, $3, $4, 'company')`, [
    companyId,
    unitId,
    structureId,
    name,
  ]);
  await appendEvents(tx, bySystem, [
    created(identity, 'structure', structureId, { name }),
    created(identity, 'unit', unitId, { name, structureId, level: 'company' }),
  ]);
}

interface Seat {
  readonly companyId: number;
  readonly role: Role;
  /** An existing person, or the name (and address) of a new one. */
  readonly personId?: Id;
  readonly name: string;
  readonly email?: string;
}

/** Gives someone a position in the first root unit, and makes the person when there is none. Returns the person's id. */
export async function seatPerson(identity: Identity, tx: Transaction, seat: Seat): Promise<Id> {
  const { companyId, role, name, email = null } = seat;
  const personId = seat.personId ?? identity.newId();
  const positionId = identity.newId();
  const assignmentId = identity.newId();
  if (seat.personId === undefined) {
    await tx.query(`insert into qd.person (company_id, id, name, email) values ($1, $2, $3, $4)`, [
      companyId,
      personId,
      name,
      email,
    ]);
    await appendEvents(tx, bySystem, [created(identity, 'person', personId, { name, email })]);
  }
  await tx.query(
    `insert into qd.position (company_id, id, unit_id, role, title)
     select $1, $2, id, $3, $4 from qd.unit
     where company_id = $1 and parent_id is null and deleted_at is null order by created_at, id limit 1`,
    [companyId, positionId, role, `${roleNames[role]['zh-Hans']} ${roleNames[role].en}`],
  );
  // Two days back, so that it holds in every time zone from now on.
  const since = identity.clock.now().subtract({ hours: 48 }).toString().slice(0, 10);
  await tx.query(
    `insert into qd.assignment (company_id, id, position_id, person_id, from_on) values ($1, $2, $3, $4, $5)`,
    [companyId, assignmentId, positionId, personId, since],
  );
  await appendEvents(tx, bySystem, [
    created(identity, 'position', positionId, { role }),
    created(identity, 'assignment', assignmentId, { positionId, personId, fromOn: since }),
  ]);
  return personId;
}

function created(identity: Identity, kind: string, recordId: Id, values: Readonly<Record<string, unknown>>): NewEvent {
  const changes = Object.fromEntries(Object.entries(values).map(([field, to]) => [field, { to }]));
  return { id: identity.newId(), action: 'created', kind, recordId, changes };
}
