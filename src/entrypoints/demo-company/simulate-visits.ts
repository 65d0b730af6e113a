import type { Random } from '#kernel/random.ts';
import { type Seat, holderAt } from './seats.ts';
import type { Customer } from './simulate-accounts.ts';
import type { Team } from './simulate-team.ts';
import { visitSubjects } from './texts.ts';
import { type World, instantOf, isoDay, workingMoment } from './world.ts';

/** Today's visits of a seat are in the city where most of its customers are, and now and then one is elsewhere. */
const perDay = { least: 5, more: 3 };
const elsewhereShare = 0.3;
const agreedShare = 0.3;
const minutes = [30, 45, 60] as const;

/** The visits that every seat plans for today and tomorrow: in the order they came to mind, not in the order of the way. */
export function simulateVisits(world: World, team: Team, customers: readonly Customer[]): void {
  const random = world.random('visits');
  for (const seat of team.seats) {
    const own = customers.filter((one) => one.seat === seat && one.row.lifecycle !== 'lost');
    const byCity = [...Map.groupBy(own, ({ row }) => row.city)].sort((a, b) => b[1].length - a[1].length);
    for (const offset of [0, 1]) {
      const here = random.shuffle([...(byCity[0]?.[1] ?? [])]).slice(0, perDay.least + random.integer(perDay.more));
      const far = byCity.slice(2).flatMap(([, list]) => list);
      if (far.length > 0 && random.next() < elsewhereShare) here.push(random.pick(far));
      here.forEach((customer, i) => planVisit(world, random, seat, customer, { day: world.endDay + offset, slot: i }));
    }
  }
}

function planVisit(
  world: World,
  random: Random,
  seat: Seat,
  { row: account, short }: Customer,
  { day, slot }: { readonly day: number; readonly slot: number },
): void {
  const personId = holderAt(seat, world.endDay);
  const createdAt = workingMoment(random, world.endDay - 1 - random.integer(6));
  // From nine on, an hour and a quarter apart, with lunch in between.
  const hour = 9.25 + slot * 1.25;
  world.rows.task.push({
    id: world.newId(createdAt),
    createdAt,
    createdBy: personId,
    subject: `${random.pick(visitSubjects)}：${short}`,
    type: 'visit',
    ownerId: personId,
    dueOn: isoDay(day),
    plannedAt: instantOf(day, hour < 12 ? hour : hour + 1),
    timeAgreed: random.next() < agreedShare,
    minutes: random.pick(minutes),
    status: 'open',
    priority: 'normal',
    doneAt: null,
    aboutKind: 'account',
    aboutId: account.id,
    note: null,
  });
}
