import { type TsplibDistance, distanceKinds, distanceMatrix } from '#engines/routing/distances.ts';
import { unusable } from '#kernel/unusable-data.ts';
import type { TextFile } from '../read-text-file.ts';
import { explicitMatrix } from './tsplib-matrix.ts';

/** A problem in the format of TSPLIB 95 or CVRPLIB. */
export interface TsplibProblem {
  readonly name: string;
  readonly type: 'TSP' | 'ATSP' | 'CVRP';
  /** Numbers of the nodes as the file has them. */
  readonly ids: readonly number[];
  readonly distance: Float64Array;
  readonly points?: readonly (readonly number[])[];
  readonly capacity?: number;
  readonly demand?: Float64Array;
  readonly depot: number;
  /** Longest route, service included (DISTANCE, SERVICE_TIME). */
  readonly longest?: number;
  readonly service: number;
  readonly vehicles?: number;
}

const mostNodes = 5000;

/** Reads TSPLIB 95 (Reinelt 1995) and CVRPLIB files: TSP, ATSP, CVRP; coordinates of every kind or explicit matrices. */
export function readTsplib({ name: file, lines }: TextFile): TsplibProblem {
  const fields = new Map<string, { value: string; line: number }>();
  const sections = new Map<string, { line: number; tokens: string[]; lines: number[] }>();
  let section: { line: number; tokens: string[]; lines: number[] } | undefined;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (line === '' || line === 'EOF') continue;
    const heading = /^([A-Z_0-9]+)\s*(?::\s*(.*))?$/i.exec(line);
    if (heading !== null && /[A-Z]/i.test(heading[1])) {
      const key = heading[1].toUpperCase();
      if (key.endsWith('_SECTION')) {
        section = { line: i + 1, tokens: [], lines: [] };
        sections.set(key, section);
      } else {
        section = undefined;
        fields.set(key, { value: (heading[2] ?? '').trim(), line: i + 1 });
      }
      continue;
    }
    if (section === undefined) throw unusable('KEY : VALUE or a …_SECTION', { file, line: i + 1, found: line });
    for (const token of line.split(/\s+/)) {
      section.tokens.push(token);
      section.lines.push(i + 1);
    }
  }
  const refuse = (key: string, expected: string): Error => {
    const field = fields.get(key);
    return unusable(`${key}: ${expected}`, { file, line: field?.line ?? 1, found: field?.value ?? 'no such line' });
  };
  const number = (key: string, least: number): number | undefined => {
    const field = fields.get(key);
    if (field === undefined) return undefined;
    const value = Number(field.value);
    if (field.value === '' || !(value >= least)) throw refuse(key, `a number of at least ${least}`);
    return value;
  };
  const type = (fields.get('TYPE')?.value ?? 'TSP').split(/\s/)[0].toUpperCase();
  if (type !== 'TSP' && type !== 'ATSP' && type !== 'CVRP') throw refuse('TYPE', 'TSP, ATSP or CVRP');
  const dimension = number('DIMENSION', 1);
  if (dimension === undefined || !Number.isInteger(dimension) || dimension > mostNodes)
    throw refuse('DIMENSION', `a whole number from 1 to ${mostNodes}`);
  if (sections.has('FIXED_EDGES_SECTION'))
    throw unusable('a problem without fixed edges', { file, line: sections.get('FIXED_EDGES_SECTION')?.line });

  const numbersOf = (key: string, count?: number): number[] | undefined => {
    const found = sections.get(key);
    if (found === undefined) return undefined;
    const values = found.tokens.map((token, i) => {
      const value = Number(token);
      if (!Number.isFinite(value)) throw unusable('a number', { file, line: found.lines[i], found: token });
      return value;
    });
    if (count !== undefined && values.length !== count) {
      throw unusable(`${count} numbers in ${key}`, { file, line: found.line, found: `${values.length} numbers` });
    }
    return values;
  };
  const kind = (fields.get('EDGE_WEIGHT_TYPE')?.value ?? '').toUpperCase();
  const width = kind.endsWith('3D') ? 4 : 3;
  const coordinates = numbersOf('NODE_COORD_SECTION', dimension * width);
  const points =
    coordinates === undefined
      ? undefined
      : Array.from({ length: dimension }, (_, i) => coordinates.slice(i * width + 1, (i + 1) * width));
  const ids =
    coordinates === undefined
      ? Array.from({ length: dimension }, (_, i) => i + 1)
      : Array.from({ length: dimension }, (_, i) => coordinates[i * width]);
  let distance: Float64Array;
  if (kind === 'EXPLICIT') {
    const weights = numbersOf('EDGE_WEIGHT_SECTION');
    if (weights === undefined) throw unusable('an EDGE_WEIGHT_SECTION', { file, line: 1 });
    const format = (fields.get('EDGE_WEIGHT_FORMAT')?.value ?? '').toUpperCase();
    const matrix = explicitMatrix(format, weights, dimension);
    if (typeof matrix === 'string')
      throw unusable(matrix, {
        file,
        line: sections.get('EDGE_WEIGHT_SECTION')?.line,
        found: `${weights.length} numbers in ${format}`,
      });
    distance = matrix;
  } else if ((distanceKinds as readonly string[]).includes(kind)) {
    if (points === undefined) throw unusable('a NODE_COORD_SECTION', { file, line: 1 });
    distance = distanceMatrix(kind as TsplibDistance, points);
  } else throw refuse('EDGE_WEIGHT_TYPE', `EXPLICIT or one of ${distanceKinds.join(', ')}`);

  const place = new Map(ids.map((id, i) => [id, i]));
  const demands = numbersOf('DEMAND_SECTION', dimension * 2);
  const demand = demands === undefined ? undefined : new Float64Array(dimension);
  for (let i = 0; demands !== undefined && demand !== undefined && i < demands.length; i += 2) {
    const at = place.get(demands[i]);
    if (at === undefined)
      throw unusable('a node of this file', {
        file,
        line: sections.get('DEMAND_SECTION')?.line,
        found: String(demands[i]),
      });
    demand[at] = demands[i + 1];
  }
  const capacity = number('CAPACITY', 0);
  if (type === 'CVRP' && (capacity === undefined || demand === undefined))
    throw unusable('CAPACITY and a DEMAND_SECTION for TYPE CVRP', { file, line: 1 });
  const depots = (numbersOf('DEPOT_SECTION') ?? []).filter((id) => id !== -1);
  if (depots.length > 1)
    throw unusable('one depot', { file, line: sections.get('DEPOT_SECTION')?.line, found: depots.join(', ') });
  return {
    name: fields.get('NAME')?.value ?? file,
    type,
    ids,
    distance,
    points: points ?? displayPoints(numbersOf('DISPLAY_DATA_SECTION'), dimension),
    capacity,
    demand,
    depot: place.get(depots[0]) ?? 0,
    longest: number('DISTANCE', 0),
    service: number('SERVICE_TIME', 0) ?? 0,
    vehicles: number('VEHICLES', 1),
  };
}

function displayPoints(values: readonly number[] | undefined, n: number): number[][] | undefined {
  if (values === undefined || values.length !== 3 * n) return undefined;
  return Array.from({ length: n }, (_, i) => values.slice(3 * i + 1, 3 * i + 3));
}
