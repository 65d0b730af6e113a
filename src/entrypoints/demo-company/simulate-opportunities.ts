import type { Id } from '#kernel/id.ts';
import type { Random } from '#kernel/random.ts';
import {
  baseWinRate,
  channelWeights,
  channels,
  lostReasons,
  sourceWeights,
  sources,
  stageProfiles,
} from './catalogue.ts';
import { clamp, weightedDraw } from './draw.ts';
import type { ExchangeRates } from './exchange-rates.ts';
import { plantedTruths } from './planted-truths.ts';
import { type DealLine, priceDeal } from './price-deal.ts';
import { type Seat, holderAt, holdersBetween } from './seats.ts';
import type { Customer } from './simulate-accounts.ts';
import { type Course, simulateCourse } from './simulate-course.ts';
import { simulatePostponements } from './simulate-postponements.ts';
import type { Catalogue, Product } from './simulate-products.ts';
import type { Team } from './simulate-team.ts';
import { nextSteps, projects } from './texts.ts';
import { workingDays } from './working-days.ts';
import type { Row } from './tables.ts';
import { type World, dayOf, instantOf, isoDay, workingMoment } from './world.ts';

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

/** Days before the history from which deals may still be open when it begins; the rest of them is not kept. */
const warmUpDays = 200;
/** Mean age of an open deal, which is how much history the warm-up adds. */
const openDays = 33;
const abandonedShare = 0.015;
const competitorShare = 0.45;

/** Opportunities in order of creation, with their lines, stage visits and changes. */
export function simulateOpportunities(world: World, market: Market): Deal[] {
  const random = world.random('opportunities');
  const from = world.startDay - warmUpDays;
  const days = workingDays(world, from);
  const stageIds = addPipeline(world, market.team.administratorId);
  const horizon = world.endDay - world.startDay;
  const count = Math.round((world.size.opportunities * (horizon + warmUpDays)) / (horizon + openDays));
  const starts = Float64Array.from({ length: count }, () => days.drawStart(random)).sort();
  const chooseCustomer = customerChoice(market);
  const deals: Deal[] = [];
  for (const day of starts) {
    const createdAt = workingMoment(random, day);
    const customer = chooseCustomer(random, day);
    if (customer === undefined || createdAt >= world.endsAt) continue;
    const seat = customer.seat ?? random.pick(market.team.seats.filter(({ region }) => region === customer.region));
    const chances = drawChances(world, random, market, seat, createdAt, day);
    const course = simulateCourse(world, days, random, { createdAt, region: seat.region, ...chances });
    const lastAt = course.entries.at(-1)!.at;
    if (course.outcome !== 'open' && dayOf(lastAt) < world.startDay) continue;
    const deal = makeDeal(world, random, market, { customer, seat, course, stageIds, createdAt, day, ...chances });
    simulatePostponements(world, days, random, deal, market.team.staleSeat);
    deals.push(deal);
  }
  return deals;
}

/** Draws the customer of a deal begun on a day: in proportion to weight among those who buy then. */
function customerChoice({ customers, largeCustomers }: Market): (random: Random, day: number) => Customer | undefined {
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

interface Chances {
  readonly product: Product;
  readonly competitorId: Id | null;
  readonly wins: boolean;
  readonly abandoned: boolean;
}

function drawChances(
  world: World,
  random: Random,
  { team, catalogue }: Market,
  seat: Seat,
  createdAt: number,
  day: number,
): Chances {
  const { losingProducts, training, staleCloseDates } = plantedTruths;
  const product = random.pick(catalogue.products);
  const losing =
    world.has('losingProducts') && (losingProducts.products as readonly string[]).includes(product.row.code);
  let competitorId = random.next() < competitorShare ? random.pick(catalogue.competitorIds) : null;
  if (losing && random.next() < losingProducts.competitorShare) competitorId = catalogue.competitorIds[0];
  let chance = baseWinRate;
  const trainedOn = team.trainedOn.get(holderAt(seat, day));
  if (world.has('training') && trainedOn !== undefined && dayOf(createdAt) > trainedOn)
    chance += training.liftOfWinRate;
  if (losing && competitorId === catalogue.competitorIds[0]) {
    const since = (day - (world.endDay - losingProducts.overDays)) / losingProducts.overDays;
    chance -= losingProducts.lossOfWinRate * clamp(since * 1.3, 0, 1);
  }
  const stale = world.has('staleCloseDates') && seat === team.staleSeat;
  const wins = random.next() < chance;
  const abandoned = random.next() < (stale ? staleCloseDates.rottingShare : abandonedShare);
  return { product, competitorId, wins, abandoned };
}

interface DealPlan extends Chances {
  readonly customer: Customer;
  readonly seat: Seat;
  readonly course: Course;
  readonly stageIds: readonly Id[];
  readonly createdAt: number;
  readonly day: number;
}

const drawSource = weightedDraw(sourceWeights);
const drawChannel = weightedDraw(channelWeights);

function makeDeal(world: World, random: Random, market: Market, plan: DealPlan): Deal {
  const { customer, seat, course, stageIds, createdAt, day, product } = plan;
  const { overDiscounting, concentration } = plantedTruths;
  const generous = world.has('overDiscounting') && seat.unitId === market.team.discountUnitId;
  const currency = customer.row.currency ?? 'CNY';
  const lines = priceDeal(world, random, market.catalogue, market.rates, product, {
    day,
    currency,
    discount: clamp((generous ? overDiscounting.meanDiscount : 0.08) + 0.04 * random.normal(), 0, 0.3),
    timesAmount: market.largeCustomers.includes(customer) ? concentration.timesAmount : 1,
  });
  const last = course.entries.at(-1)!;
  const closed = course.outcome !== 'open';
  const lastDay = closed ? dayOf(last.at) : world.endDay;
  const owners = holdersBetween(seat, day, lastDay);
  const id = world.newId(createdAt);
  const amountMinor = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0);
  const stage = stageProfiles[last.stage];
  const row: Row<'opportunity'> = {
    id,
    createdAt,
    createdBy: owners[0].personId,
    name: `${customer.short}${product.row.name.split(' ')[0]}${random.pick(projects)}`,
    accountId: customer.row.id,
    contactId: random.pick(customer.contactIds),
    ownerId: owners.at(-1)!.personId,
    pipelineId: world.rows.pipeline[0].id,
    stageId: stageIds[last.stage],
    status: course.outcome,
    productId: product.row.id,
    competitorId: plan.competitorId,
    amountMinor,
    currency,
    baseMinor: market.rates.toBase(amountMinor, currency, closed ? lastDay : day),
    listMinor: lines.reduce((sum, line) => sum + line.quantity * line.listPriceMinor, 0),
    probability: stage.probability,
    source: sources[drawSource(random)],
    channel: channels[drawChannel(random)],
    createdOn: isoDay(day),
    expectedCloseOn: null,
    firstExpectedCloseOn: null,
    closedOn: closed ? isoDay(lastDay) : null,
    month: null,
    lostReason: course.outcome === 'lost' ? lossReason(random, plan, course) : null,
    nextStep: null,
    nextStepOn: null,
    stageEnteredOn: isoDay(dayOf(last.at)),
    slipCount: 0,
    lastActivityOn: null,
  };
  planNextStep(world, random, row, course);
  world.rows.opportunity.push(row);
  addLines(world, row, lines);
  addVisits(world, row, course, stageIds, owners);
  return { row, customer, seat, lines, course, createdDay: day, lastDay };
}

