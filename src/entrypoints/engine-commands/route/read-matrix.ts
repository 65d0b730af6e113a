import { UnusableData, type DataProblem, unusable } from '#kernel/unusable-data.ts';
import { findColumn, numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { parseNumber } from '#platform/tabular/values.ts';

export interface GivenMatrix {
  readonly distance: Float64Array;
  /** Minutes of travel, when the file has them. */
  readonly duration: Float64Array | undefined;
}

/**
 * Reads distances between places: either long (`from, to, distance [, minutes]`; a missing way back is taken to be as long)
 * or square (ids in the first row and column). Every pair of `ids` must be there.
 */
export function readMatrix(table: Table, ids: readonly string[], map: Readonly<Record<string, string>>): GivenMatrix {
  const long = findColumn(table, 'from') !== -1 && findColumn(table, 'to') !== -1;
  return long ? readLong(table, ids, map) : { distance: readSquare(table, ids), duration: undefined };
}

const longSpec = {
  from: textColumn(),
  to: textColumn(),
  distance: numberColumn({ min: 0, also: ['cost', 'km', '距离'] }),
  minutes: numberColumn({ min: 0, optional: true, also: ['duration', 'time', '分钟'] }),
};

function readLong(table: Table, ids: readonly string[], map: Readonly<Record<string, string>>): GivenMatrix {
  const n = ids.length;
  const place = new Map(ids.map((id, i) => [id, i]));
  const { columns } = readColumns(table, longSpec, map);
  const distance = new Float64Array(n * n).fill(Number.NaN);
  const duration = columns.minutes === undefined ? undefined : new Float64Array(n * n).fill(Number.NaN);
  columns.from.forEach((from, row) => {
    const [i, j] = [place.get(from), place.get(columns.to[row])];
    if (i === undefined || j === undefined) return;
    distance[i * n + j] = columns.distance[row];
    if (duration !== undefined) duration[i * n + j] = columns.minutes?.[row] ?? Number.NaN;
  });
  fillWaysBack(distance, n);
  if (duration !== undefined) fillWaysBack(duration, n);
  refuseGaps(distance, ids, table, 'distance');
  if (duration !== undefined) refuseGaps(duration, ids, table, 'minutes');
  return { distance, duration };
}

function fillWaysBack(matrix: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    matrix[i * n + i] = 0;
    for (let j = 0; j < n; j++) if (Number.isNaN(matrix[i * n + j])) matrix[i * n + j] = matrix[j * n + i];
  }
}

function readSquare(table: Table, ids: readonly string[]): Float64Array {
  const n = ids.length;
  const matrix = new Float64Array(n * n).fill(Number.NaN);
  const columnOf = ids.map((id) => table.header.findIndex((cell, i) => i > 0 && cell.trim() === id));
  const rowOf = new Map(table.rows.map((row, i) => [(row[0] ?? '').trim(), i]));
  const problems: DataProblem[] = [];
  ids.forEach((id, i) => {
    const row = rowOf.get(id);
    if (row === undefined) return;
    columnOf.forEach((column, j) => {
      if (column === -1) return;
      const found = table.rows[row][column] ?? '';
      const value = i === j ? 0 : parseNumber(found);
      if (value !== undefined && value >= 0) matrix[i * n + j] = value;
      else
        problems.push({
          file: table.name,
          line: table.lines[row],
          column: table.header[column],
          found,
          expected: 'a distance of at least 0',
        });
    });
  });
  if (problems.length > 0) throw new UnusableData(problems);
  refuseGaps(matrix, ids, table, 'distance');
  return matrix;
}

function refuseGaps(matrix: Float64Array, ids: readonly string[], table: Table, what: string): void {
  const n = ids.length;
  const gap = matrix.findIndex(Number.isNaN);
  if (gap === -1) return;
  throw unusable(`a ${what} from "${ids[Math.floor(gap / n)]}" to "${ids[gap % n]}"`, {
    file: table.name,
    found: `${matrix.filter(Number.isNaN).length} of ${n * n} pairs missing`,
  });
}
