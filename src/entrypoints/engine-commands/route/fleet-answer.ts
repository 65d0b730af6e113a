import { type FleetProblem, routeDistance } from '#engines/routing/fleet/fleet-problem.ts';
import { planFleet } from '#engines/routing/fleet/plan-fleet.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineAnswer, EngineCall } from '../define-engine-command.ts';
import { number } from '../segments/print.ts';
import { showClock } from './clock-time.ts';
import { routeMap } from './route-map.ts';
import { searchLimit } from '../search-limit.ts';

export interface FleetInput {
  readonly name: string;
  readonly ids: readonly (string | number)[];
  readonly problem: FleetProblem;
  readonly points: readonly (readonly number[])[] | undefined;
  readonly unit: string;
  readonly fleet: 'fewest' | 'free';
  /** Whether hours bind, so that a timetable is worth showing. */
  readonly timed: boolean;
  readonly clock: boolean;
  readonly notes: readonly string[];
  readonly extra?: Readonly<Record<string, unknown>>;
}

const defaultSeconds = 10;

/** Vehicles from one depot, with loads and hours. */
export function fleetAnswer(call: EngineCall, input: FleetInput): EngineAnswer {
  const { ids, problem, points, unit } = input;
  const plan = planFleet(problem, {
    seed: call.seed,
    fleet: input.fleet,
    budget: searchLimit(call, { seconds: defaultSeconds }),
  });
  const show = (time: number): string | number => (input.clock ? showClock(time) : time);
  const details = plan.routes.map((route) => {
    const times = starts(problem, route);
    return {
      stops: route.map((place, i) => ({ id: ids[place], ...(input.timed ? { begin: show(times[i]) } : {}) })),
      load: route.reduce((sum, place) => sum + problem.demand[place], 0),
      distance: routeDistance(problem, route),
      ...(input.timed ? { back: show(times[route.length]) } : {}),
    };
  });
  const unserved = plan.unserved.map((place) => ({
    id: ids[place],
    why: plan.unreachable.includes(place)
      ? 'no vehicle could serve it even alone: its hours or its load do not allow it'
      : `no room on ${problem.vehicles} vehicles`,
  }));
  const notes = [...input.notes, ...unserved.map(({ id, why }) => `${id} is not served: ${why}`)];
  return {
    json: {
      distance: plan.distance,
      vehicles: plan.routes.length,
      routes: plan.routes.map((route) => route.map((place) => ids[place])),
      leastVehicles: plan.leastVehicles,
      details,
      unserved,
      method: 'ruin and recreate with string removals',
      fleet: input.fleet,
      steps: plan.steps,
      ...input.extra,
      notes,
    },
    text: [
      `${input.name}: ${plan.routes.length} vehicles, ${number(plan.distance, 2)}${unit}, ${problem.customers.length - plan.unserved.length} of ${problem.customers.length} places served (by load alone at least ${plan.leastVehicles} vehicles)`,
      terminalTable(
        [
          { header: 'vehicle', align: 'right' },
          { header: 'stops', align: 'right' },
          { header: 'load', align: 'right' },
          { header: 'distance', align: 'right' },
          { header: 'route' },
        ],
        details.map((route, i) => [
          i + 1,
          route.stops.length,
          number(route.load),
          number(route.distance),
          route.stops.map(({ id, begin }) => (input.clock ? `${id} ${begin}` : id)).join(' → '),
        ]),
      ),
      ...notes.map((note) => `note: ${note}`),
    ].join('\n'),
    plot:
      points === undefined
        ? undefined
        : routeMap(
            `${plan.routes.length} routes`,
            `${number(plan.distance, 1)}${unit}`,
            points,
            ids,
            plan.routes.map((route) => [problem.start, ...route, problem.end]),
          ),
  };
}

/** Start of service at each place of a route, and the time of arrival at the end. */
function starts({ size, start, end, open, duration, service }: FleetProblem, route: readonly number[]): number[] {
  let time = open[start];
  let at = start;
  return [...route, end].map((place) => {
    time = Math.max(open[place], time + service[at] + duration[at * size + place]);
    at = place;
    return time;
  });
}
