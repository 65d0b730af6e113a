import type { Usage } from '#kernel/trace.ts';
import type { FormulaFitOptions } from './formula-fit.ts';
import { type Formula, columnsOf } from './formula.ts';
import { BadCell, type DataColumn, evaluate } from './model-frame.ts';

/** Names of all columns that a model reads. */
export function neededColumns(model: Formula, options: FormulaFitOptions): Set<string> {
  const names = [model.response, ...model.offsets, ...model.terms.flatMap(({ factors }) => factors)].flatMap(columnsOf);
  return new Set([...names, ...(options.weights === undefined ? [] : [options.weights])]);
}

/** The rows in which none of the needed columns is blank. */
export function completeRows(
  needed: ReadonlySet<string>,
  columns: ReadonlyMap<string, DataColumn>,
): { rows: Int32Array; usage: Usage } {
  const lists = [...needed].map((name) => {
    const column = columns.get(name);
    if (column === undefined) {
      throw new RangeError(
        `invalid formula: no column "${name}" (one of ${[...columns.keys()].join(', ')} is expected)`,
      );
    }
    return { name, column };
  });
  const count = lists.length === 0 ? 0 : lists[0].column.values.length;
  const missing = new Map<string, number>();
  const rows: number[] = [];
  for (let row = 0; row < count; row++) {
    const gap = lists.find(({ column }) =>
      column.kind === 'number' ? Number.isNaN(column.values[row]) : column.values[row] === undefined,
    );
    if (gap === undefined) rows.push(row);
    else missing.set(gap.name, (missing.get(gap.name) ?? 0) + 1);
  }
  const reasons = [...missing].map(([name, times]) => ({ reason: `"${name}" is blank`, count: times }));
  return { rows: Int32Array.from(rows), usage: { used: rows.length, skipped: count - rows.length, reasons } };
}

export function readWeights(name: string, columns: ReadonlyMap<string, DataColumn>, rows: Int32Array): Float64Array {
  const { high } = evaluate({ kind: 'column', name }, columns, rows);
  const wrong = high.findIndex((weight) => !(weight >= 0));
  if (wrong !== -1) throw new BadCell(rows[wrong], name, 'a weight of at least 0');
  return high;
}

export function sumOfOffsets(
  model: Formula,
  columns: ReadonlyMap<string, DataColumn>,
  rows: Int32Array,
): Float64Array | undefined {
  if (model.offsets.length === 0) return undefined;
  const sum = new Float64Array(rows.length);
  for (const offset of model.offsets) evaluate(offset, columns, rows).high.forEach((value, i) => (sum[i] += value));
  return sum;
}
