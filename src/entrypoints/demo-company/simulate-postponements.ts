import type { Random } from '#kernel/random.ts';
import { lognormal } from './draw.ts';
import type { Seat } from './seats.ts';
import { holderAt } from './seats.ts';
import type { Deal } from './market.ts';
import type { WorkingDays } from './working-days.ts';
import { type World, instantOf, isoDay } from './world.ts';

/** Days from creation to signature that people expect. */
const expectedDays = 41;

/**
 * The expected close date as it was first set and each time it was moved: a few days after it passed, as long as the deal is
 * open and somebody looks after it. With the truth planted one person never moves any.
 */
export function simulatePostponements(
  world: World,
  days: WorkingDays,
  random: Random,
  { row, seat, course, createdDay, lastDay }: Deal,
  staleSeat: Seat,
): void {
  let expected = days.workdayFrom(createdDay + Math.max(5, Math.round(lognormal(random, expectedDays, 0.3))));
  row.firstExpectedCloseOn = isoDay(expected);
  const careless = world.has('staleCloseDates') && seat === staleSeat;
  const lookedAfterUntil = Math.min(lastDay, course.abandonedDay ?? lastDay);
  while (!careless) {
    const day = expected + random.integer(5);
    if (day >= lookedAfterUntil) break;
    const moved = days.workdayFrom(day + 9 + random.integer(26));
    const at = Math.max(instantOf(day, 17 + random.next()), row.createdAt + 60_000);
    if (at >= world.endsAt) break;
    world.changes.push({
      recordId: row.id,
      at,
      actorId: holderAt(seat, day),
      field: 'expectedCloseOn',
      from: isoDay(expected),
      to: isoDay(moved),
    });
    row.slipCount += 1;
    expected = moved;
  }
  row.expectedCloseOn = isoDay(expected);
  const month = row.closedOn ?? row.expectedCloseOn;
  row.month = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}
