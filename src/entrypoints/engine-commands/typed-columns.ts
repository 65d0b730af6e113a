import { dayNumber } from '#kernel/civil-date.ts';
import type { DataProblem } from '#kernel/unusable-data.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { dayOrder, isMissing, parseDate, parseNumber } from '#platform/tabular/values.ts';

/** What a column of text holds, found by looking at all its cells. */
export interface TypedColumn {
  readonly name: string;
  readonly kind: 'number' | 'date' | 'category' | 'empty';
  /** Numbers, or days since 1970-01-01; NaN where there is none. Undefined for categories. */
  readonly numbers?: Float64Array;
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
  const name = table.header[index];
  const count = table.rows.length;
  const texts = table.rows.map((row) => {
    const text = (row[index] ?? '').trim();
    return isMissing(text) ? undefined : text;
  });
  const filled = texts.reduce((sum, text) => sum + (text === undefined ? 0 : 1), 0);
  if (filled === 0) return { name, kind: 'empty', texts, problems: [], problemCount: 0 };
  const numbers = new Float64Array(count).fill(Number.NaN);
  const read = (kind: 'number' | 'date', parse: (text: string) => number | undefined): TypedColumn | undefined => {
    const bad: number[] = [];
    for (let row = 0; row < count; row++) {
      const text = texts[row];
      const value = text === undefined ? undefined : parse(text);
      numbers[row] = value ?? Number.NaN;
      if (text !== undefined && value === undefined) bad.push(row);
      if (bad.length > (1 - shareRequired) * filled) return undefined;
    }
    const expected = kind === 'number' ? 'a finite number' : 'a calendar day such as 2026-11-23';
    const problems = bad
      .slice(0, 20)
      .map((row) => ({ file: table.name, line: table.lines[row], column: name, found: texts[row], expected }));
    return { name, kind, numbers, texts, problems, problemCount: bad.length };
  };
  const asNumbers = read('number', parseNumber);
  if (asNumbers !== undefined) return asNumbers;
  const order = dayOrder(texts.filter((text) => text !== undefined));
  const asDates = read('date', (text) => {
    const found = parseDate(text, order);
    return found === undefined ? undefined : dayNumber(found.date);
  });
  return asDates ?? { name, kind: 'category', texts, problems: [], problemCount: 0 };
}
