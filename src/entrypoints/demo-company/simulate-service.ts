import type { Random } from '#kernel/random.ts';
import { between, lognormal, weightedDraw } from './draw.ts';
import { plantedTruths } from './planted-truths.ts';
import type { Customer } from './simulate-accounts.ts';
import type { Catalogue } from './simulate-products.ts';
import type { Team } from './simulate-team.ts';
import type { Row } from './tables.ts';
import { type World, dayOf, workingMoment } from './world.ts';

const hourMs = 3_600_000;
/** Every customer may stop buying for reasons of its own: share per year. */
const yearlyEnd = 0.04;
/** Share of tickets that fall between two chairs and wait for days. */
const forgottenShare = 0.16;

/**
 * Tickets of each customer in order of time, and with them the day a customer stops buying: a small chance each year, and,
 * when planted, a large one after a ticket that waited. A customer that has stopped opens no further tickets.
 */
export function simulateService(world: World, team: Team, customers: readonly Customer[], catalogue: Catalogue): void {
  const random = world.random('service');
  const totalWeight = customers.reduce((sum, customer) => sum + ticketWeight(world, customer), 0);
  for (const customer of customers) {
    const ends = world.startDay + (random.exponential() / yearlyEnd) * 365;
    if (ends < world.endDay) customer.stopsOn = Math.max(customer.sinceDay, Math.floor(ends));
    const mean = (world.size.tickets * ticketWeight(world, customer)) / totalWeight;
    const from = Math.max(world.startDay, customer.sinceDay + 10);
    const days = openingDays(random, mean, from, world.endDay);
    for (const day of days) {
      if (day > customer.stopsOn) break;
      const ticket = makeTicket(world, team, random, customer, catalogue, day);
      if (ticket !== undefined) decideStop(world, random, customer, ticket);
    }
  }
}

/** Tickets grow with the time a customer is there. */
function ticketWeight(world: World, { sinceDay }: Customer): number {
  return Math.max(0, world.endDay - Math.max(world.startDay, sinceDay));
}

function openingDays(random: Random, mean: number, from: number, until: number): number[] {
  const days: number[] = [];
  if (until <= from) return days;
  const gap = (until - from) / mean;
  for (let day = from + random.exponential() * gap; day <= until; day += random.exponential() * gap) {
    days.push(Math.floor(day));
  }
  return days;
}

const categories = ['question', 'complaint', 'warranty', 'return'] as const;
const drawCategory = weightedDraw([50, 22, 18, 10]);
const subjects: Readonly<Record<(typeof categories)[number], readonly string[]>> = {
  question: ['询问发货进度', '索取合格证与检测报告', '选型咨询', 'How to replace the seal', '对账单核对'],
  complaint: ['到货数量不符', '包装破损', '交期延误', '开票信息有误'],
  warranty: ['设备异响，申请保修', '密封渗漏', '驱动器报警 Alarm E-21', '轴承早期磨损'],
  return: ['规格订错，申请退货', '多发货物退回', '质量问题退货'],
};

function makeTicket(
  world: World,
  team: Team,
  random: Random,
  { row }: Customer,
  catalogue: Catalogue,
  day: number,
): Row<'ticket'> | undefined {
  const openedAt = workingMoment(random, day);
  if (openedAt >= world.endsAt) return undefined;
  const hours = random.next() < forgottenShare ? lognormal(random, 90, 0.4) : lognormal(random, 5, 0.8);
  const respondedAt = Math.round(openedAt + hours * hourMs);
  const closedAt = Math.round(respondedAt + lognormal(random, 30, 0.9) * hourMs);
  const responded = respondedAt <= world.endsAt;
  const closed = closedAt <= world.endsAt;
  const category = categories[drawCategory(random)];
  const slow = hours > plantedTruths.churnAfterSlowTickets.slowHours && world.has('churnAfterSlowTickets');
  const satisfaction = Math.max(1, Math.min(5, Math.round((slow ? 2.4 : 4.2) + 0.8 * random.normal())));
  const ticket: Row<'ticket'> = {
    id: world.newId(openedAt),
    createdAt: openedAt,
    createdBy: null,
    subject: random.pick(subjects[category]),
    accountId: row.id,
    ownerId: random.pick(team.servicePeople),
    productId: random.pick(catalogue.products).row.id,
    category,
    priority: random.next() < 0.15 ? 'high' : random.next() < 0.2 ? 'low' : 'normal',
    status: closed ? 'closed' : responded ? 'waiting' : 'open',
    openedAt,
    respondedAt: responded ? respondedAt : null,
    closedAt: closed ? closedAt : null,
    satisfaction: closed && random.next() < 0.6 ? satisfaction : null,
  };
  world.rows.ticket.push(ticket);
  return ticket;
}

function decideStop(world: World, random: Random, customer: Customer, ticket: Row<'ticket'>): void {
  const truth = plantedTruths.churnAfterSlowTickets;
  if (!world.has('churnAfterSlowTickets') || ticket.respondedAt === null) return;
  const waited = (ticket.respondedAt - ticket.openedAt) / hourMs;
  const chance = waited > truth.slowHours ? truth.stopsAfterSlow : truth.stopsOtherwise;
  if (random.next() < chance) {
    const stops = dayOf(ticket.respondedAt) + Math.floor(between(random, 0, 30));
    customer.stopsOn = Math.min(customer.stopsOn, stops);
  }
}
