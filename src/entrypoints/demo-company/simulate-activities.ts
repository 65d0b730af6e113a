import type { Random } from '#kernel/random.ts';
import { poisson, weightedDraw } from './draw.ts';
import { type Seat, holderAt } from './seats.ts';
import type { Customer } from './simulate-accounts.ts';
import type { Deal } from './market.ts';
import { activityNotes, activityResults, activityTexts } from './texts.ts';
import { workingDays } from './working-days.ts';
import type { Row } from './tables.ts';
import { type World, dayOf, isoDay, workingMoment } from './world.ts';

/** Contacts of a deal: two, and one more for each ten days it lives. */
const perDeal = { first: 1.2, perDay: 0.045 };
/** Care calls and visits of a customer without a deal in mind, per year. */
const careYearly = 1.2;
const noteShare = 0.3;

const drawText = weightedDraw(activityTexts.map(({ weight }) => weight));

/** What people did: along each deal while somebody looked after it, and to keep in touch with customers. */
export function simulateActivities(world: World, deals: readonly Deal[], customers: readonly Customer[]): void {
  const random = world.random('activities');
  const days = workingDays(world, world.startDay - 200);
  for (const { row, customer, seat, course, createdDay, lastDay } of deals) {
    const until = Math.min(lastDay, course.abandonedDay ?? lastDay);
    const count = 1 + poisson(random, perDeal.first + perDeal.perDay * (until - createdDay));
    for (let i = 0; i < count; i++) {
      const day = i === 0 ? createdDay : days.workdayFrom(createdDay + random.integer(until - createdDay + 1));
      if (day > until) continue;
      const activity = makeActivity(world, random, customer, seat, day, i === 0 ? row.createdAt : undefined);
      if (activity === undefined) continue;
      activity.opportunityId = row.id;
      activity.contactId = row.contactId;
      if (row.lastActivityOn === null || isoDay(day) > row.lastActivityOn) row.lastActivityOn = isoDay(day);
    }
  }
  for (const customer of customers) {
    const { seat, sinceDay, stopsOn } = customer;
    if (seat === undefined) continue;
    const from = Math.max(world.startDay, sinceDay);
    const count = poisson(random, (careYearly * Math.max(0, stopsOn - from)) / 365);
    for (let i = 0; i < count; i++) {
      const day = days.workdayFrom(from + random.integer(stopsOn - from + 1));
      if (day <= world.endDay) makeActivity(world, random, customer, seat, day);
    }
  }
  world.rows.activity.sort((left, right) => left.occurredAt - right.occurredAt);
}

function makeActivity(
  world: World,
  random: Random,
  { row: account, contactIds }: Customer,
  seat: Seat,
  day: number,
  notBefore = 0,
): Row<'activity'> | undefined {
  const text = activityTexts[drawText(random)];
  const occurredAt = Math.max(workingMoment(random, day), notBefore);
  if (occurredAt > world.endsAt) return undefined;
  const ownerId = holderAt(seat, day);
  const activity: Row<'activity'> = {
    id: world.newId(occurredAt),
    createdAt: occurredAt,
    createdBy: ownerId,
    type: text.type,
    subject: random.pick(text.subjects),
    ownerId,
    accountId: account.id,
    contactId: contactIds.length === 0 ? null : random.pick(contactIds),
    opportunityId: null,
    leadId: null,
    occurredAt,
    minutes: Math.max(1, Math.round(text.minutes * (0.5 + random.next()))),
    direction: random.next() < 0.15 ? 'in' : 'out',
    result: random.next() < 0.5 ? random.pick(activityResults) : null,
    note: random.next() < noteShare ? random.pick(activityNotes) : null,
  };
  world.rows.activity.push(activity);
  const on = isoDay(dayOf(occurredAt));
  if (account.lastActivityOn === null || on > account.lastActivityOn) account.lastActivityOn = on;
  return activity;
}
