import { dayNumber } from '#kernel/civil-date.ts';
import type { Id } from '#kernel/id.ts';
import type { Random } from '#kernel/random.ts';
import { demoMailDomain, demoPersonas } from './demo-personas.ts';
import { between, clamp } from './draw.ts';
import { type PersonName, inventedMobile, named, personName } from './names.ts';
import type { Row } from './tables.ts';
import { type World, instantOf, isoDay } from './world.ts';

/** Makes people, each with a name and address of their own. */
export interface Staffing {
  /** A new person; joins on `joinedDay`, or years before the history begins when it is not said. */
  hire(jobTitle: string, monthlySalary: number, joinedDay?: number): Row<'person'>;
  /** The persona of a role, the first time it is asked for; else someone new. */
  hirePersona(role: string, jobTitle: string, monthlySalary: number): Row<'person'>;
  byId(id: Id): Row<'person'>;
}

export function staffing(world: World): Staffing {
  const random = world.random('people');
  const logins = new Map<string, number>(demoPersonas.map(({ surname, given }) => [named(surname, given).login, 1]));
  const names = new Set(demoPersonas.map(({ surname, given }) => surname + given));
  const people = new Map<Id, Row<'person'>>();
  const waiting = [...demoPersonas];

  function freshName(): PersonName & { readonly email: string } {
    let name = personName(random);
    while (names.has(name.name)) name = personName(random);
    names.add(name.name);
    const count = (logins.get(name.login) ?? 0) + 1;
    logins.set(name.login, count);
    return { ...name, email: `${name.login}${count === 1 ? '' : count}@${demoMailDomain}` };
  }

  function add(name: PersonName, email: string, jobTitle: string, monthlySalary: number, joinedDay?: number) {
    const joined = joinedDay ?? seniority(world, random);
    const person: Row<'person'> = {
      id: world.newId(instantOf(joined, 9)),
      createdAt: instantOf(joined, 9),
      createdBy: null,
      name: name.name,
      email,
      phone: inventedMobile(random),
      employeeNo: `HZ${String(people.size + 1).padStart(4, '0')}`,
      jobTitle,
      joinedOn: isoDay(joined),
      leftOn: null,
      leaveReason: null,
      language: 'zh-Hans',
      monthlySalaryMinor: Math.round(monthlySalary * between(random, 0.9, 1.15)) * 100,
      currency: 'CNY',
      managerId: null,
      custom: { nameEn: name.english },
    };
    people.set(person.id, person);
    world.rows.person.push(person);
    return person;
  }

  return {
    hire(jobTitle, monthlySalary, joinedDay) {
      const { email, ...name } = freshName();
      return add(name, email, jobTitle, monthlySalary, joinedDay);
    },
    hirePersona(role, jobTitle, monthlySalary) {
      const at = waiting.findIndex((persona) => persona.role === role);
      if (at < 0) return this.hire(jobTitle, monthlySalary);
      const [persona] = waiting.splice(at, 1);
      return add(named(persona.surname, persona.given), persona.email, jobTitle, monthlySalary);
    },
    byId(id) {
      const person = people.get(id);
      if (person === undefined) throw new Error(`no person ${id}`);
      return person;
    },
  };
}

/** Joined on the first working day of some month, half a year to nine years before the history begins. */
function seniority(world: World, random: Random): number {
  const day = world.startDay - Math.round(clamp(between(random, 180, 3300), 180, 3300));
  return dayNumber(`${isoDay(day).slice(0, 7)}-01`);
}
