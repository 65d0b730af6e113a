import { extname } from 'node:path';
import { readTextFile } from '../read-text-file.ts';
import type { Encoding } from '#platform/tabular/encoding.ts';
import type { EngineAnswer, EngineCall, EngineVerb } from '../define-engine-command.ts';
import { fleetAnswer } from './fleet-answer.ts';
import { planStops } from './plan-stops.ts';
import { readSolomon } from './read-solomon.ts';
import { type TsplibProblem, readTsplib } from './read-tsplib.ts';
import { stepsOption } from '../search-limit.ts';
import { tourAnswer } from './tour-answer.ts';

export const planVerb: EngineVerb = {
  summary: 'The order in which to go to places: round trips, vehicles with loads and hours, a day or weeks of visits',
  files: [1, 1],
  input:
    'id, lat, lon | x, y, service?, open?, close?, demand?, priority? (must, may, number), class?, weekdays?; or TSPLIB, CVRPLIB, Solomon',
  options: [
    {
      name: 'format',
      kind: 'text',
      help: 'layout of the file (default: by its ending .tsp, .atsp, .vrp)',
      oneOf: ['csv', 'tsplib', 'solomon', 'cvrplib'],
    },
    { name: 'vehicles', kind: 'whole', help: 'at most so many vehicles or people', min: 1, max: 10_000 },
    {
      name: 'fleet',
      kind: 'text',
      help: 'fewest: save vehicles first; free: only the way counts',
      oneOf: ['fewest', 'free'],
    },
    { name: 'capacity', kind: 'number', help: 'load that one vehicle takes', min: 0 },
    { name: 'matrix', kind: 'text', help: 'file of distances: from, to, distance, minutes?; or a square with ids' },
    { name: 'osrm', kind: 'text', help: 'address of an OSRM-compatible server for distances by road' },
    { name: 'start', kind: 'text', help: 'id of the place to leave from (default: the first row)' },
    { name: 'end', kind: 'text', help: 'id of the place to end at, or none (default: the start)' },
    { name: 'speed', kind: 'number', help: 'distance units an hour (default: 40 km/h, or 60 for x, y)', min: 0.001 },
    {
      name: 'road-factor',
      kind: 'number',
      help: 'road over straight line (default: 1.3, or 1 for x, y)',
      min: 1,
      max: 10,
    },
    { name: 'day', kind: 'text', help: 'working hours, such as 09:00-18:00' },
    { name: 'lunch', kind: 'text', help: 'minutes and span in which lunch begins, such as 60@11:30-13:30' },
    { name: 'days', kind: 'whole', help: 'plan so many working days of visits', min: 1, max: 366 },
    { name: 'week', kind: 'whole', help: 'working days in a week', min: 1, max: 7, fallback: 5 },
    {
      name: 'visits',
      kind: 'list',
      help: 'visits to each customer of a class in the days planned, such as A=4,B=2,C=1',
    },
    stepsOption,
  ],
  async run(call) {
    const format = (call.options.format as string | undefined) ?? formatByName(call.files[0]);
    if (format === 'csv') return planStops(call);
    const text = await readTextFile(call.files[0], call.options.encoding as Encoding | undefined);
    if (format === 'solomon') {
      const { name, ids, points, problem } = readSolomon(text);
      return fleetAnswer(call, {
        name,
        ids,
        points,
        problem: { ...problem, vehicles: (call.options.vehicles as number | undefined) ?? problem.vehicles },
        unit: '',
        fleet: (call.options.fleet as 'fewest' | 'free' | undefined) ?? 'fewest',
        timed: true,
        clock: false,
        notes: [],
      });
    }
    return tsplibAnswer(call, readTsplib(text));
  },
};

function formatByName(file: string): string {
  const ending = extname(file.replace(/\.gz$/, '')).toLowerCase();
  return ending === '.tsp' || ending === '.atsp' ? 'tsplib' : ending === '.vrp' ? 'cvrplib' : 'csv';
}

function tsplibAnswer(call: EngineCall, read: TsplibProblem): EngineAnswer {
  const { name, ids, distance, points } = read;
  const n = ids.length;
  const symmetric = distance.every((value, k) => value === distance[(k % n) * n + Math.floor(k / n)]);
  if (read.type !== 'CVRP' && symmetric && call.options.vehicles === undefined) {
    return tourAnswer(call, { name, ids, distance, points, unit: '', notes: [] });
  }
  const tour = read.type !== 'CVRP';
  const far = Number.MAX_SAFE_INTEGER;
  const { depot } = read;
  const customers = Int32Array.from([...ids.keys()].filter((place) => place !== depot));
  return fleetAnswer(call, {
    name,
    ids,
    points,
    unit: '',
    fleet: (call.options.fleet as 'fewest' | 'free' | undefined) ?? 'free',
    timed: read.longest !== undefined,
    clock: false,
    notes: tour ? [`the trip begins and ends at ${ids[depot]}`] : [],
    problem: {
      size: n,
      distance,
      duration: distance,
      demand: read.demand ?? new Float64Array(n),
      service: new Float64Array(n).fill(read.service).map((value, place) => (place === depot ? 0 : value)),
      open: new Float64Array(n),
      close: new Float64Array(n).fill(read.longest ?? far),
      start: depot,
      end: depot,
      customers,
      capacity: read.capacity ?? far,
      vehicles: (call.options.vehicles as number | undefined) ?? read.vehicles ?? (tour ? 1 : Math.max(1, n - 1)),
    },
  });
}
