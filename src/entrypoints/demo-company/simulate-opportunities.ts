import type { Random } from '#kernel/random.ts';
import { addPipeline } from './add-pipeline.ts';
import { baseWinRate } from './catalogue.ts';
import { clamp } from './draw.ts';
import { type Chances, makeDeal } from './make-deal.ts';
import { type Deal, type Market, customerChoice } from './market.ts';
import { plantedTruths } from './planted-truths.ts';
import { type Seat, holderAt } from './seats.ts';
import { simulateCourse } from './simulate-course.ts';
import { simulatePostponements } from './simulate-postponements.ts';
import { workingDays } from './working-days.ts';
import { type World, dayOf, workingMoment } from './world.ts';

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
