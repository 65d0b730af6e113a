import type { Id } from '#kernel/id.ts';
import type { Random } from '#kernel/random.ts';
import { channelWeights, channels, lostReasons, sourceWeights, sources, stageProfiles } from './catalogue.ts';
import { clamp, weightedDraw } from './draw.ts';
import type { Deal, Market } from './market.ts';
import { plantedTruths } from './planted-truths.ts';
import { type DealLine, priceDeal } from './price-deal.ts';
import { type Seat, holdersBetween } from './seats.ts';
import type { Customer } from './simulate-accounts.ts';
import type { Course } from './simulate-course.ts';
import type { Product } from './simulate-products.ts';
import type { Row } from './tables.ts';
import { nextSteps, projects } from './texts.ts';
import { type World, dayOf, instantOf, isoDay } from './world.ts';

/** What chance and the planted truths have decided about a deal. */
export interface Chances {
  readonly product: Product;
  readonly competitorId: Id | null;
  readonly wins: boolean;
  readonly abandoned: boolean;
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

/** The opportunity with its lines, its stage visits and its hand-overs, added to the company's rows. */
export function makeDeal(world: World, random: Random, market: Market, plan: DealPlan): Deal {
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
