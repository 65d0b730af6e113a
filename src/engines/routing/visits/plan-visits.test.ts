import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { stepBudget } from '#kernel/search-budget.ts';
import { distanceMatrix } from '../distances.ts';
import { endOfDay } from './drive-day.ts';
import { planVisits } from './plan-visits.ts';
import { spreadVisits } from './spread-visits.ts';
import type { Lunch, PlannedRound, Visit, VisitProblem } from './visit-problem.ts';

const everyDay = { firstDay: 0, lastDay: 0, daysApart: 0, weekdays: undefined };

function visitProblem(
  points: number[][],
  visits: readonly Partial<Visit>[],
  more: Partial<VisitProblem> = {},
): VisitProblem {
  const distance = distanceMatrix('euclidean', points);
  return {
    size: points.length,
    distance,
    duration: distance,
    visits: visits.map((visit, i) => ({
      place: i + 1,
      customer: i,
      service: 0,
      open: 0,
      close: 1440,
      demand: 0,
      worth: undefined,
      ...everyDay,
      ...visit,
    })),
    start: 0,
    end: 0,
    dayFrom: 540,
    dayUntil: 1080,
    lunch: undefined,
    people: 1,
    days: 1,
    weekLength: 5,
    capacity: Number.MAX_SAFE_INTEGER,
    ...more,
  };
}

/** Checks a timetable by itself: order of times, travel, hours, lunch. */
function expectDrivable(problem: VisitProblem, round: PlannedRound): void {
  let at = problem.start;
  let time = round.leave;
  let pause = 0;
  expect(round.leave).toBeGreaterThanOrEqual(problem.dayFrom);
  for (const stop of [...round.stops, undefined]) {
    const place = stop === undefined ? problem.end : problem.visits[stop.visit].place;
    const arrive = stop?.arrive ?? round.back;
    const travel = place === undefined ? 0 : problem.duration[at * problem.size + place];
    expect(arrive).toBeGreaterThanOrEqual(time + travel - 1e-6);
    pause += arrive - time - travel;
    if (stop === undefined || place === undefined) break;
    const visit = problem.visits[stop.visit];
    expect(stop.begin).toBeGreaterThanOrEqual(Math.max(visit.open, stop.arrive) - 1e-9);
    expect(stop.begin).toBeLessThanOrEqual(visit.close);
    expect(stop.leave).toBeCloseTo(stop.begin + visit.service, 9);
    pause += stop.begin - stop.arrive;
    time = stop.leave;
    at = place;
  }
  expect(round.back).toBeLessThanOrEqual(problem.dayUntil + 1e-9);
  const { lunch } = problem;
  if (lunch === undefined) return;
  if (round.lunchAt === undefined) return expect(round.back).toBeLessThanOrEqual(lunch.until + 1e-9);
  expect(round.lunchAt).toBeGreaterThanOrEqual(lunch.from);
  expect(round.lunchAt).toBeLessThanOrEqual(lunch.until);
  if (round.lunchAt + lunch.minutes > round.leave) expect(pause).toBeGreaterThanOrEqual(lunch.minutes - 1e-6);
}

function randomDay(n: number, seed: number, more: Partial<VisitProblem> = {}): VisitProblem {
  const random = seededRandom(seed);
  const points = Array.from({ length: n + 1 }, () => [random.integer(60), random.integer(60)]);
  const visits = Array.from({ length: n }, () => {
    const open = 540 + random.integer(300);
    return {
      service: 10 + random.integer(30),
      open,
      close: open + 60 + random.integer(300),
      worth: random.next() < 0.4 ? 1 + random.integer(5) : undefined,
    };
  });
  return visitProblem(points, visits, more);
}

const noon: Lunch = { minutes: 45, from: 690, until: 810 };

