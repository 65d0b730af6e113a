import { planVisits } from '#engines/routing/visits/plan-visits.ts';
import type { VisitProblem } from '#engines/routing/visits/visit-problem.ts';
import { endOfDay } from '#engines/routing/visits/drive-day.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineAnswer, EngineCall } from '../define-engine-command.ts';
import { number } from '../segments/print.ts';
import { showClock } from './clock-time.ts';
import { routeMap } from './route-map.ts';
import { searchLimit } from '../search-limit.ts';

export interface VisitInput {
  readonly name: string;
  readonly ids: readonly string[];
  readonly problem: VisitProblem;
  readonly points: readonly (readonly number[])[] | undefined;
  readonly unit: string;
  readonly clock: boolean;
  readonly notes: readonly string[];
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** A day of up to so many visits is planned in a fixed number of steps: repeatable, and done in some hundredths of a second. */
const dayOf = 25;
const dayStepBudget = 1000;
const defaultSeconds = 5;

/** Rounds of visits over people and days, with lunch, priorities and repeated visits. */
export function visitAnswer(call: EngineCall, input: VisitInput): EngineAnswer {
  const { ids, problem, points, unit } = input;
  const small = problem.visits.length <= dayOf && problem.days * problem.people === 1;
  const plan = planVisits(problem, {
    seed: call.seed,
    budget: searchLimit(call, small ? { steps: dayStepBudget } : { seconds: defaultSeconds }),
  });
  const idOf = (visit: number): string => ids[problem.visits[visit].place];
  const show = (time: number): string | number => (input.clock ? showClock(time) : Math.round(time * 100) / 100);
  const days = plan.rounds.map((round) => ({
    day: round.day + 1,
    person: round.person + 1,
    distance: round.distance,
    leave: show(round.leave),
    lunch: round.lunchAt === undefined ? undefined : show(round.lunchAt),
    back: show(round.back),
    stops: round.stops.map(({ visit, arrive, begin, leave }) => ({
      id: idOf(visit),
      arrive: show(arrive),
      begin: show(begin),
      leave: show(leave),
    })),
  }));
  const unserved = plan.left.map((visit) => ({
    id: idOf(visit),
    must: problem.visits[visit].worth === undefined,
    why: whyLeft(problem, visit),
  }));
  const notes = [
    ...input.notes,
    ...unserved.map(({ id, must, why }) => `${must ? 'must visit' : 'may visit'} ${id} is left out: ${why}`),
  ];
  const several = problem.days * problem.people > 1;
  return {
    json: {
      distance: plan.distance,
      vehicles: new Set(plan.rounds.map(({ person }) => person)).size,
      routes: days.map(({ stops }) => stops.map(({ id }) => id)),
      days,
      unserved,
      method: 'large neighbourhood search',
      steps: plan.steps,
      ...input.extra,
      notes,
    },
    text: [
      `${input.name}: ${problem.visits.length - plan.left.length} of ${problem.visits.length} visits in ${plan.rounds.length} ${plan.rounds.length === 1 ? 'day' : 'days'}, ${number(plan.distance, 1)}${unit}`,
      ...days.map((day) =>
        [
          `${several ? `person ${day.person}, day ${day.day}: ` : ''}leave ${day.leave}, back ${day.back}${day.lunch === undefined ? '' : `, lunch ${day.lunch}`}, ${number(day.distance)}${unit}`,
          terminalTable(
            [
              { header: 'arrive', align: 'right' },
              { header: 'begin', align: 'right' },
              { header: 'leave', align: 'right' },
              { header: 'whom' },
            ],
            day.stops.map(({ arrive, begin, leave, id }) => [arrive, begin, leave, id]),
          ),
        ].join('\n'),
      ),
      ...notes.map((note) => `note: ${note}`),
    ].join('\n'),
    plot:
      points === undefined
        ? undefined
        : routeMap(
            several ? `${plan.rounds.length} days of visits` : 'The day in order',
            `${number(plan.distance, 1)}${unit}`,
            points,
            ids,
            plan.rounds.map(({ stops }) => [
              problem.start,
              ...stops.map(({ visit }) => problem.visits[visit].place),
              ...(problem.end === undefined ? [] : [problem.end]),
            ]),
            plan.rounds.map(({ person, day }) =>
              problem.people > 1 ? `${person + 1}/${day + 1}` : String(day + 1).padStart(2, '0'),
            ),
          ),
  };
}

function whyLeft(problem: VisitProblem, visit: number): string {
  return endOfDay(problem, [], visit, 0) === Number.POSITIVE_INFINITY
    ? 'its hours cannot be met in a day even when nothing else is done'
    : 'no day has room for it beside the other visits';
}
