import { shortestTour } from '#engines/routing/tour/shortest-tour.ts';
import type { EngineAnswer, EngineCall } from '../define-engine-command.ts';
import { number } from '../segments/print.ts';
import { searchLimit } from '../search-limit.ts';
import { routeMap } from './route-map.ts';

export interface TourInput {
  readonly name: string;
  readonly ids: readonly (string | number)[];
  readonly distance: Float64Array;
  readonly points: readonly (readonly number[])[] | undefined;
  readonly unit: string;
  readonly notes: readonly string[];
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** Two seconds are enough for 300 places. */
const defaultSeconds = 2;

/** One round trip over all places. */
export function tourAnswer(call: EngineCall, input: TourInput): EngineAnswer {
  const { ids, distance, points, unit } = input;
  const tour = shortestTour(distance, ids.length, {
    seed: call.seed,
    budget: searchLimit(call, { seconds: defaultSeconds }),
  });
  const gap = tour.length > 0 ? tour.length / tour.lower - 1 : 0;
  const order = tour.order.map((place) => ids[place]);
  const json = {
    distance: tour.length,
    vehicles: 1,
    routes: [order],
    lower: tour.lower,
    gap: Number.isFinite(gap) ? gap : null,
    proved: tour.length <= tour.lower + 1e-9,
    method: tour.method,
    steps: tour.steps,
    ...input.extra,
    notes: input.notes,
  };
  const proof = json.proved
    ? 'the shortest there is'
    : `at most ${(100 * gap).toFixed(1)}% above the shortest (bound ${number(tour.lower)})`;
  return {
    json,
    text: [
      `${input.name}: a round trip over ${ids.length} places, ${number(tour.length, 2)}${unit}; ${proof}`,
      order.join(' → '),
      ...input.notes.map((note) => `note: ${note}`),
    ].join('\n'),
    plot:
      points === undefined
        ? undefined
        : routeMap(`Round trip over ${ids.length} places`, `${number(tour.length, 1)}${unit}`, points, ids, [
            [...tour.order, tour.order[0]],
          ]),
  };
}
