import { type Exact, exactFromText } from '#engines/commission/exact.ts';
import { type DataProblem, UnusableData } from '#kernel/unusable-data.ts';
import { type ColumnSpec, findColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { isMissing, normaliseNumber } from '#platform/tabular/values.ts';

/** Reads exact numbers and attribute texts cell by cell, keeping every problem with its line until the end. */
export class CellReader {
  readonly #table: Table;
  readonly #problems: DataProblem[] = [];
  #count = 0;

  constructor(table: Table) {
    this.#table = table;
  }

  /** Exact number of a cell; undefined when blank. */
  exact(text: string | undefined, line: number, column: string, decimalComma = false): Exact | undefined {
    if (text === undefined || isMissing(text)) return undefined;
    const plain = normaliseNumber(text, decimalComma);
    const value = plain === undefined ? undefined : exactFromText(plain);
    if (value === undefined) this.refuse(line, column, text, 'a number of at most 40 digits');
    return value;
  }

  /** Plain decimal text of a cell, for attributes that the plan computes with. */
  numericText(text: string | undefined, line: number, column: string): string | undefined {
    if (text === undefined || isMissing(text)) return undefined;
    const plain = normaliseNumber(text);
    if (plain === undefined) this.refuse(line, column, text, 'a number, because the plan computes with it');
    return plain;
  }

  refuse(line: number, column: string, found: string, expected: string): void {
    this.#count += 1;
    if (this.#problems.length < UnusableData.listed) {
      this.#problems.push({ file: this.#table.name, line, column, found, expected });
    }
  }

  throwProblems(): void {
    if (this.#count > 0) throw new UnusableData(this.#problems, this.#count);
  }
}

/** Leaves out the other names of a column that the plan uses as columns of its own ("owner" in a crediting rule). */
export function withoutOwnColumns<S extends Record<string, ColumnSpec>>(spec: S, own: readonly string[]): S {
  const squash = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, '');
  const taken = new Set(own.map(squash));
  const entries = Object.entries(spec).map(([name, column]) => [
    name,
    { ...column, also: column.also.filter((other) => !taken.has(squash(other))) },
  ]);
  return Object.fromEntries(entries) as S;
}

export interface AttributeColumns {
  /** Texts of the wanted columns for one row, in their order. */
  read(row: readonly string[], line: number): (string | undefined)[];
}

/** Places of the columns that the plan names. Unknown ones are refused at the plan's own line, with what there is. */
export function attributeColumns(
  table: Table,
  wanted: readonly string[],
  numeric: ReadonlySet<string>,
  map: Readonly<Record<string, string>>,
  aliases: Readonly<Record<string, readonly string[]>>,
  refuseAt: (column: string) => DataProblem,
  cells: CellReader,
): AttributeColumns {
  const problems: DataProblem[] = [];
  const places = wanted.map((column) => {
    const index = findColumn(table, map[column] ?? column, aliases[column] ?? []);
    if (index === -1) {
      problems.push({
        ...refuseAt(column),
        found: column,
        expected: `a column of ${table.name} (${table.header.join(', ')}); --map ${column}=HEADER renames`,
      });
    }
    return { column, index, isNumeric: numeric.has(column) };
  });
  if (problems.length > 0) throw new UnusableData(problems);
  const interned = new Map<string, string>();
  return {
    read: (row, line) =>
      places.map(({ column, index, isNumeric }) => {
        const text = row[index]?.trim();
        if (text === undefined || text === '') return undefined;
        if (isNumeric) return cells.numericText(text, line, column);
        const known = interned.get(text);
        if (known !== undefined) return known;
        if (interned.size < 50_000) interned.set(text, text);
        return text;
      }),
  };
}
