import type { Id } from '#kernel/id.ts';
import { calendarDays } from '#kernel/chinese-holidays.ts';
import { simulateRates } from './exchange-rates.ts';
import { addPools, type Customer, simulateAccounts } from './simulate-accounts.ts';
import { simulateActivities } from './simulate-activities.ts';
import { simulateLeads } from './simulate-leads.ts';
import { chooseLargeCustomers } from './market.ts';
import { simulateOpportunities } from './simulate-opportunities.ts';
import { simulateOrders } from './simulate-orders.ts';
import { simulateQuotas, simulateTasks } from './simulate-plans.ts';
import { simulateProducts } from './simulate-products.ts';
import { holderAt } from './seats.ts';
import { simulateService } from './simulate-service.ts';
import { simulateTeam } from './simulate-team.ts';
import { simulateVisits } from './simulate-visits.ts';
import { plantedTruths as planted } from './planted-truths.ts';
import type { CompanyRows } from './tables.ts';
import { type RecordedChange, type SimulationOptions, type World, isoDay, makeWorld } from './world.ts';

export interface SimulatedCompany {
  readonly name: string;
  readonly nameEn: string;
  readonly endsOn: string;
  readonly startsOn: string;
  /** Nothing in it happened after this instant (milliseconds since 1970). */
  readonly endsAt: number;
  readonly rows: CompanyRows;
  /** Close dates moved and deals handed over, in order of time; stage changes follow from the stage visits. */
  readonly changes: readonly RecordedChange[];
  /** Whom the planted truths are about, whether they are planted or not: what a test compares with. */
  readonly subjects: PlantedSubjects;
}

export interface PlantedSubjects {
  /** Person of the unbalanced territory, and of the stale close dates, on the last day. */
  readonly crowdedPersonId: Id;
  readonly stalePersonId: Id;
  /** Unit of the team that discounts too much. */
  readonly discountUnitId: Id;
  readonly discountPeople: readonly Id[];
  readonly losingProductIds: readonly Id[];
  readonly losingCompetitorId: Id;
  /** person → last day before the course can have an effect. */
  readonly trainedOn: ReadonlyMap<Id, string>;
  readonly largeAccountIds: readonly Id[];
}

export const demoCompanyName = '衡舟工业品（示例）有限公司';

/**
 * Simulates three years of an invented distributor of industrial goods, ending on `endsOn`. Pure: the same options give the
 * same rows, whatever the machine and the clock. What differs between people, products, regions and seasons is only what is
 * planted (see planted-truths.ts); with nothing planted the company is homogeneous but for chance.
 * @throws RangeError for an unknown truth, or a day outside 2024-2029
 */
export function simulateCompany(options: SimulationOptions): SimulatedCompany {
  const world = makeWorld(options);
  const team = simulateTeam(world);
  const catalogue = simulateProducts(world, team);
  const pools = addPools(world, team);
  const customers = simulateAccounts(world, team);
  const rates = simulateRates(world);
  simulateService(world, team, customers, catalogue);
  const largeCustomers = chooseLargeCustomers(world, customers);
  const deals = simulateOpportunities(world, { team, customers, catalogue, rates, largeCustomers });
  simulateOrders(world, deals, rates);
  simulateActivities(world, deals, customers);
  simulateLeads(world, team, deals, pools);
  simulateTasks(world, team, deals);
  simulateQuotas(world, team, deals);
  simulateVisits(world, team, customers);
  setLifecycles(world, customers);
  world.rows.calendarDay.push(...calendarDays());
  world.changes.sort((left, right) => left.at - right.at);
  const { losingProducts } = planted;
  return {
    name: demoCompanyName,
    nameEn: 'Hengzhou Industrial Supply (demo)',
    endsOn: world.endsOn,
    startsOn: isoDay(world.startDay),
    endsAt: world.endsAt,
    rows: world.rows,
    changes: world.changes,
    subjects: {
      crowdedPersonId: holderAt(team.crowdedSeat, world.endDay),
      stalePersonId: holderAt(team.staleSeat, world.endDay),
      discountUnitId: team.discountUnitId,
      discountPeople: team.seats
        .filter(({ unitId }) => unitId === team.discountUnitId)
        .map((seat) => holderAt(seat, world.endDay)),
      losingProductIds: catalogue.products
        .filter(({ row }) => (losingProducts.products as readonly string[]).includes(row.code))
        .map(({ row }) => row.id),
      losingCompetitorId: catalogue.competitorIds[0],
      trainedOn: new Map([...team.trainedOn].map(([personId, day]) => [personId, isoDay(day)])),
      largeAccountIds: largeCustomers.map(({ row }) => row.id),
    },
  };
}

/** Days without an order after which a customer counts as dormant, and as lost. */
const dormantAfter = 180;
const lostAfter = 400;

function setLifecycles(world: World, customers: readonly Customer[]): void {
  const dormantSince = isoDay(world.endDay - dormantAfter);
  const lostSince = isoDay(world.endDay - lostAfter);
  for (const { row } of customers) {
    if (row.lastOrderOn === null) continue;
    row.lifecycle = row.lastOrderOn < lostSince ? 'lost' : row.lastOrderOn < dormantSince ? 'dormant' : 'active';
  }
}