function lossReason(random: Random, { competitorId }: DealPlan, course: Course): string {
  if (course.abandonedDay !== undefined) return '无回应';
  if (competitorId !== null && random.next() < 0.5) return '竞争对手';
  return random.pick(lostReasons);
}

function planNextStep(world: World, random: Random, row: Row<'opportunity'>, course: Course): void {
  if (course.outcome !== 'open' || course.abandonedDay !== undefined || random.next() < 0.12) return;
  row.nextStep = random.pick(nextSteps);
  row.nextStepOn = isoDay(world.endDay - 3 + random.integer(16));
}

function addLines(world: World, row: Row<'opportunity'>, lines: readonly DealLine[]): void {
  for (const { product, quantity, unitPriceMinor } of lines) {
    world.rows.opportunityLine.push({
      id: world.newId(row.createdAt),
      createdAt: row.createdAt,
      createdBy: row.createdBy,
      opportunityId: row.id,
      productId: product.row.id,
      quantity,
      unitPriceMinor,
      amountMinor: quantity * unitPriceMinor,
      currency: row.currency,
    });
  }
}

/** Stage visits with the owner of the time; a hand-over of the deal itself is a change of its own. */
function addVisits(
  world: World,
  row: Row<'opportunity'>,
  course: Course,
  stageIds: readonly Id[],
  owners: readonly { readonly personId: Id; readonly sinceDay: number }[],
): void {
  course.entries.forEach(({ stage, at }, i) => {
    const owner = owners.findLast(({ sinceDay }) => sinceDay <= dayOf(at)) ?? owners[0];
    const leftAt = course.entries[i + 1]?.at ?? null;
    world.rows.stageVisit.push({
      opportunityId: row.id,
      stageId: stageIds[stage],
      ownerId: owner.personId,
      enteredAt: at,
      leftAt,
    });
  });
  for (let i = 1; i < owners.length; i++) {
    const { personId, sinceDay } = owners[i];
    const at = Math.max(instantOf(sinceDay, 8.6), row.createdAt + 60_000);
    world.changes.push({
      recordId: row.id,
      at,
      actorId: personId,
      field: 'ownerId',
      from: owners[i - 1].personId,
      to: personId,
    });
  }
}

function addPipeline(world: World, authorId: Id): Id[] {
  const createdAt = instantOf(world.startDay - 400, 10);
  const common = () => ({ id: world.newId(createdAt), createdAt, createdBy: authorId });
  const pipeline = { ...common(), name: '标准销售流程 Standard', isDefault: true };
  world.rows.pipeline.push(pipeline);
  return stageProfiles.map((profile, sort) => {
    const stage: Row<'stage'> = {
      ...common(),
      pipelineId: pipeline.id,
      name: profile.name,
      nameEn: profile.english,
      nameHant: profile.traditional,
      sort,
      outcome: profile.outcome,
      probability: profile.probability,
      expectedDays: profile.outcome === 'open' ? profile.days : null,
      criteria: profile.criteria,
    };
    world.rows.stage.push(stage);
    return stage.id;
  });
}
