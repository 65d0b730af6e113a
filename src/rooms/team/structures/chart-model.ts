import { Refused } from '#kernel/result.ts';
import type { ChartMove, ChartUnit, Comparison } from './chart-contract.ts';

/** The structure on a day, as far as sight and spans follow from it. */
export type ChartUnits = readonly ChartUnit[];

/**
 * The chart after the moves of a draft.
 * @throws Refused when something moved is not there, or a unit would come to stand below itself
 */
export function withMoves(units: ChartUnits, moves: readonly ChartMove[]): ChartUnit[] {
  const next = new Map(units.map((unit) => [unit.id, { ...unit, positions: [...unit.positions] }]));
  const unitOf = (id: string, field: string): ChartUnit & { positions: ChartUnit['positions'] } => {
    const found = next.get(id);
    if (found === undefined)
      throw new Refused('unknown-unit', 'there is no such unit on this day', { field, found: id });
    return found;
  };
  for (const move of moves) {
    switch (move.what) {
      case 'unit': {
        const unit = unitOf(move.unitId, 'unitId');
        unitOf(move.parentId, 'parentId');
        next.set(unit.id, { ...unit, parentId: move.parentId });
        refuseCircle(next, unit.id);
        break;
      }
      case 'position': {
        const from = [...next.values()].find(({ positions }) => positions.some(({ id }) => id === move.positionId));
        const position = from?.positions.find(({ id }) => id === move.positionId);
        if (from === undefined || position === undefined)
          throw new Refused('unknown-position', 'there is no such position on this day', {
            field: 'positionId',
            found: move.positionId,
          });
        from.positions = from.positions.filter(({ id }) => id !== move.positionId);
        unitOf(move.unitId, 'unitId').positions.push({ ...position, unitId: move.unitId });
        break;
      }
      case 'person':
        movePerson(next, move, unitOf(move.unitId, 'unitId'));
    }
  }
  return [...next.values()];
}

function movePerson(
  next: Map<string, ChartUnit>,
  move: Extract<ChartMove, { what: 'person' }>,
  target: ChartUnit,
): void {
  for (const unit of next.values()) {
    for (const [at, position] of unit.positions.entries()) {
      const holder = position.holders.find(({ assignmentId }) => assignmentId === move.assignmentId);
      if (holder === undefined) continue;
      unit.positions[at] = { ...position, holders: position.holders.filter((one) => one !== holder) };
      target.positions.push({
        ...position,
        id: `new ${move.assignmentId}`,
        unitId: target.id,
        leads: false,
        holders: [holder],
      });
      return;
    }
  }
  throw new Refused('unknown-assignment', 'nobody holds this on this day', {
    field: 'assignmentId',
    found: move.assignmentId,
  });
}

function refuseCircle(units: ReadonlyMap<string, ChartUnit>, from: string): void {
  const seen = new Set([from]);
  let at = units.get(from)?.parentId ?? null;
  while (at !== null) {
    if (seen.has(at))
      throw new Refused('circular-structure', 'a unit cannot stand below itself', {
        field: 'parentId',
        found: units.get(from)?.name,
        expected: 'a unit that does not belong to it',
      });
    seen.add(at);
    at = units.get(at)?.parentId ?? null;
  }
}

/** What a draft changes: who moves, how large units become, whose sight grows or shrinks. */
export function compareCharts(before: ChartUnits, after: ChartUnits): Comparison {
  const seatsBefore = seats(before);
  const seatsAfter = seats(after);
  const names = new Map([...seatsBefore, ...seatsAfter].map(({ personId, name }) => [personId, name]));
  const placesOf = (list: readonly Seat[], personId: string): string =>
    list
      .filter((seat) => seat.personId === personId)
      .map(({ path }) => path)
      .sort()
      .join(', ');
  const moved = [...names]
    .map(([personId, name]) => ({
      personId,
      name,
      from: placesOf(seatsBefore, personId),
      to: placesOf(seatsAfter, personId),
    }))
    .filter(({ from, to }) => from !== to);
  const sizes = after
    .map(({ id: unitId, name }) => ({
      unitId,
      name,
      before: sizeOf(seatsBefore, unitId),
      after: sizeOf(seatsAfter, unitId),
    }))
    .filter((unit) => unit.before !== unit.after);
  const seenBefore = sightOf(before, seatsBefore);
  const seenAfter = sightOf(after, seatsAfter);
  const sight = [...names].flatMap(([personId, name]) => {
    const was = seenBefore.get(personId) ?? new Set<string>();
    const is = seenAfter.get(personId) ?? new Set<string>();
    const gains = [...is]
      .filter((id) => !was.has(id))
      .map((id) => names.get(id) ?? '')
      .sort();
    const loses = [...was]
      .filter((id) => !is.has(id))
      .map((id) => names.get(id) ?? '')
      .sort();
    const role = seatsAfter.find((seat) => seat.personId === personId)?.role ?? '';
    return gains.length + loses.length === 0
      ? []
      : [{ personId, name, role, before: was.size, after: is.size, gains, loses }];
  });
  return { moved, sizes, sight };
}

interface Seat {
  readonly personId: string;
  readonly name: string;
  readonly role: string;
  readonly unitId: string;
  readonly path: string;
}

function seats(units: ChartUnits): Seat[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const pathOf = (unit: ChartUnit): string => {
    const parent = unit.parentId === null ? undefined : byId.get(unit.parentId);
    return parent === undefined ? unit.name : `${parent.name} › ${unit.name}`;
  };
  return units.flatMap((unit) =>
    unit.positions.flatMap((position) =>
      position.holders.map(({ personId, name }) => ({
        personId,
        name,
        role: position.role,
        unitId: unit.id,
        path: pathOf(unit),
      })),
    ),
  );
}

function sizeOf(list: readonly Seat[], unitId: string): number {
  return new Set(list.filter((seat) => seat.unitId === unitId).map(({ personId }) => personId)).size;
}

/** How far each role sees the people around: the same four steps as the visibility rule, for deals. */
const reach: Readonly<Record<string, 'own' | 'team' | 'subtree' | 'all'>> = {
  administrator: 'all',
  executive: 'all',
  manager: 'subtree',
  supervisor: 'team',
  teamLead: 'team',
  rep: 'own',
  analyst: 'all',
  finance: 'all',
};

function sightOf(units: ChartUnits, list: readonly Seat[]): Map<string, Set<string>> {
  const everyone = new Set(list.map(({ personId }) => personId));
  const children = Map.groupBy(units, ({ parentId }) => parentId);
  const below = (unitId: string): string[] => [unitId, ...(children.get(unitId) ?? []).flatMap(({ id }) => below(id))];
  const peopleOf = (unitIds: readonly string[]): string[] =>
    list.filter((seat) => unitIds.includes(seat.unitId)).map(({ personId }) => personId);
  const sight = new Map<string, Set<string>>();
  for (const seat of list) {
    const scope = reach[seat.role] ?? 'own';
    const seen =
      scope === 'all'
        ? everyone
        : scope === 'subtree'
          ? peopleOf(below(seat.unitId))
          : scope === 'team'
            ? peopleOf([seat.unitId])
            : [seat.personId];
    sight.set(seat.personId, new Set([...(sight.get(seat.personId) ?? []), ...seen]));
  }
  return sight;
}
