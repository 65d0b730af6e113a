import type { SellingSegment, SizingFacts } from './contract.ts';

export interface SellingUnit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
}

/** The selling seat that a person holds, or held last. */
export interface SellingSeat {
  readonly personId: string;
  readonly unitId: string;
  readonly today: boolean;
}

export interface SoldByPerson {
  readonly personId: string | null;
  readonly sales: number;
  /** The part of it whose cost is known, and that cost. */
  readonly costed: number;
  readonly cost: number;
}

export interface SellingRows {
  readonly units: readonly SellingUnit[];
  readonly seats: readonly SellingSeat[];
  readonly sold: readonly SoldByPerson[];
}

/**
 * People and sales by the units right below the top; by those one step further down where all of it is in one. Sales go
 * where their owner sells, or last sold: those of somebody who left stay with the unit.
 */
export function sellingSegments(rows: SellingRows): Pick<SizingFacts, 'segments' | 'leftOut' | 'elsewhere'> {
  const wide = segmentsAt(rows, 1);
  return wide.segments.length + wide.leftOut.length > 1 ? wide : segmentsAt(rows, 2);
}

function segmentsAt({ units, seats, sold }: SellingRows, depth: number): ReturnType<typeof sellingSegments> {
  const unitOf = new Map(units.map((unit) => [unit.id, unit]));
  const seatOf = new Map(seats.map((seat) => [seat.personId, seat]));
  const found = new Map<string, { unit: SellingUnit; people: number; sales: number; costed: number; cost: number }>();
  const at = (unitId: string) => {
    const path = pathTo(unitId, unitOf);
    const unit = path[Math.min(depth, path.length - 1)];
    const known = found.get(unit.id) ?? { unit, people: 0, sales: 0, costed: 0, cost: 0 };
    found.set(unit.id, known);
    return known;
  };
  for (const { unitId, today } of seats) if (today) at(unitId).people += 1;
  let elsewhere = 0;
  for (const { personId, sales, costed, cost } of sold) {
    const seat = seatOf.get(personId ?? '');
    if (seat === undefined) {
      elsewhere += sales;
      continue;
    }
    const segment = at(seat.unitId);
    segment.sales += sales;
    segment.costed += costed;
    segment.cost += cost;
  }
  const all = [...found.values()].map(
    ({ unit, people, sales, costed, cost }): SellingSegment => ({
      id: unit.id,
      name: unit.name,
      people,
      sales,
      margin: costed > 0 ? (costed - cost) / costed : null,
    }),
  );
  const tells = ({ people, sales }: SellingSegment): boolean => people > 0 && sales > 0;
  return {
    segments: all.filter(tells).toSorted((a, b) => b.sales - a.sales),
    leftOut: all.filter((one) => !tells(one) && (one.people > 0 || one.sales !== 0)),
    elsewhere,
  };
}

/** From the top down to a unit. */
function pathTo(unitId: string, unitOf: ReadonlyMap<string, SellingUnit>): SellingUnit[] {
  const path: SellingUnit[] = [];
  for (
    let unit = unitOf.get(unitId);
    unit !== undefined && !path.includes(unit);
    unit = unitOf.get(unit.parentId ?? '')
  )
    path.unshift(unit);
  return path;
}
