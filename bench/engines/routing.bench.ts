import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { performance } from 'node:perf_hooks';
import { planFleet } from '../../src/engines/routing/fleet/plan-fleet.ts';
import { shortestTour } from '../../src/engines/routing/tour/shortest-tour.ts';
import { distanceMatrix } from '../../src/engines/routing/distances.ts';
import { planVisits } from '../../src/engines/routing/visits/plan-visits.ts';
import { readSolomon } from '../../src/entrypoints/engine-commands/route/read-solomon.ts';
import { readTsplib } from '../../src/entrypoints/engine-commands/route/read-tsplib.ts';
import type { TextFile } from '../../src/entrypoints/engine-commands/read-text-file.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { stepBudget, timeBudget } from '../../src/kernel/search-budget.ts';
import type { Bench, BenchRow } from '../define-bench.ts';

const tours = { burma14: 3323, eil51: 426, berlin52: 7542 };
const solomon = { c101: [10, 828.94], c201: [3, 591.56], r101: [19, 1650.8], rc101: [14, 1696.95] } as const;
const fleets = { 'X-n101-k25': 27591, 'X-n110-k13': 14971 };
const seconds = (limit: number) => timeBudget(limit * 1000, () => performance.now());

/** Published optima and best known routes; speed of a rep's day. */
export const bench: Bench = {
  title: 'Routing (engines, section 8)',
  async run({ reference, time }) {
    const rows: BenchRow[] = [];
    for (const [name, optimum] of Object.entries(tours)) {
      const file = reference(`tsplib/${name}.tsp`);
      if (file === undefined) continue;
      const { distance, ids } = readTsplib(textOf(file));
      const { length } = shortestTour(distance, ids.length, { budget: seconds(2) });
      rows.push(above(`TSPLIB ${name} in 2 s`, length, optimum, 0.01));
    }
    for (const [name, [vehicles, best]] of Object.entries(solomon)) {
      const file = reference(`solomon-vrptw/instances/${name}.txt`);
      if (file === undefined) continue;
      const { problem } = readSolomon(textOf(file));
      const plan = planFleet(problem, { budget: seconds(10), fleet: 'fewest' });
      const row = above(`Solomon ${name} in 10 s, ${vehicles} vehicles`, plan.distance, best, 0.02);
      rows.push({
        ...row,
        measured: `${plan.routes.length} vehicles, ${row.measured}`,
        met: row.met && plan.routes.length <= vehicles,
      });
    }
    for (const [name, best] of Object.entries(fleets)) {
      const file = reference(`cvrp-x/${name}.vrp`);
      if (file === undefined) continue;
      const read = readTsplib(textOf(file));
      const n = read.ids.length;
      const plan = planFleet(
        {
          size: n,
          distance: read.distance,
          duration: read.distance,
          demand: read.demand ?? new Float64Array(n),
          service: new Float64Array(n),
          open: new Float64Array(n),
          close: new Float64Array(n).fill(1e9),
          start: 0,
          end: 0,
          customers: Int32Array.from({ length: n - 1 }, (_, i) => i + 1),
          capacity: read.capacity ?? 0,
          vehicles: n - 1,
        },
        { budget: seconds(10), fleet: 'free' },
      );
      rows.push(above(`CVRPLIB ${name} in 10 s`, plan.distance, best, 0.01));
    }
    rows.push(await repDay(time));
    return rows;
  },
};

function textOf(file: string): TextFile {
  return {
    name: basename(file),
    lines: readFileSync(file, 'utf8')
      .split(/\r?\n/)
      .map((line) => line.trim()),
  };
}

function above(bar: string, found: number, best: number, limit: number): BenchRow {
  const gap = found / best - 1;
  return {
    bar,
    measured: `${found.toFixed(2)} (${(100 * gap).toFixed(2)}% above ${best})`,
    limit: `${100 * limit}%`,
    met: gap <= limit,
  };
}

/** 15 stops with hours, lunch and may visits, as the command plans them. */
async function repDay(time: (work: () => unknown, times?: number) => Promise<number>): Promise<BenchRow> {
  const random = seededRandom(3);
  const points = Array.from({ length: 16 }, () => [random.next() * 40, random.next() * 40]);
  const distance = distanceMatrix('euclidean', points, 1.3);
  const problem = {
    size: 16,
    distance,
    duration: distance,
    visits: Array.from({ length: 15 }, (_, i) => ({
      place: i + 1,
      customer: i,
      service: 20,
      open: i % 4 === 0 ? 600 : 540,
      close: i % 5 === 0 ? 900 : 1080,
      demand: 0,
      worth: i % 3 === 2 ? 1 : undefined,
      firstDay: 0,
      lastDay: 0,
      weekdays: undefined,
      daysApart: 0,
    })),
    start: 0,
    end: 0,
    dayFrom: 540,
    dayUntil: 1080,
    lunch: { minutes: 60, from: 690, until: 810 },
    people: 1,
    days: 1,
    weekLength: 5,
    capacity: 1e9,
  };
  const taken = await time(() => planVisits(problem, { budget: stepBudget(1000) }), 5);
  return { bar: "a rep's day of 15 stops", measured: `${taken.toFixed(0)} ms`, limit: '50 ms', met: taken <= 50 };
}
