import type { Id } from '#kernel/id.ts';
import { type World, instantOf, isoDay } from './world.ts';

/** Adds structures, units, positions and assignments to the company's rows. */
export interface StructureBuilder {
  structure(name: string, dimension: string): Id;
  unit(structureId: Id, parentId: Id | null, name: string, level: string, nameEn: string): Id;
  position(unitId: Id, role: string, title: string, leads: boolean): Id;
  assign(positionId: Id, personId: Id, fromDay?: number, untilDay?: number): void;
  /** A position with one holder from the beginning. */
  seat(unitId: Id, role: string, title: string, personId: Id, leads: boolean): Id;
}

/** Days before the history begins on which the structure was set up. */
export const structureAge = 400;

export function structureBuilder(world: World): StructureBuilder {
  const foundedDay = world.startDay - structureAge;
  const createdAt = instantOf(foundedDay, 9);
  const common = () => ({ id: world.newId(createdAt), createdAt, createdBy: null });
  const builder: StructureBuilder = {
    structure(name, dimension) {
      const row = { ...common(), name, dimension };
      world.rows.structure.push(row);
      return row.id;
    },
    unit(structureId, parentId, name, level, nameEn) {
      const row = {
        ...common(),
        structureId,
        parentId,
        name,
        level,
        fromOn: isoDay(foundedDay),
        untilOn: null,
        custom: { nameEn },
      };
      world.rows.unit.push(row);
      return row.id;
    },
    position(unitId, role, title, leads) {
      const row = { ...common(), unitId, role, title, leads, fromOn: isoDay(foundedDay), untilOn: null };
      world.rows.position.push(row);
      return row.id;
    },
    assign(positionId, personId, fromDay = foundedDay, untilDay) {
      world.rows.assignment.push({
        ...common(),
        positionId,
        personId,
        fromOn: isoDay(fromDay),
        untilOn: untilDay === undefined ? null : isoDay(untilDay),
      });
    },
    seat(unitId, role, title, personId, leads) {
      const id = builder.position(unitId, role, title, leads);
      builder.assign(id, personId);
      return id;
    },
  };
  return builder;
}
