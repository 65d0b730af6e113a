import { capacitatedPMedian } from '#engines/territory/median/capacitated-p-median.ts';
import { pMedian } from '#engines/territory/median/p-median.ts';
import type { Encoding } from '#platform/tabular/encoding.ts';
import { WrongCall } from '../../command-arguments.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineAnswer, EngineCall, EngineVerb } from '../define-engine-command.ts';
import { readTextFile } from '../read-text-file.ts';
import { searchLimit, stepsOption } from '../search-limit.ts';
import { number } from '../segments/print.ts';
import { type MedianInput, readMedianTable } from './read-median-table.ts';
import { readOrlib, readOrlibCapacitated } from './read-orlib.ts';

const defaultSeconds = 10;

export const medianVerb: EngineVerb = {
  summary: 'Where to put P people or depots so that all customers are near one (p-median)',
  files: [1, 1],
  input: 'edges from, to, cost; or points id, lat, lon | x, y, weight?; or the layouts of the OR-Library',
  options: [
    { name: 'p', kind: 'whole', help: 'how many medians (default: the one an OR-Library file names)', min: 1 },
    { name: 'format', kind: 'text', help: 'layout of the file', oneOf: ['csv', 'orlib', 'orlib-cap'], fallback: 'csv' },
    { name: 'capacity', kind: 'number', help: 'most weight that one median can take (points only)', min: 0 },
    stepsOption,
  ],
  async run(call) {
    const { format } = call.options;
    if (format === 'csv') return medianAnswer(call, readMedianTable(await call.readTable(call.files[0]), call.map));
    const text = await readTextFile(call.files[0], call.options.encoding as Encoding | undefined);
    return medianAnswer(call, format === 'orlib' ? readOrlib(text) : readOrlibCapacitated(text));
  },
};

function medianAnswer(call: EngineCall, input: MedianInput): EngineAnswer {
  const { ids, cost, weight } = input;
  const n = ids.length;
  const p = (call.options.p as number | undefined) ?? input.p;
  if (p === undefined) throw new WrongCall('--p is required: how many medians');
  if (p > n) throw new WrongCall(`invalid --p: ${p} (at most the ${n} places is expected)`);
  const capacity = (call.options.capacity as number | undefined) ?? input.capacity;
  const limit = { seed: call.seed, budget: searchLimit(call, { seconds: defaultSeconds }) };
  const notes = [...input.notes];
  if (capacity !== undefined) {
    const total = weight.reduce((sum, value) => sum + value, 0);
    if (total > capacity * p)
      throw new WrongCall(`${p} medians of capacity ${capacity} take ${capacity * p}; the weights add up to ${total}`);
    const found = capacitatedPMedian(cost, n, p, weight, capacity, limit);
    if (found.overload > 0) notes.push(`no split within the capacity was found: ${number(found.overload)} too much`);
    return answer(input, found, {
      p,
      capacity,
      overload: found.overload,
      gap: null,
      method: 'simulated annealing',
      notes,
    });
  }
  const weighted = input.weighted ? cost.map((value, k) => value * weight[Math.floor(k / n)]) : cost;
  const found = pMedian(weighted, n, p, limit);
  const gap = found.cost === 0 ? 0 : 1 - found.lower / found.cost;
  return answer(input, found, {
    p,
    lower: found.lower,
    gap,
    proved: gap <= 1e-9,
    method: 'variable neighbourhood search with Lagrangian bound',
    notes,
  });
}

interface Found {
  readonly medians: readonly number[];
  readonly assignment: readonly number[];
  readonly cost: number;
  readonly steps: number;
}

function answer(
  input: MedianInput,
  found: Found,
  more: Readonly<Record<string, unknown>> & { notes: readonly string[] },
): EngineAnswer {
  const { ids, points, weight } = input;
  const groups = found.medians.map((median) => {
    const members = [...ids.keys()].filter((user) => found.assignment[user] === median);
    return {
      median: ids[median],
      members: members.length,
      weight: members.reduce((sum, user) => sum + weight[user], 0),
    };
  });
  const gap = more.gap as number | null;
  return {
    json: {
      cost: found.cost,
      medians: found.medians.map((median) => ids[median]),
      assignment: found.assignment.map((median, user) => ({ id: ids[user], median: ids[median] })),
      groups,
      steps: found.steps,
      ...more,
    },
    text: [
      `${input.name}: ${found.medians.length} medians, cost ${number(found.cost, 2)}${gap === null ? '' : gap <= 1e-9 ? ', the least there is' : `, at most ${(100 * gap).toFixed(2)}% above the least`}`,
      terminalTable(
        [{ header: 'median' }, { header: 'members', align: 'right' }, { header: 'weight', align: 'right' }],
        groups.map((group) => [group.median, group.members, number(group.weight)]),
      ),
      ...more.notes.map((note) => `note: ${note}`),
    ].join('\n'),
    plot:
      points === undefined
        ? undefined
        : {
            kind: 'map',
            title: `${found.medians.length} medians`,
            subtitle: `cost ${number(found.cost, 1)}`,
            points: points.map(([x, y], user) => ({
              x,
              y,
              group: String(ids[found.assignment[user]]),
              size: found.assignment[user] === user ? 4 : 1,
              label: found.assignment[user] === user ? String(ids[user]) : undefined,
            })),
            paths: points.map(([x, y], user) => ({
              points: [
                [x, y],
                [points[found.assignment[user]][0], points[found.assignment[user]][1]],
              ] as const,
              group: String(ids[found.assignment[user]]),
            })),
          },
  };
}
