import type { Family } from '#engines/numerics/generalised-linear-model.ts';
import type { Expression } from './formula.ts';
import { BadCell, type DataColumn, type NumberVector, evaluate } from './model-frame.ts';

export interface Response {
  readonly values: NumberVector;
  readonly note?: string;
}

const yes = new Set(['1', 'true', 'yes', 'y', 't', 'won', 'success', '是', '成功', '赢单']);

/**
 * The numbers to be explained. For a binomial family a text column of two values is read as 0 and 1 (which is 1 is said in
 * the note); numbers must be 0…1; for a Poisson family they must be at least 0. Throws BadCell otherwise.
 */
export function readResponse(
  expression: Expression,
  family: Family,
  columns: ReadonlyMap<string, DataColumn>,
  rows: Int32Array,
  positive: string | undefined,
): Response {
  const column = expression.kind === 'column' ? columns.get(expression.name) : undefined;
  if (family === 'binomial' && expression.kind === 'column' && column !== undefined) {
    if (column.kind === 'category' || positive !== undefined) {
      return twoClasses(expression.name, column, rows, positive);
    }
  }
  const values = evaluate(expression, columns, rows);
  const [least, most, expected] =
    family === 'binomial'
      ? [0, 1, 'a number from 0 to 1, or a column of two values']
      : family === 'poisson'
        ? [0, Number.MAX_VALUE, 'a count of at least 0']
        : [-Number.MAX_VALUE, Number.MAX_VALUE, 'a finite number'];
  for (let i = 0; i < rows.length; i++) {
    if (!(values.high[i] >= least && values.high[i] <= most)) throw new BadCell(rows[i], nameOf(expression), expected);
  }
  return { values };
}

function twoClasses(name: string, column: DataColumn, rows: Int32Array, positive: string | undefined): Response {
  const cells = Array.from(rows, (row) => String(column.values[row]));
  const classes = [...new Set(cells)].sort();
  const wanted = positive ?? classes.find((text) => yes.has(text.toLowerCase())) ?? classes[1];
  if (positive !== undefined && !classes.includes(positive)) {
    throw new BadCell(rows[0] ?? 0, name, `"${positive}" among the values (found ${classes.slice(0, 5).join(', ')})`);
  }
  if (classes.length !== 2 && positive === undefined) {
    throw new BadCell(
      rows[0] ?? 0,
      name,
      `two different values (found ${classes.length}: ${classes.slice(0, 5).join(', ')})`,
    );
  }
  return {
    values: { high: Float64Array.from(cells, (cell) => (cell === wanted ? 1 : 0)), low: new Float64Array(rows.length) },
    note: `"${name}" counts as 1 where it is "${wanted}"`,
  };
}

function nameOf(expression: Expression): string {
  return expression.kind === 'column' ? expression.name : 'the response';
}
