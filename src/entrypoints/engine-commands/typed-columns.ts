import { dayNumber } from '#kernel/civil-date.ts';
import type { DataProblem } from '#kernel/unusable-data.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { dayOrder, hasDecimalComma, isMissing, parseDate, parseNumber } from '#platform/tabular/values.ts';

/** What a column of text holds, found by looking at all its cells. */
export interface TypedColumn {
  readonly name: string;
  readonly kind: 'number' | 'date' | 'category' | 'empty';
  /** Numbers, or days since 1970-01-01; NaN where there is none. Undefined for categories. */
  readonly numbers?: Float64Array;
  /** Numbers are written 1.234,5. */
  readonly decimalComma?: boolean;
  /** Trimmed text; undefined where the cell is blank. */
  readonly texts: readonly (string | undefined)[];
  /** Cells of a number or date column that are neither blank nor readable: at most 20 … */
  readonly problems: readonly DataProblem[];
  /** … of so many. */
  readonly problemCount: number;
}

/** A column is numeric (or of dates) when at least this share of its filled cells can be read so. */
const shareRequired = 0.8;

/** Reads every cell of one column as numbers, as dates or as text, whichever fits most of them. */
export function typedColumn(table: Table, index: number): TypedColumn {
  const texts = cellTexts(table, index);
  const filled = texts.reduce((sum, text) => sum + (text === undefined ? 0 : 1), 0);
  if (filled === 0) return { name: table.header[index], kind: 'empty', texts, problems: [], problemCount: 0 };
  for (const kind of ['number', 'date'] as const) {
    const column = readAs(table, index, kind, texts);
    if (column.problemCount <= (1 - shareRequired) * filled) return column;
  }
  return { name: table.header[index], kind: 'category', texts, problems: [], problemCount: 0 };
}

/** Reads every cell of one column as the kind that is already known, for rows to which a trained model is applied. */
export function columnAs(table: Table, index: number, kind: 'number' | 'date' | 'category'): TypedColumn {
  const texts = cellTexts(table, index);
  if (kind === 'category') return { name: table.header[index], kind, texts, problems: [], problemCount: 0 };
  return readAs(table, index, kind, texts);
}

function cellTexts(table: Table, index: number): (string | undefined)[] {
  return table.rows.map((row) => {
    const text = (row[index] ?? '').trim();
    return isMissing(text) ? undefined : text;
  });
}

function readAs(
  table: Table,
  index: number,
  kind: 'number' | 'date',
  texts: readonly (string | undefined)[],
): TypedColumn {
  const name = table.header[index];
  const filled = texts.filter((text) => text !== undefined);
  const order = kind === 'date' ? dayOrder(filled) : undefined;
  const comma = kind === 'number' && hasDecimalComma(filled, table.delimiter);
  const parse = (text: string): number | undefined => {
    if (kind === 'number') return parseNumber(text, comma);
    const found = parseDate(text, order);
    return found === undefined ? undefined : dayNumber(found.date);
  };
  const expected = kind === 'number' ? 'a finite number' : 'a calendar day such as 2026-11-23';
  const problems: DataProblem[] = [];
  let problemCount = 0;
  const numbers = Float64Array.from(texts, (text, row) => {
    if (text === undefined) return Number.NaN;
    const value = parse(text);
    if (value !== undefined) return value;
    problemCount += 1;
    if (problems.length < 20)
      problems.push({ file: table.name, line: table.lines[row], column: name, found: text, expected });
    return Number.NaN;
  });
  return { name, kind, numbers, decimalComma: comma, texts, problems, problemCount };
}
