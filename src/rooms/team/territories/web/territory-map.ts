import { convexHull } from '#engines/territory/design/convex-hull.ts';
import type { MapChart } from '#kernel/chart.ts';
import type { ProposedDesign, TerritoryBalanceView } from '../balance-contract.ts';

/** So many territories get a colour each; more are coloured by region. */
const mostColours = 12;

/** Territory of each place once the moves of a design are made. */
export function territoriesAfter(view: TerritoryBalanceView, design: ProposedDesign): readonly number[] {
  const to = new Map(design.moves.map((move) => [move.place, move.to]));
  return view.places.map(({ territory }, i) => to.get(i) ?? territory);
}

interface MapWish {
  readonly territoryOf: readonly number[];
  readonly picked: number | undefined;
  readonly title: string;
  readonly others: string;
  readonly none: string;
}

/** The map of a division: a dot for each customer, and the outline of the territory that is picked out. */
export function territoryMap(view: TerritoryBalanceView, wish: MapWish): MapChart {
  const { territoryOf, picked, title, others, none } = wish;
  const byRegion = view.territories.length > mostColours;
  const groupOf = (territory: number): string => {
    const found = view.territories[territory];
    if (found === undefined) return none;
    if (picked !== undefined) return territory === picked ? found.name : others;
    return byRegion ? (found.region ?? none) : found.name;
  };
  const outlined = picked === undefined ? [] : [picked];
  return {
    kind: 'map',
    title,
    points: view.places.map(({ name, longitude, latitude, potential }, i) => ({
      x: longitude,
      y: latitude,
      label: name,
      group: groupOf(territoryOf[i]),
      size: potential,
    })),
    paths: outlined.map((territory) => {
      const hull = convexHull(
        view.places.flatMap(({ longitude, latitude }, i) =>
          territoryOf[i] === territory ? [[longitude, latitude] as const] : [],
        ),
      );
      return { points: [...hull, ...hull.slice(0, 1)], group: groupOf(territory) };
    }),
    ...(picked === undefined ? {} : { muted: [others, none] }),
  };
}
