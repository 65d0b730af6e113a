import * as doubleDouble from '#engines/numerics/double-double.ts';
import type { Expression } from './formula.ts';
import { expressionText, rowFunctions } from './formula.ts';

/** A column of the data. Missing: NaN in a number column, undefined in a category column. */
export type DataColumn =
  | { readonly kind: 'number'; readonly values: Float64Array; readonly low?: Float64Array }
  | { readonly kind: 'category'; readonly values: readonly (string | undefined)[] };

/** One number a row, with the part beyond double precision where it is known. */
export interface NumberVector {
  readonly high: Float64Array;
  readonly low: Float64Array;
}

/** Something a row-wise computation cannot do: which row, and what was expected there. */
export class BadCell extends Error {
  readonly row: number;
  readonly column: string;
  readonly expected: string;

  constructor(row: number, column: string, expected: string) {
    super(`row ${row + 1}, ${column}: ${expected}`);
    this.row = row;
    this.column = column;
    this.expected = expected;
  }
}

/**
 * Computes an expression for the given rows. Sums, products, quotients and whole powers are carried in double-double
 * arithmetic so that poly(x, 10) keeps all its digits. Throws BadCell where the result is no finite number.
 */
export function evaluate(
  expression: Expression,
  columns: ReadonlyMap<string, DataColumn>,
  rows: Int32Array,
): NumberVector {
  switch (expression.kind) {
    case 'number':
      return { high: new Float64Array(rows.length).fill(expression.value), low: new Float64Array(rows.length) };
    case 'column': {
      const column = columns.get(expression.name)!;
      if (column.kind === 'category') {
        throw new BadCell(
          rows[0] ?? 0,
          expression.name,
          `numbers, because the formula computes with "${expression.name}"`,
        );
      }
      const { values, low } = column;
      return {
        high: Float64Array.from(rows, (row) => values[row]),
        low: low === undefined ? new Float64Array(rows.length) : Float64Array.from(rows, (row) => low[row]),
      };
    }
    case 'operation':
      return checked(expression, rows, combine(expression, columns, rows));
    case 'call': {
      const argument = evaluate(expression.argument, columns, rows);
      if (!(expression.name in rowFunctions)) return argument;
      const f = rowFunctions[expression.name];
      return checked(expression, rows, { high: argument.high.map((x) => f(x)), low: new Float64Array(rows.length) });
    }
  }
}

/** x, x², …, x^degree. */
export function powers(x: NumberVector, degree: number): NumberVector[] {
  const made = [x];
  for (let k = 2; k <= degree; k++) made.push(pairwise(made[k - 2], x, doubleDouble.multiply));
  return made;
}

/** The product of two vectors, element by element. */
export function product(a: NumberVector, b: NumberVector): NumberVector {
  return pairwise(a, b, doubleDouble.multiply);
}

function combine(
  expression: Expression & { kind: 'operation' },
  columns: ReadonlyMap<string, DataColumn>,
  rows: Int32Array,
): NumberVector {
  const left = evaluate(expression.left, columns, rows);
  const right = evaluate(expression.right, columns, rows);
  switch (expression.operator) {
    case '+':
      return pairwise(left, right, doubleDouble.add);
    case '-':
      return pairwise(left, right, (ah, al, bh, bl) => doubleDouble.add(ah, al, -bh, -bl));
    case '/':
      return pairwise(left, right, doubleDouble.divide);
    case '^': {
      const exponent = expression.right.kind === 'number' ? expression.right.value : Number.NaN;
      if (Number.isInteger(exponent) && exponent >= 1 && exponent <= 64) return powers(left, exponent)[exponent - 1];
      return { high: left.high.map((x, i) => x ** right.high[i]), low: new Float64Array(rows.length) };
    }
    default:
      return pairwise(left, right, doubleDouble.multiply);
  }
}

function pairwise(
  a: NumberVector,
  b: NumberVector,
  operation: (ah: number, al: number, bh: number, bl: number) => void,
): NumberVector {
  const high = new Float64Array(a.high.length);
  const low = new Float64Array(a.high.length);
  for (let i = 0; i < high.length; i++) {
    operation(a.high[i], a.low[i], b.high[i], b.low[i]);
    high[i] = doubleDouble.hi();
    low[i] = doubleDouble.lo();
  }
  return { high, low };
}

function checked(expression: Expression, rows: Int32Array, vector: NumberVector): NumberVector {
  for (let i = 0; i < rows.length; i++) {
    if (!Number.isFinite(vector.high[i])) {
      const text = expressionText(expression);
      throw new BadCell(rows[i], text, `values for which ${text} is a finite number`);
    }
    if (!Number.isFinite(vector.low[i])) vector.low[i] = 0;
  }
  return vector;
}
