import type { Seat } from './seats.ts';
import type { Staffing } from './simulate-people.ts';
import { between } from './draw.ts';
import { type World, isoDay } from './world.ts';

const reasons = ['个人发展', '薪酬', '家庭原因', '转行', '业绩压力'];

/**
 * Joins, leaves and moves: consultants leave and are replaced after a gap, once a lead leaves and a consultant of the team
 * moves up, once two consultants change places. Every seat changes hands at most once.
 */
export function simulateTurnover(world: World, staff: Staffing, seats: readonly Seat[]): void {
  const random = world.random('turnover');
  const reps = random.shuffle(seats.filter((seat) => !seat.isLead));
  const someDay = (): number => world.startDay + Math.round(between(random, 60, world.endDay - world.startDay - 60));
  const leave = (seat: Seat, day: number): void => {
    const term = seat.terms[0];
    term.untilDay = day;
    const person = staff.byId(term.personId);
    person.leftOn = isoDay(day);
    person.leaveReason = random.pick(reasons);
  };
  const replace = (seat: Seat, day: number): void => {
    const joined = day + 5 + random.integer(35);
    const person = staff.hire(`${seat.team}销售顾问`, 11_500, joined);
    seat.terms.push({ personId: person.id, fromDay: joined, untilDay: undefined });
  };
  const moves = Math.max(1, Math.floor(world.size.leavers / 5));
  for (let i = 0; i < world.size.leavers - moves; i++) {
    const seat = reps.pop();
    if (seat === undefined) return;
    const day = someDay();
    leave(seat, day);
    replace(seat, day);
  }
  const risen = reps.pop();
  if (risen?.leadSeat !== undefined && seats.includes(risen.leadSeat)) {
    const day = someDay();
    leave(risen.leadSeat, day);
    risen.terms[0].untilDay = day;
    risen.leadSeat.terms.push({ personId: risen.terms[0].personId, fromDay: day, untilDay: undefined });
    staff.byId(risen.terms[0].personId).jobTitle = `${risen.team}团队领导`;
    replace(risen, day);
  }
  const [one, other] = [reps.pop(), reps.pop()];
  if (one === undefined || other === undefined) return;
  const day = someDay();
  const [first, second] = [one.terms[0], other.terms[0]];
  first.untilDay = day;
  second.untilDay = day;
  one.terms.push({ personId: second.personId, fromDay: day, untilDay: undefined });
  other.terms.push({ personId: first.personId, fromDay: day, untilDay: undefined });
  staff.byId(second.personId).jobTitle = `${one.team}销售顾问`;
  staff.byId(first.personId).jobTitle = `${other.team}销售顾问`;
}
