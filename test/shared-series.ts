import { readFileSync } from 'node:fs';
import { referenceData } from './reference-data.ts';

/** The last column of a CSV file of the reference data; tests that call it are skipped when the data is absent. */
export function sharedSeries(path: string): Float64Array {
  const rows = readFileSync(referenceData(path)!, 'utf8').trim().split('\n').slice(1);
  return Float64Array.from(rows, (row) => Number(row.split(',').at(-1)));
}
