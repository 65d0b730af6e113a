import { type TableName, tables } from './tables.ts';

/** Text beyond the declared columns of a table, written after them. */
export interface ExtraColumn {
  readonly column: string;
  /** The value as text; null for NULL. */
  readonly valueOf: (row: Readonly<Record<string, unknown>>) => string | null;
}

type Encoder = (value: never) => string;

const encoders: Readonly<Record<string, Encoder>> = {
  id: (value: string) => value,
  day: (value: string) => value,
  text: copyText,
  whole: (value: number) => value.toString(),
  decimal: (value: number) => value.toString(),
  boolean: (value: boolean) => (value ? 't' : 'f'),
  instant: (value: number) => new Date(value).toISOString(),
  json: (value: object) => copyText(JSON.stringify(value)),
};

/** Characters of text gathered before they are sent. */
const chunkLength = 200_000;

/**
 * Rows in the text format of COPY (PostgreSQL manual, COPY, "Text Format"): tabs between columns, \N for NULL, backslash,
 * tab and line ends escaped.
 */
export function* encodeRows<T extends TableName>(
  table: T,
  rows: readonly object[],
  extras: readonly ExtraColumn[],
): Generator<Buffer> {
  const columns = Object.entries<string>(tables[table]).map(
    ([name, type]) => [name, encoders[type.replace('?', '')]] as const,
  );
  let text = '';
  for (const row of rows as readonly Readonly<Record<string, unknown>>[]) {
    let line = '';
    for (const [name, encode] of columns) {
      const value = row[name];
      line += value === null ? '\\N\t' : `${encode(value as never)}\t`;
    }
    for (const { valueOf } of extras) {
      const value = valueOf(row);
      line += value === null ? '\\N\t' : `${copyText(value)}\t`;
    }
    text += `${line.slice(0, -1)}\n`;
    if (text.length > chunkLength) {
      yield Buffer.from(text);
      text = '';
    }
  }
  if (text !== '') yield Buffer.from(text);
}

export function databaseColumn(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Text as the text format of COPY writes it. */
export function copyText(text: string): string {
  return /[\\\t\n\r]/.test(text)
    ? text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
    : text;
}
