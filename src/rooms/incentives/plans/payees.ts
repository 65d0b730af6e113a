import { sql } from 'kysely';
import type { PayeeInput } from '#engines/commission/calculation/input.ts';
import { type Plan, firstDay } from '#engines/commission/plan/plan.ts';
import { type CivilDate, addDays } from '#kernel/civil-date.ts';
import { money, moneyToText } from '#kernel/money.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { type AssignmentRow, assignmentRows } from './assignments.ts';

/** What holds for a person from one day to another: which plan, and what plans may read of them. */
export interface PersonTerms {
  readonly personId: string;
  readonly from: CivilDate;
  readonly through: CivilDate | undefined;
  readonly hired: CivilDate | undefined;
  readonly left: CivilDate | undefined;
  readonly manager: string | undefined;
  readonly planId: string | undefined;
  /** Texts by name: role, unit, position, region, employee_no, salary …, and the terms of the assignment. */
  readonly values: Readonly<Record<string, string>>;
}

interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly employeeNo: string | null;
  readonly jobTitle: string | null;
  readonly joinedOn: CivilDate | null;
  readonly leftOn: CivilDate | null;
  readonly managerId: string | null;
  readonly salaryMinor: bigint | null;
  readonly currency: string | null;
}

interface SeatRow {
  readonly personId: string;
  readonly positionId: string;
  readonly fromOn: CivilDate;
  readonly untilOn: CivilDate | null;
  readonly role: string;
  readonly title: string | null;
  readonly unitId: string;
}

interface UnitRow {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
}

/** What plans may read of people without anybody typing it: their record and where they sit. */
export const knownOfPeople: readonly string[] = [
  'name',
  'email',
  'employee_no',
  'job_title',
  'role',
  'position',
  'unit',
  'team',
];

/**
 * What holds for everyone, or for some people, day by day. Salaries are read only for whoever may know them; a plan that reads
 * payee.salary is calculated by them alone.
 */
export async function loadPersonTerms(
  context: WriteContext,
  seesPay: boolean,
  only?: readonly string[],
): Promise<PersonTerms[]> {
  const { tx } = context;
  const among = (column: string) =>
    only === undefined ? sql`` : sql`and ${sql.ref(column)} = any(${[...only]}::uuid[])`;
  const people = await sql<PersonRow>`
    select id::text, name, email, employee_no as "employeeNo", job_title as "jobTitle", joined_on as "joinedOn", left_on as "leftOn",
      manager_id::text as "managerId", case when ${seesPay} then monthly_salary_minor end as "salaryMinor", currency
    from qd.person where company_id = qd.current_company() and deleted_at is null ${among('id')} order by id`.execute(
    tx.kysely,
  );
  const seats = await sql<SeatRow>`
    select a.person_id::text as "personId", p.id::text as "positionId", a.from_on as "fromOn", a.until_on as "untilOn", p.role, p.title, p.unit_id::text as "unitId"
    from qd.assignment a join qd.position p on p.company_id = a.company_id and p.id = a.position_id
    where a.company_id = qd.current_company() and a.deleted_at is null ${among('a.person_id')} order by a.from_on, a.id`.execute(
    tx.kysely,
  );
  const units = await sql<UnitRow>`
    select id::text, parent_id::text as "parentId", name from qd.unit where company_id = qd.current_company()`.execute(
    tx.kysely,
  );
  const seatsOf = Map.groupBy(seats.rows, ({ personId }) => personId);
  const unitById = new Map(units.rows.map((unit) => [unit.id, unit]));
  const finder = assignmentFinder(await assignmentRows(context), unitById);
  return people.rows.flatMap((person) => termsOf(person, seatsOf.get(person.id) ?? [], unitById, finder));
}

/** The rows of the engine's payees for a plan, everyone known included, so that credits of others are told apart. */
export function payeeRows(plan: Plan, planId: string, terms: readonly PersonTerms[]): PayeeInput[] {
  return terms.map(({ personId, from, through, hired, left, manager, planId: own, values }) => ({
    payee: personId,
    from,
    through,
    hired,
    left,
    manager,
    plan: own === planId ? plan.id : own === undefined ? noPlan : own,
    attributes: plan.reads.payeeColumns.map((name) => values[name.toLowerCase()]),
  }));
}

/** No plan has this name: the engine then pays nothing. */
const noPlan = '\u0000none';

