import { addMonths, dayNumber } from '#kernel/civil-date.ts';
import { poisson } from './draw.ts';
import { holderAt } from './seats.ts';
import type { Deal } from './market.ts';
import type { Team } from './simulate-team.ts';
import { taskSubjects } from './texts.ts';
import { type World, instantOf, isoDay, workingMoment } from './world.ts';

/** Tasks of the last weeks, done or overdue, and of the coming days, most of them about an open deal. */
export function simulateTasks(world: World, team: Team, deals: readonly Deal[]): void {
  const random = world.random('tasks');
  for (const seat of team.seats) {
    const personId = holderAt(seat, world.endDay);
    const open = deals.filter(({ row }) => row.status === 'open' && row.ownerId === personId);
    for (let offset = -25; offset <= 14; offset++) {
      for (let i = poisson(random, offset === 0 ? 3 : 0.9); i > 0; i--) {
        const dueDay = world.endDay + offset;
        const madeDay = Math.min(world.endDay - 1, dueDay - 1 - random.integer(8));
        const createdAt = workingMoment(random, madeDay);
        const done = offset < 0 ? random.next() < 0.9 : offset === 0 && random.next() < 0.2;
        const deal = open.length > 0 && random.next() < 0.75 ? random.pick(open) : undefined;
        const doneAt = Math.min(world.endsAt, Math.max(workingMoment(random, dueDay), createdAt));
        const subject = random.pick(taskSubjects);
        world.rows.task.push({
          id: world.newId(createdAt),
          createdAt,
          createdBy: personId,
          subject: deal === undefined ? subject : `${subject}：${deal.customer.short}`,
          type: 'todo',
          ownerId: personId,
          dueOn: isoDay(dueDay),
          plannedAt: null,
          timeAgreed: false,
          minutes: null,
          status: done ? 'done' : 'open',
          priority: random.next() < 0.15 ? 'high' : 'normal',
          doneAt: done ? doneAt : null,
          aboutKind: deal === undefined ? null : 'opportunity',
          aboutId: deal?.row.id ?? null,
          note: null,
        });
      }
    }
  }
}

/** Yuan a seller is to win in a quarter: what a seat wins on average, and a little more each year. */
const growthYearly = 0.05;

/**
 * A quota for each person in a selling seat and quarter, from the first of the history through the next to come; whoever comes or
 * goes within a quarter has the days' share of it.
 */
export function simulateQuotas(world: World, team: Team, deals: readonly Deal[]): void {
  const won = deals.filter(({ course }) => course.outcome === 'won');
  const wonBase = won.reduce((sum, { row }) => sum + row.baseMinor, 0);
  const years = (world.endDay - world.startDay) / 365;
  const perQuarter = wonBase / team.seats.length / years / 4;
  const last = addMonths(quarterStart(world.endsOn), 3);
  for (let from = quarterStart(isoDay(world.startDay)); from <= last; from = addMonths(from, 3)) {
    const [begins, ends] = [dayNumber(from), dayNumber(addMonths(from, 3))];
    const elapsed = (begins - world.startDay) / 365;
    const whole = roundTo(perQuarter * (0.97 + growthYearly * elapsed), 1_000_000);
    for (const { personId, fromDay, untilDay = ends } of team.seats.flatMap(({ terms }) => terms)) {
      const [first, until] = [Math.max(begins, fromDay), Math.min(ends, untilDay)];
      if (first >= until) continue;
      const createdAt = Math.min(instantOf(first - 12, 14), world.endsAt);
      const amountMinor = roundTo((whole * (until - first)) / (ends - begins), 10_000);
      world.rows.quota.push({
        id: world.newId(createdAt),
        createdAt,
        createdBy: team.administratorId,
        ownerId: personId,
        unitId: null,
        metric: 'wonAmount',
        fromOn: isoDay(first),
        untilOn: isoDay(until),
        amountMinor,
        currency: 'CNY',
        baseMinor: amountMinor,
      });
    }
  }
}

/** To the next whole unit above nothing. */
function roundTo(amountMinor: number, unit: number): number {
  return Math.max(1, Math.round(amountMinor / unit)) * unit;
}

function quarterStart(date: string): string {
  const month = Number(date.slice(5, 7));
  return `${date.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
}
