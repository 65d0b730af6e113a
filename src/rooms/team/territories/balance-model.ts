import type { TerritoryDesign, TerritoryProblem } from '#engines/territory/design/territory-problem.ts';
import { territoryBalance } from '#engines/territory/design/territory-balance.ts';
import { type AccountPlace, placeOfAccount } from '#rooms/customers/places/index.ts';
import type { ProposedDesign, TerritoryBalanceView } from './balance-contract.ts';
import type { CustomerRow, TerritoryRow, TerritoryRows } from './load-balance.ts';

interface Norm {
  readonly accounts: number;
  readonly hours: number | null;
  readonly potential: number | null;
}

export interface TerritoryPlan {
  readonly territories: readonly TerritoryRow[];
  readonly customers: readonly (CustomerRow & { readonly place: AccountPlace })[];
  readonly withoutPlace: number;
  readonly norms: ReadonlyMap<string | null, Norm>;
  readonly problem: Omit<TerritoryProblem, 'tolerance' | 'disruption'>;
}

/** Mean radius of the earth in kilometres (IUGG). */
const earthRadius = 6371.0088;

/**
 * Territories and their customers as the territory engine sees them. The workload of a customer is what customers of its
 * class take on average, its potential what they bring on average or more where it brings more already: what a customer
 * needs, not what an overburdened colleague gave it.
 */
export function planTerritories(rows: TerritoryRows, region: string | undefined): TerritoryPlan {
  const territories = rows.territories.filter((one) => region === undefined || one.region === region);
  const index = new Map(territories.map(({ id }, i) => [id, i]));
  const here = rows.customers.filter((one) =>
    one.territoryId === null ? region === undefined || one.region === region : index.has(one.territoryId),
  );
  const customers = here.flatMap((one) => {
    const place = placeOfAccount(one);
    return place === undefined ? [] : [{ ...one, place }];
  });
  const norms = normsOf(rows.customers);
  const hoursKnown = customers.some((one) => (norms.get(one.class)?.hours ?? 0) > 0);
  const salesKnown = customers.some((one) => (norms.get(one.class)?.potential ?? 0) > 0);
  return {
    territories,
    customers,
    withoutPlace: here.length - customers.length,
    norms,
    problem: {
      at: Float64Array.from(customers.flatMap(({ place }) => onSphere(place))),
      workload: Float64Array.from(customers, (one) => (hoursKnown ? (norms.get(one.class)?.hours ?? 0) : 1)),
      potential: Float64Array.from(customers, (one) =>
        salesKnown ? Math.max(norms.get(one.class)?.potential ?? 0, one.sales ?? 0) : 1,
      ),
      current: Int32Array.from(customers, ({ territoryId }) => index.get(territoryId ?? '') ?? -1),
      locked: new Uint8Array(customers.length),
      territories: territories.length,
      allowed: undefined,
    },
  };
}

function onSphere({ latitude, longitude }: AccountPlace): [number, number, number] {
  const [up, around] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  return [Math.cos(up) * Math.cos(around), Math.cos(up) * Math.sin(around), Math.sin(up)];
}

function normsOf(customers: readonly CustomerRow[]): Map<string | null, Norm> {
  const mean = (values: readonly (number | null)[]): number | null =>
    values.every((value) => value === null)
      ? null
      : values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length;
  return new Map(
    [...Map.groupBy(customers, (one) => one.class)].map(([name, own]) => {
      const minutes = mean(own.map((one) => one.minutes));
      const norm = {
        accounts: own.length,
        hours: minutes === null ? null : minutes / 60,
        potential: mean(own.map((one) => one.sales)),
      };
      return [name, norm];
    }),
  );
}

/** Today's division: every territory against the mean. */
export function viewOf(
  { territories, customers, withoutPlace, norms, problem }: TerritoryPlan,
  regions: readonly string[],
  currency: string,
): TerritoryBalanceView {
  const balance = territoryBalance(problem, problem.current);
  const known = (of: 'hours' | 'potential'): boolean => [...norms.values()].some((norm) => (norm[of] ?? 0) > 0);
  const [hoursKnown, salesKnown] = [known('hours'), known('potential')];
  const totals = (values: Float64Array, territory: number): number =>
    values.reduce((sum, value, i) => (problem.current[i] === territory ? sum + value : sum), 0);
  return {
    currency,
    regions: [...regions],
    territories: territories.map(({ id, name, region, holder }, t) => ({
      id,
      name,
      region,
      holder,
      accounts: problem.current.reduce((sum, at) => (at === t ? sum + 1 : sum), 0),
      hours: hoursKnown ? totals(problem.workload, t) : null,
      potential: salesKnown ? totals(problem.potential, t) : null,
      workloadShare: balance.workload[t],
      potentialShare: balance.potential[t],
    })),
    places: customers.map(({ id, name, class: className, place: { longitude, latitude, exact } }, i) => ({
      id,
      name,
      class: className,
      longitude,
      latitude,
      exact,
      territory: problem.current[i],
      potential: problem.potential[i],
    })),
    withoutPlace,
    worst: balance.worst,
    norms: [...norms]
      .map(([name, norm]) => ({ class: name, ...norm }))
      .sort((a, b) => (a.class ?? '~').localeCompare(b.class ?? '~')),
  };
}

/** What a design of the engine would change. */
export function proposalOf(
  problem: TerritoryPlan['problem'],
  { territoryOf, balance, spread }: TerritoryDesign,
  { disruption, tolerance }: { readonly disruption: number; readonly tolerance: number },
): ProposedDesign {
  const after = territoryBalance(problem, territoryOf);
  const moves = [...territoryOf.keys()]
    .filter((i) => territoryOf[i] !== problem.current[i])
    .map((place) => ({ place, to: territoryOf[place] }));
  return {
    disruption,
    within: Math.max(balance.workload, balance.potential) <= tolerance + 1e-9,
    worst: balance,
    spreadKm: kilometres(spread),
    territories: Array.from({ length: problem.territories }, (_, t) => ({
      accounts: territoryOf.reduce((sum, at) => (at === t ? sum + 1 : sum), 0),
      workloadShare: after.workload[t],
      potentialShare: after.potential[t],
      came: moves.filter(({ to }) => to === t).length,
      left: moves.filter(({ place }) => problem.current[place] === t).length,
    })),
    moves,
  };
}

/** Root of a mean squared chord on the unit sphere, in kilometres. */
export function kilometres(spread: number): number {
  return Math.sqrt(spread) * earthRadius;
}
