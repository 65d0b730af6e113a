import { distanceMatrix } from '#engines/routing/distances.ts';
import type { FleetProblem } from '#engines/routing/fleet/fleet-problem.ts';
import { unusable } from '#kernel/unusable-data.ts';
import type { TextFile } from '../read-text-file.ts';

export interface SolomonProblem {
  readonly name: string;
  readonly ids: readonly number[];
  readonly points: readonly (readonly number[])[];
  readonly problem: FleetProblem;
}

const customerColumns = ['number', 'x', 'y', 'demand', 'ready time', 'due date', 'service time'];

/** Reads the layout of Solomon (1987) and Gehring & Homberger (1999): vehicles and capacity, then one customer a line. */
export function readSolomon({ name: file, lines }: TextFile): SolomonProblem {
  const rows: { line: number; values: number[] }[] = [];
  lines.forEach((line, i) => {
    if (!/^[-+.\d]/.test(line)) return;
    const values = line.split(/\s+/).map(Number);
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad === -1) rows.push({ line: i + 1, values });
    else throw unusable('a number', { file, line: i + 1, column: customerColumns[bad], found: line.split(/\s+/)[bad] });
  });
  const [fleet, ...places] = rows;
  if (fleet === undefined || fleet.values.length !== 2 || !(fleet.values[0] >= 1) || !(fleet.values[1] >= 0)) {
    throw unusable('vehicle number and capacity (two numbers)', {
      file,
      line: fleet?.line ?? 1,
      found: fleet?.values.join(' ') ?? 'no numbers',
    });
  }
  for (const { line, values } of places) {
    if (values.length !== 7)
      throw unusable(`seven numbers: ${customerColumns.join(', ')}`, { file, line, found: `${values.length} numbers` });
    if (values[4] > values[5])
      throw unusable('a due date not before the ready time', {
        file,
        line,
        column: 'due date',
        found: String(values[5]),
      });
  }
  if (places.length < 2)
    throw unusable('a depot and at least one customer', { file, found: `${places.length} places` });
  const column = (k: number): Float64Array => Float64Array.from(places, ({ values }) => values[k]);
  const points = places.map(({ values }) => [values[1], values[2]]);
  const distance = distanceMatrix('euclidean', points);
  return {
    name: lines.find((line) => line !== '') ?? file,
    ids: places.map(({ values }) => values[0]),
    points,
    problem: {
      size: places.length,
      distance,
      duration: distance,
      demand: column(3),
      open: column(4),
      close: column(5),
      service: column(6),
      start: 0,
      end: 0,
      customers: Int32Array.from({ length: places.length - 1 }, (_, i) => i + 1),
      capacity: fleet.values[1],
      vehicles: fleet.values[0],
    },
  };
}
