import type { Id } from '#kernel/id.ts';
import type { Random } from '#kernel/random.ts';
import { channels, sourceWeights, sources } from './catalogue.ts';
import { lognormal, weightedDraw } from './draw.ts';
import { cityOf, companyName, industries, inventedMobile, personName } from './names.ts';
import { plantedTruths } from './planted-truths.ts';
import { type Seat, holderAt } from './seats.ts';
import type { Deal } from './market.ts';
import type { Team } from './simulate-team.ts';
import { disqualifiedReasons, leadNeeds } from './texts.ts';
import { workingDays } from './working-days.ts';
import type { Row } from './tables.ts';
import { type World, dayOf, workingMoment } from './world.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const medianHours = 4;
const qualifiedShare = 0.42;
/** A lead nobody has answered or decided after so many days goes to the public pool. */
const poolAfterDays = 30;

const drawSource = weightedDraw(sourceWeights);

/**
 * Leads with the time of their first answer and what became of them. A qualified lead becomes a deal of the same source that
 * begins soon after. With the truth planted, one source waits, and what waits is rarely qualified.
 */
export function simulateLeads(world: World, team: Team, deals: readonly Deal[], pools: ReadonlyMap<string, Id>): void {
  const random = world.random('leads');
  const days = workingDays(world, world.startDay);
  const starts = Float64Array.from({ length: world.size.leads }, () => days.drawStart(random)).sort();
  const dealsOf = new Map(
    sources.map((source) => [source, { deals: deals.filter(({ row }) => row.source === source), next: 0 }]),
  );
  for (const day of starts) {
    const receivedAt = workingMoment(random, day);
    if (receivedAt >= world.endsAt) continue;
    const source = sources[drawSource(random)];
    const lead = makeLead(world, random, random.pick(team.seats), source, receivedAt);
    world.rows.lead.push(lead);
    decideLead(world, random, lead, pools);
    if (lead.status === 'converted') linkDeal(world, lead, dealsOf.get(source)!);
  }
}

function makeLead(world: World, random: Random, seat: Seat, source: string, receivedAt: number): Row<'lead'> {
  const industry = random.pick(industries);
  const person = personName(random);
  const id = world.newId(receivedAt);
  return {
    id,
    createdAt: receivedAt,
    createdBy: null,
    name: person.name,
    companyName: companyName(random, cityOf(seat.region, random), industry).name,
    ownerId: holderAt(seat, dayOf(receivedAt)),
    poolId: null,
    status: 'new',
    source,
    channel: source === '线上商城' ? channels[2] : channels[0],
    region: seat.region,
    industry: industry.name,
    email: `${person.login}.${id.slice(-5)}@lead.example`,
    phone: inventedMobile(random),
    need: random.pick(leadNeeds),
    receivedAt,
    firstResponseAt: null,
    qualifiedAt: null,
    disqualifiedReason: null,
    accountId: null,
    opportunityId: null,
  };
}

function decideLead(world: World, random: Random, lead: Row<'lead'>, pools: ReadonlyMap<string, Id>): void {
  const truth = plantedTruths.slowLeadResponse;
  const planted = world.has('slowLeadResponse');
  const hours = lognormal(random, planted && lead.source === truth.source ? truth.medianHours : medianHours, 0.9);
  const answered = random.next() > 0.03;
  const respondedAt = Math.round(lead.receivedAt + hours * hourMs);
  const qualifies =
    random.next() < (planted && hours > truth.slowAfterHours ? truth.qualifiedWhenSlow : qualifiedShare);
  const decidedAt = Math.round(respondedAt + lognormal(random, 4, 0.6) * dayMs);
  if (answered && respondedAt <= world.endsAt) {
    lead.firstResponseAt = respondedAt;
    lead.status = 'working';
    if (decidedAt <= world.endsAt) {
      if (qualifies) {
        lead.status = 'converted';
        lead.qualifiedAt = decidedAt;
      } else if (random.next() < 0.9) {
        lead.status = 'disqualified';
        lead.disqualifiedReason = random.pick(disqualifiedReasons);
      }
    }
  }
  const open = lead.status === 'new' || lead.status === 'working';
  if (open && dayOf(lead.receivedAt) < world.endDay - poolAfterDays) {
    lead.poolId = pools.get(lead.region ?? '') ?? null;
    lead.ownerId = null;
  }
}

/** The next deal of the source that begins on or after the day the lead was qualified; without one it stays 'qualified'. */
function linkDeal(world: World, lead: Row<'lead'>, queue: { readonly deals: readonly Deal[]; next: number }): void {
  const from = lead.qualifiedAt ?? world.endsAt;
  while (queue.next < queue.deals.length && queue.deals[queue.next].row.createdAt < from) queue.next++;
  const deal = queue.deals[queue.next];
  if (deal === undefined || deal.row.createdAt > from + 10 * dayMs) {
    lead.status = 'qualified';
    return;
  }
  queue.next++;
  lead.opportunityId = deal.row.id;
  lead.accountId = deal.row.accountId;
  lead.ownerId = deal.row.createdBy;
  lead.companyName = deal.customer.row.name;
  lead.region = deal.customer.region;
  lead.industry = deal.customer.row.industry;
}
