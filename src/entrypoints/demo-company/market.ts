import type { Random } from '#kernel/random.ts';
import { weightedDraw } from './draw.ts';
import type { ExchangeRates } from './exchange-rates.ts';
import { plantedTruths } from './planted-truths.ts';
import type { DealLine } from './price-deal.ts';
import type { Seat } from './seats.ts';
import type { Customer } from './simulate-accounts.ts';
import type { Course } from './simulate-course.ts';
import type { Catalogue } from './simulate-products.ts';
import type { Team } from './simulate-team.ts';
import type { Row } from './tables.ts';
import type { World } from './world.ts';

/** An opportunity with what later steps need to know of it. */
export interface Deal {
  readonly row: Row<'opportunity'>;
  readonly customer: Customer;
  readonly seat: Seat;
  readonly lines: readonly DealLine[];
  readonly course: Course;
  readonly createdDay: number;
  /** The day it ended, or the last of the history. */
  readonly lastDay: number;
}

/** What the step draws on. */
export interface Market {
  readonly team: Team;
  readonly customers: readonly Customer[];
  readonly catalogue: Catalogue;
  readonly rates: ExchangeRates;
  /** The few customers that a region lives from; empty unless planted. */
  readonly largeCustomers: readonly Customer[];
}

/** Draws the customer of a deal begun on a day: in proportion to weight among those who buy then. */
export function customerChoice({
  customers,
  largeCustomers,
}: Market): (random: Random, day: number) => Customer | undefined {
  const draw = weightedDraw(customers.map(({ weight }) => weight));
  const { region, shareOfDeals } = plantedTruths.concentration;
  return (random, day) => {
    for (let attempt = 0; attempt < 200; attempt++) {
      const customer = customers[draw(random)];
      if (day < customer.sinceDay || day > customer.stopsOn) continue;
      const drawn = customer.region === region && largeCustomers.length > 0 && random.next() < shareOfDeals;
      return drawn ? random.pick(largeCustomers) : customer;
    }
    return undefined;
  };
}

/** The few that a region lives from, when planted: old customers that stay. */
export function chooseLargeCustomers(world: World, customers: readonly Customer[]): readonly Customer[] {
  if (!world.has('concentration')) return [];
  const { region, accounts } = plantedTruths.concentration;
  return customers
    .filter((customer) => customer.region === region && customer.seat !== undefined && customer.row.taxNo !== null)
    .filter(({ sinceDay, stopsOn }) => sinceDay < world.startDay - 200 && stopsOn === world.endDay)
    .sort((left, right) => right.weight - left.weight)
    .slice(0, accounts);
}