describe('planVisits', () => {
  it('makes timetables that can be driven, with lunch, whatever the day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 16 }),
        fc.nat(10_000),
        fc.boolean(),
        fc.boolean(),
        (n, seed, eats, goesHome) => {
          const problem = randomDay(n, seed, { lunch: eats ? noon : undefined, end: goesHome ? 0 : undefined });
          const plan = planVisits(problem, { seed, budget: stepBudget(60) });
          const made = plan.rounds.flatMap(({ stops }) => stops.map(({ visit }) => visit));
          expect([...made, ...plan.left].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
          for (const round of plan.rounds) expectDrivable(problem, round);
        },
      ),
      // the first is a day whose only lunch is at the first place before it opens
      { numRuns: 80, examples: [[3, 2066, true, true]] },
    );
  });

  it('finds the best day that trying every order finds', () => {
    for (let seed = 0; seed < 8; seed++) {
      const problem = randomDay(6, seed, { lunch: noon });
      const must = { ...problem, visits: problem.visits.map((visit) => ({ ...visit, worth: undefined })) };
      const plan = planVisits(must, { budget: stepBudget(400) });
      const best = bestByTrying(must);
      expect(plan.left.length).toBe(6 - best.count);
      if (plan.left.length === 0) expect(plan.distance).toBeCloseTo(best.distance, 6);
    }
  });

  it('keeps must visits before may visits, and the worthier of these', () => {
    const points = [
      [0, 0],
      [100, 0],
      [0, 100],
      [-100, 0],
    ];
    const visits = [
      { service: 60, worth: 1 },
      { service: 60, worth: undefined },
      { service: 60, worth: 3 },
    ];
    const plan = planVisits(visitProblem(points, visits, { dayUntil: 540 + 500 }), { budget: stepBudget(200) });
    expect(plan.left).toEqual([0]);
    const short = planVisits(visitProblem(points, visits, { dayUntil: 540 + 300 }), { budget: stepBudget(200) });
    expect(short.left).toEqual([0, 2]);
  });

  it('spreads repeated visits: in their spans, apart, by one person, on weekdays that suit', () => {
    const random = seededRandom(7);
    const points = Array.from({ length: 31 }, () => [random.integer(60), random.integer(60)]);
    const visits = Array.from({ length: 30 }, (_, i) => i).flatMap((i) =>
      spreadVisits(i % 3 === 0 ? 4 : i % 3 === 1 ? 2 : 1, 20).map((span) => ({
        ...span,
        place: i + 1,
        customer: i,
        service: 30,
        weekdays: i % 5 === 0 ? [0, 1, 2] : undefined,
      })),
    );
    const problem = visitProblem(points, visits, { days: 20, people: 2 });
    const plan = planVisits(problem, { budget: stepBudget(400) });
    expect(plan.left).toEqual([]);
    const when = new Map(
      plan.rounds.flatMap(({ day, person, stops }) => stops.map(({ visit }) => [visit, { day, person }] as const)),
    );
    problem.visits.forEach((visit, index) => {
      const { day, person } = when.get(index) ?? { day: -1, person: -1 };
      expect(day).toBeGreaterThanOrEqual(visit.firstDay);
      expect(day).toBeLessThanOrEqual(visit.lastDay);
      if (visit.weekdays !== undefined) expect(visit.weekdays).toContain(day % 5);
      problem.visits.forEach((other, otherIndex) => {
        if (otherIndex === index || other.customer !== visit.customer) return;
        expect(Math.abs((when.get(otherIndex)?.day ?? 0) - day)).toBeGreaterThanOrEqual(visit.daysApart);
        expect(when.get(otherIndex)?.person).toBe(person);
      });
    });
    for (const round of plan.rounds) expectDrivable(problem, round);
  });

  it('repeats itself for a seed and takes an empty list', () => {
    const problem = randomDay(12, 3);
    const run = () => planVisits(problem, { seed: 9, budget: stepBudget(200) });
    expect(run()).toEqual(run());
    expect(planVisits(visitProblem([[0, 0]], []), { budget: stepBudget(5) })).toMatchObject({
      rounds: [],
      left: [],
      distance: 0,
    });
  });
});

describe('spreadVisits', () => {
  it('covers the days without overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (count, days) => {
        fc.pre(count <= days);
        const spans = spreadVisits(count, days);
        expect(spans[0].firstDay).toBe(0);
        expect(spans[count - 1].lastDay).toBe(days - 1);
        spans.slice(1).forEach((span, i) => expect(span.firstDay).toBe(spans[i].lastDay + 1));
      }),
    );
  });
});

function bestByTrying(problem: VisitProblem): { count: number; distance: number } {
  let best = { count: 0, distance: 0 };
  const go = (stops: number[], rest: number[]): void => {
    if (endOfDay(problem, stops, -1, 0) !== Number.POSITIVE_INFINITY) {
      let distance = 0;
      [...stops.map((stop) => problem.visits[stop].place), 0].reduce((at, place) => {
        distance += problem.distance[at * problem.size + place];
        return place;
      }, 0);
      if (stops.length > best.count || (stops.length === best.count && distance < best.distance))
        best = { count: stops.length, distance };
    }
    for (const next of rest)
      go(
        [...stops, next],
        rest.filter((other) => other !== next),
      );
  };
  go([], [...problem.visits.keys()]);
  return best;
}