interface Finder {
  readonly on: (personId: string, seats: readonly SeatRow[], day: CivilDate) => AssignmentRow | undefined;
  /** Days on which some assignment begins, or the day after one ends. */
  readonly changes: readonly CivilDate[];
}

/** The nearest assignment of a day: of the person, else the position, else the unit or one above it, else the role. */
function assignmentFinder(rows: readonly AssignmentRow[], units: ReadonlyMap<string, UnitRow>): Finder {
  const byTarget = Map.groupBy(rows, ({ target, targetId }) => `${target} ${targetId}`);
  const find = (target: AssignmentRow['target'], id: string, day: CivilDate): AssignmentRow | undefined =>
    byTarget
      .get(`${target} ${id}`)
      ?.find(({ fromOn, throughOn }) => fromOn <= day && (throughOn === null || throughOn >= day));
  const first = <T>(items: Iterable<T>, look: (item: T) => AssignmentRow | undefined): AssignmentRow | undefined => {
    for (const item of items) {
      const found = look(item);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    on: (personId, seats, day) =>
      find('person', personId, day) ??
      first(seats, ({ positionId }) => find('position', positionId, day)) ??
      first(seats, ({ unitId }) => first(unitsAbove(unitId, units), (id) => find('unit', id, day))) ??
      first(seats, ({ role }) => find('role', role, day)),
    changes: rows.flatMap(({ fromOn, throughOn }) => [fromOn, ...(throughOn === null ? [] : [addDays(throughOn, 1)])]),
  };
}

/** The unit itself and those it belongs to, nearest first. */
function unitsAbove(unitId: string, units: ReadonlyMap<string, UnitRow>): string[] {
  const found: string[] = [];
  let at: string | null | undefined = unitId;
  while (at !== null && at !== undefined && !found.includes(at)) {
    found.push(at);
    at = units.get(at)?.parentId;
  }
  return found;
}

/** A person's time cut wherever a seat or an assignment to a plan changes; days that say the same stay together. */
function termsOf(
  person: PersonRow,
  seats: readonly SeatRow[],
  units: ReadonlyMap<string, UnitRow>,
  find: Finder,
): PersonTerms[] {
  const start = person.joinedOn ?? firstDay;
  const end = person.leftOn ?? undefined;
  const cuts = new Set([start, ...find.changes]);
  for (const { fromOn, untilOn } of seats) {
    cuts.add(fromOn);
    if (untilOn !== null) cuts.add(untilOn);
  }
  const days = [...cuts].filter((day) => day >= start && (end === undefined || day <= end)).sort();
  const result: PersonTerms[] = [];
  for (const [i, from] of days.entries()) {
    const through = i + 1 < days.length ? addDays(days[i + 1], -1) : end;
    const held = seats.filter(({ fromOn, untilOn }) => fromOn <= from && (untilOn === null || untilOn > from));
    const assignment = find.on(person.id, held, from);
    const values = valuesOf(person, held.at(0), units, assignment);
    const last = result.at(-1);
    if (last !== undefined && last.planId === assignment?.planId && sameValues(last.values, values)) {
      result[result.length - 1] = { ...last, through };
      continue;
    }
    result.push({
      personId: person.id,
      from,
      through,
      hired: person.joinedOn ?? undefined,
      left: end,
      // Whoever leads nobody above stands for themselves in some records.
      manager: person.managerId === null || person.managerId === person.id ? undefined : person.managerId,
      planId: assignment?.planId,
      values,
    });
  }
  return result;
}

function valuesOf(
  person: PersonRow,
  seat: SeatRow | undefined,
  units: ReadonlyMap<string, UnitRow>,
  assignment: AssignmentRow | undefined,
): Record<string, string> {
  const values: Record<string, string> = { name: person.name };
  const set = (name: string, value: string | null | undefined): void => {
    if (value !== null && value !== undefined && value !== '') values[name] = value;
  };
  set('email', person.email);
  set('employee_no', person.employeeNo);
  set('job_title', person.jobTitle);
  set('role', seat?.role);
  set('position', seat?.title);
  set('unit', seat === undefined ? undefined : units.get(seat.unitId)?.name);
  set('team', values.unit);
  if (person.salaryMinor !== null && person.currency !== null)
    values.salary = moneyToText(money(person.salaryMinor, person.currency));
  for (const [name, value] of Object.entries(assignment?.terms ?? {})) values[name.toLowerCase()] = value;
  return values;
}

function sameValues(left: Readonly<Record<string, string>>, right: Readonly<Record<string, string>>): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
