import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { balancedTerritories } from '../../src/engines/territory/design/balanced-territories.ts';
import { capacitatedPMedian } from '../../src/engines/territory/median/capacitated-p-median.ts';
import { pMedian } from '../../src/engines/territory/median/p-median.ts';
import { readOrlib, readOrlibCapacitated } from '../../src/entrypoints/engine-commands/territory/read-orlib.ts';
import { readTable } from '../../src/platform/tabular/read-table.ts';
import { timeBudget } from '../../src/kernel/search-budget.ts';
import type { Bench, BenchRow } from '../define-bench.ts';

const optima = [5819, 4093, 4250, 3034, 1355];
const capacitated = [713, 740, 751, 651, 664];
const seconds = (limit: number) => timeBudget(limit * 1000, () => performance.now());
const textOf = (file: string) => ({
  name: file,
  lines: readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim()),
});

/** Published optima of the OR-Library; balanced design of 10,000 places. */
export const bench: Bench = {
  title: 'Territories (engines, section 7)',
  async run({ reference }) {
    const rows: BenchRow[] = [];
    const add = (bar: string, cost: number, best: number, note?: string): void => {
      const gap = cost / best - 1;
      rows.push({
        bar,
        measured: `${cost} (${(100 * gap).toFixed(2)}% above ${best})`,
        limit: '0.5%',
        met: gap <= 0.005,
        note,
      });
    };
    for (const [i, best] of optima.entries()) {
      const file = reference(`orlib-pmed/pmed${i + 1}.txt`);
      if (file === undefined) continue;
      const { cost, ids, p = 1 } = readOrlib(textOf(file));
      const found = pMedian(cost, ids.length, p, { budget: seconds(5) });
      add(`p-median pmed${i + 1} in 5 s`, found.cost, best, `bound ${found.lower}`);
    }
    for (const [i, best] of capacitated.entries()) {
      const file = reference(`orlib-pmedcap/pmedcap1(${i + 1}).txt`);
      if (file === undefined) continue;
      const { cost, ids, weight, p = 1, capacity = 0 } = readOrlibCapacitated(textOf(file));
      const found = capacitatedPMedian(cost, ids.length, p, weight, capacity, { budget: seconds(5) });
      add(`capacitated p-median ${i + 1} in 5 s`, found.overload > 0 ? Number.POSITIVE_INFINITY : found.cost, best);
    }
    const file = reference('geonames-cities/cities-10k.csv');
    if (file !== undefined) {
      const table = await readTable(file);
      const cities = table.rows.slice(0, 10_000);
      const [people, longitude, latitude] = ['population', 'longitude', 'latitude'].map((name) =>
        cities.map((row) => Number(row[table.header.indexOf(name)])),
      );
      const radians = Math.PI / 180;
      const started = performance.now();
      const design = balancedTerritories(
        {
          at: Float64Array.from(
            cities.flatMap((_, i) => {
              const [x, y] = [longitude[i] * radians, latitude[i] * radians];
              return [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)];
            }),
          ),
          workload: Float64Array.from(people),
          potential: Float64Array.from(people),
          current: new Int32Array(cities.length).fill(-1),
          locked: new Uint8Array(cities.length),
          territories: 60,
          allowed: undefined,
          tolerance: 0.05,
          disruption: 1,
        },
        { budget: seconds(8) },
      );
      const taken = (performance.now() - started) / 1000;
      rows.push({
        bar: '10,000 places × 60 territories within ±5 %',
        measured: `${taken.toFixed(1)} s, within ${(100 * design.balance.workload).toFixed(1)}%`,
        limit: '10 s, 5%',
        met: taken <= 10 && design.balance.workload <= 0.05,
        note: `root mean square distance to the centre ${(6371 * Math.sqrt(design.spread)).toFixed(0)} km`,
      });
    }
    return rows;
  },
};
