import { floydWarshall } from '#engines/territory/median/floyd-warshall.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { findColumn, numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { plainMatrix } from './plain-matrix.ts';
import { readPlaces } from './read-places.ts';

export interface MedianInput {
  readonly name: string;
  readonly ids: readonly (string | number)[];
  /** Cost of serving user u from place f: u × n + f, for one unit of weight. */
  readonly cost: Float64Array;
  readonly weight: Float64Array;
  /** Whether the weights multiply the cost. */
  readonly weighted: boolean;
  readonly points: readonly (readonly number[])[] | undefined;
  readonly p: number | undefined;
  readonly capacity: number | undefined;
  readonly notes: readonly string[];
}

const mostPlaces = 4000;

/** Edges (`from, to, cost`: shortest ways) or points (`id` and coordinates, `weight`: straight lines or great circles). */
export function readMedianTable(table: Table, map: Readonly<Record<string, string>>): MedianInput {
  if (findColumn(table, map.from ?? 'from') !== -1 && findColumn(table, map.to ?? 'to') !== -1)
    return readEdges(table, map);
  const { ids, points, degrees, weight, notes } = readPlaces(table, map);
  if (ids.length > mostPlaces)
    throw unusable(`at most ${mostPlaces} places`, { file: table.name, found: `${ids.length} rows` });
  return {
    name: table.name,
    ids,
    cost: plainMatrix(points, degrees),
    weight: weight ?? new Float64Array(ids.length).fill(1),
    weighted: weight !== undefined,
    points,
    p: undefined,
    capacity: undefined,
    notes,
  };
}

const edgeSpec = {
  from: textColumn(),
  to: textColumn(),
  cost: numberColumn({ min: 0, also: ['distance', 'km', 'minutes', '距离', '费用'] }),
};

function readEdges(table: Table, map: Readonly<Record<string, string>>): MedianInput {
  const { columns, lines, notes } = readColumns(table, edgeSpec, map);
  const place = new Map<string, number>();
  for (const id of columns.from.flatMap((from, row) => [from, columns.to[row]]))
    if (!place.has(id)) place.set(id, place.size);
  const n = place.size;
  if (n === 0) throw unusable('at least one edge', { file: table.name, line: 1 });
  if (n > mostPlaces / 2) throw unusable(`at most ${mostPlaces / 2} places`, { file: table.name, found: String(n) });
  const matrix = new Float64Array(n * n).fill(Number.POSITIVE_INFINITY);
  const repeated: number[] = [];
  columns.from.forEach((from, row) => {
    const [i, j] = [place.get(from) ?? 0, place.get(columns.to[row]) ?? 0];
    if (matrix[i * n + j] !== Number.POSITIVE_INFINITY) repeated.push(lines[row]);
    matrix[i * n + j] = columns.cost[row];
    matrix[j * n + i] = columns.cost[row];
  });
  const cost = floydWarshall(matrix, n);
  const cut = cost.indexOf(Number.POSITIVE_INFINITY);
  const ids = [...place.keys()];
  if (cut !== -1)
    throw unusable(`a way from "${ids[Math.floor(cut / n)]}" to "${ids[cut % n]}"`, {
      file: table.name,
      found: 'none',
    });
  return {
    name: table.name,
    ids,
    cost,
    weight: new Float64Array(n).fill(1),
    weighted: false,
    points: undefined,
    p: undefined,
    capacity: undefined,
    notes:
      repeated.length === 0
        ? notes
        : [
            ...notes,
            `${repeated.length} edges stand twice; the last counts (lines ${repeated.slice(0, 5).join(', ')})`,
          ],
  };
}
