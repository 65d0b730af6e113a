import type { Usage } from '#kernel/trace.ts';
import { type DataProblem, UnusableData } from '#kernel/unusable-data.ts';
import type { Table } from './read-table.ts';
import { dayOrder, hasDecimalComma, isMissing, parseDate, parseNumber } from './values.ts';

type CellType = 'text' | 'number' | 'date' | 'timestamp';

/** What a command expects of one column. */
export interface ColumnSpec<T extends CellType = CellType, Optional extends boolean = boolean> {
  readonly type: T;
  /** The column may be absent from the file. */
  readonly optional: Optional;
  /** Other header names accepted for it. */
  readonly also: readonly string[];
  /** A blank cell: 'refuse' (default) stops, 'skip' leaves the row out and reports it, 'keep' gives undefined. */
  readonly blank: 'refuse' | 'skip' | 'keep';
  readonly min?: number;
  readonly max?: number;
}

interface SpecOptions<Optional extends boolean> {
  readonly optional?: Optional;
  readonly also?: readonly string[];
  readonly blank?: ColumnSpec['blank'];
  readonly min?: number;
  readonly max?: number;
}

const column =
  <T extends CellType>(type: T) =>
  <Optional extends boolean = false>(options: SpecOptions<Optional> = {}): ColumnSpec<T, Optional> => ({
    type,
    optional: (options.optional ?? false) as Optional,
    also: options.also ?? [],
    blank: options.blank ?? (options.optional === true ? 'keep' : 'refuse'),
    min: options.min,
    max: options.max,
  });

export const textColumn = column('text');
export const numberColumn = column('number');
/** A civil date, as ISO text. */
export const dateColumn = column('date');
/** An instant, as milliseconds since 1970; text without a zone is read as UTC and the choice is reported. */
export const timestampColumn = column('timestamp');

interface CellValue {
  readonly text: string;
  readonly number: number;
  readonly date: string;
  readonly timestamp: number;
}

export type Columns<S extends Record<string, ColumnSpec>> = {
  readonly [K in keyof S]: S[K] extends ColumnSpec<infer T, infer Optional>
    ? Optional extends true
      ? (CellValue[T] | undefined)[] | undefined
      : CellValue[T][]
    : never;
};

export interface ReadColumns<S extends Record<string, ColumnSpec>> {
  readonly columns: Columns<S>;
  /** Line of the file for each kept row. */
  readonly lines: readonly number[];
  readonly usage: Usage;
  /** How ambiguous things were read ('column "date" was read as day/month/year'). */
  readonly notes: readonly string[];
}

/**
 * Picks named columns out of a table and reads their cells. Names match case-insensitively, ignoring spaces, '_' and '-';
 * `map` renames ({ want: 'name in the file' }). Throws UnusableData with up to 20 problems and the count of the rest.
 */
export function readColumns<S extends Record<string, ColumnSpec>>(
  table: Table,
  spec: S,
  map: Readonly<Record<string, string>> = {},
): ReadColumns<S> {
  const places = locateColumns(table, spec, map);
  const notes: string[] = [];
  const problems: DataProblem[] = [];
  let problemCount = 0;
  const skippedLines: number[] = [];
  const values = new Map<string, unknown[]>();
  const keep = new Uint8Array(table.rows.length).fill(1);
  for (const [name, index] of places) {
    const { type, blank, min, max } = spec[name];
    const read = reader(table, index, type, notes);
    const cells = Array.from<unknown>({ length: table.rows.length });
    for (let row = 0; row < table.rows.length; row++) {
      const text = table.rows[row][index] ?? '';
      let value: unknown;
      if (isMissing(text) && (type !== 'text' || text.trim() === '')) {
        if (blank === 'keep') continue;
        if (blank === 'skip') {
          if (keep[row] === 1) skippedLines.push(table.lines[row]);
          keep[row] = 0;
          continue;
        }
      } else value = read(text);
      const outside =
        typeof value === 'number' && ((min !== undefined && value < min) || (max !== undefined && value > max));
      if (value === undefined || outside) {
        problemCount += 1;
        if (problems.length < UnusableData.listed) {
          problems.push({
            file: table.name,
            line: table.lines[row],
            column: table.header[index],
            found: text,
            expected: expectation(type, min, max),
          });
        }
      }
      cells[row] = value;
    }
    values.set(name, cells);
  }
  if (problemCount > 0) throw new UnusableData(problems, problemCount);
  const all = skippedLines.length === 0;
  const kept = (cells: readonly unknown[]): unknown[] =>
    all ? (cells as unknown[]) : cells.filter((_, row) => keep[row] === 1);
  const columns: Record<string, unknown> = {};
  for (const name of Object.keys(spec)) {
    const cells = values.get(name);
    columns[name] = cells === undefined ? undefined : kept(cells);
  }
  const lines = kept(table.lines) as number[];
  const reasons =
    skippedLines.length === 0
      ? []
      : [{ reason: 'a needed cell is blank', count: skippedLines.length, lines: skippedLines.slice(0, 20) }];
  return {
    columns: columns as Columns<S>,
    lines,
    usage: { used: lines.length, skipped: skippedLines.length, reasons },
    notes,
  };
}

