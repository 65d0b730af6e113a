import { distanceMatrix } from '#engines/routing/distances.ts';
import { planVisits } from '#engines/routing/visits/plan-visits.ts';
import { roundDistance } from '#engines/routing/visits/drive-day.ts';
import type { Visit, VisitProblem } from '#engines/routing/visits/visit-problem.ts';
import { stepBudget } from '#kernel/search-budget.ts';
import type { AccountPlace } from '#rooms/customers/places/index.ts';
import type { DayRoute } from './route-contract.ts';

/** A visit of the day as it was planned. */
export interface PlannedVisit {
  readonly kind: 'task' | 'activity';
  readonly id: string;
  readonly title: string;
  readonly accountId: string | null;
  readonly account: string | null;
  readonly city: string | null;
  /** Minute of the day it was planned for. */
  readonly plannedAt: number | null;
  readonly agreed: boolean;
  readonly minutes: number;
  readonly place: AccountPlace | undefined;
}

export interface RouteStart {
  readonly city: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Road over straight line, and kilometres an hour in and between towns: as `route plan` reckons. */
const roadFactor = 1.3;
const speedKmh = 40;
const dayUntil = 18 * 60;
const lunch = { minutes: 45, from: 11 * 60 + 30, until: 13 * 60 + 30 };
/** How late one may be at a time that was agreed. */
const graceMinutes = 10;
/** Enough for thirty visits to settle, well within 50 ms. */
const steps = 1500;

/**
 * The best order of a day's visits: agreed times are kept, lunch and the end of the day too, the rest by the shortest way.
 * What has no place or does not fit is named. The same visits give the same route.
 */
export function planRoute(
  visits: readonly PlannedVisit[],
  start: RouteStart | undefined,
  leave: number,
): Omit<DayRoute, 'day' | 'cities' | 'start' | 'leave'> {
  const placed = visits.filter(({ place }) => place !== undefined);
  const left: DayRoute['left'] = visits
    .filter(({ place }) => place === undefined || start === undefined)
    .map((visit) => ({ ...sent(visit), reason: 'noPlace', earliest: null }));
  const nothing = { stops: [], back: null, lunch: null, km: 0, plannedKm: 0, left, speedKmh, roadFactor };
  if (start === undefined || placed.length === 0) return nothing;
  const points = [start, ...placed.map(({ place }) => place!)].map(({ longitude, latitude }) => [longitude, latitude]);
  const distance = distanceMatrix('great-circle', points, roadFactor);
  const problem: VisitProblem = {
    size: points.length,
    distance,
    duration: distance.map((km) => (km / speedKmh) * 60),
    visits: placed.map((visit, i) => visitOf(visit, i, leave)),
    start: 0,
    end: 0,
    dayFrom: leave,
    dayUntil,
    lunch: leave > lunch.until ? undefined : lunch,
    people: 1,
    days: 1,
    weekLength: 7,
    capacity: Number.MAX_SAFE_INTEGER,
  };
  const plan = planVisits(problem, { budget: stepBudget(steps) });
  for (const i of plan.left) {
    const { close } = problem.visits[i];
    const earliest = leave + problem.duration[i + 1];
    left.push({
      ...sent(placed[i]),
      ...(earliest > close
        ? { reason: 'tooLate', earliest: clockText(earliest) }
        : { reason: 'noRoom', earliest: null }),
    });
  }
  const [round] = plan.rounds;
  if (round === undefined) return nothing;
  let at = 0;
  const stops = round.stops.map(({ visit, arrive, begin, leave: end }) => {
    const one = placed[visit];
    const { longitude, latitude, exact } = one.place!;
    const km = distance[at * points.length + visit + 1];
    at = visit + 1;
    const times = { arrive: clockText(arrive), begin: clockText(begin), end: clockText(end) };
    return { ...sent(one), longitude, latitude, exact, ...times, km };
  });
  return {
    ...nothing,
    stops,
    back: clockText(round.back),
    lunch: round.lunchAt === undefined ? null : clockText(round.lunchAt),
    km: round.distance,
    plannedKm: roundDistance(
      problem,
      plannedOrder(
        placed,
        round.stops.map(({ visit }) => visit),
      ),
    ),
  };
}

function visitOf({ agreed, plannedAt, minutes }: PlannedVisit, i: number, leave: number): Visit {
  const kept = agreed && plannedAt !== null;
  return {
    place: i + 1,
    customer: i,
    service: minutes,
    open: kept ? plannedAt : leave,
    close: kept ? plannedAt + graceMinutes : dayUntil,
    demand: 0,
    // a time that was promised is worth more than one that can be moved
    worth: kept ? 10 : 1,
    firstDay: 0,
    lastDay: 0,
    weekdays: undefined,
    daysApart: 0,
  };
}

/** The stops by the time they were planned for; those planned only for the day come last, as they were entered. */
function plannedOrder(visits: readonly PlannedVisit[], stops: readonly number[]): number[] {
  return stops.toSorted((a, b) => (visits[a].plannedAt ?? 1440) - (visits[b].plannedAt ?? 1440) || a - b);
}

function sent({ kind, id, title, accountId, account, city, plannedAt, agreed }: PlannedVisit) {
  const planned = plannedAt === null ? null : clockText(plannedAt);
  return { kind, id, title, accountId, account, city, planned, agreed: agreed && planned !== null };
}

/** Minutes of the day as HH:MM, to the nearest minute. */
export function clockText(minutes: number): string {
  const whole = Math.round(minutes);
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
}