/** Finds the place of a column by name as readColumns does; -1 when absent. */
export function findColumn(table: Pick<Table, 'header'>, name: string, also: readonly string[] = []): number {
  for (const wanted of [name, ...also]) {
    const index = table.header.findIndex((cell) => squash(cell) === squash(wanted));
    if (index !== -1) return index;
  }
  return -1;
}

function squash(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
}

function locateColumns(
  table: Table,
  spec: Record<string, ColumnSpec>,
  map: Readonly<Record<string, string>>,
): Map<string, number> {
  const places = new Map<string, number>();
  const problems: DataProblem[] = [];
  for (const [name, { optional, also }] of Object.entries(spec)) {
    const renamed = map[name];
    const index = renamed === undefined ? findColumn(table, name, also) : findColumn(table, renamed);
    if (index !== -1) places.set(name, index);
    else if (!optional || renamed !== undefined) {
      problems.push({
        file: table.name,
        line: 1,
        column: renamed ?? name,
        found: table.header.join(', '),
        expected: `a column named "${renamed ?? name}"${also.length > 0 ? ` (or ${also.join(', ')})` : ''}; --map ${name}=HEADER renames`,
      });
    }
  }
  if (problems.length > 0) throw new UnusableData(problems);
  return places;
}

function reader(table: Table, index: number, type: CellType, notes: string[]): (text: string) => unknown {
  if (type === 'text') return (text) => text.trim();
  if (type === 'number') {
    const comma = hasDecimalComma(columnTexts(table, index), table.delimiter);
    if (comma) notes.push(`column "${table.header[index]}" was read with a decimal comma (1,5 is one and a half)`);
    return (text) => parseNumber(text, comma);
  }
  const order = dayOrder(columnTexts(table, index));
  if (order !== undefined)
    notes.push(`column "${table.header[index]}" was read as ${order === 'dmy' ? 'day/month/year' : 'month/day/year'}`);
  if (type === 'date') return (text) => readDay(text, order);
  let zoneless = false;
  return (text) => {
    const found = parseTimestamp(text, order);
    if (found?.zoneless === true && !zoneless) {
      zoneless = true;
      notes.push(`column "${table.header[index]}" has times without a zone; they were read as UTC`);
    }
    return found?.milliseconds;
  };
}

/** Days in ISO notation that were read before: a table of a million rows has few different ones. */
const isoDays = new Map<string, string>();
const mostIsoDays = 20_000;
const isoDay = /^\d{4}-\d{2}-\d{2}$/;

function readDay(text: string, order: 'dmy' | 'mdy' | undefined): string | undefined {
  const known = isoDays.get(text);
  if (known !== undefined) return known;
  const day = parseDate(text, order)?.date;
  // Of other notations the order of day and month in their column decides.
  if (day !== undefined && isoDay.test(text) && isoDays.size < mostIsoDays) isoDays.set(text, day);
  return day;
}

function* columnTexts(table: Table, index: number): Generator<string> {
  for (const row of table.rows) yield row[index] ?? '';
}

/** Reads an instant: ISO 8601 with or without zone, a bare day, or 'day time' in the day notations of parseDate. */
export function parseTimestamp(
  text: string,
  order?: 'dmy' | 'mdy',
): { milliseconds: number; zoneless: boolean } | undefined {
  const value = text.trim();
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(value)) {
    const zoneless = !/(Z|[+-]\d{2}:?\d{2})$/i.test(value);
    const milliseconds = Date.parse(
      zoneless ? `${value.replace(' ', 'T').replace(',', '.')}Z` : value.replace(' ', 'T'),
    );
    return Number.isNaN(milliseconds) ? undefined : { milliseconds, zoneless };
  }
  const [day, ...time] = value.split(' ');
  const date = parseDate(time.length > 0 && /^\d/.test(time[0]) ? day : value, order);
  if (date === undefined) return undefined;
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?$/.exec(time.join(' '));
  const milliseconds =
    Date.parse(`${date.date}T00:00:00Z`) +
    (clock === null
      ? 0
      : ((Number(clock[1]) * 60 + Number(clock[2])) * 60 + Number(clock[3] ?? 0) + Number(clock[4] ?? 0)) * 1000);
  return { milliseconds, zoneless: true };
}

function expectation(type: CellType, min?: number, max?: number): string {
  if (type === 'date') return 'a calendar day such as 2026-11-23 (with a day and month that can be told apart)';
  if (type === 'timestamp') return 'a date and time such as 2026-11-23T09:30:00Z';
  if (type === 'text') return 'a value';
  const range =
    min !== undefined && max !== undefined
      ? ` from ${min} to ${max}`
      : min !== undefined
        ? ` of at least ${min}`
        : max !== undefined
          ? ` of at most ${max}`
          : '';
  return `a finite number${range}`;
}
