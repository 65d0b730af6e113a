import { copyLine } from '#platform/database/copy-lines.ts';
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
  text: (value: string) => value,
  whole: (value: number) => value.toString(),
  decimal: (value: number) => value.toString(),
  boolean: (value: boolean) => (value ? 't' : 'f'),
  instant: (value: number) => new Date(value).toISOString(),
  json: (value: object) => JSON.stringify(value),
};

/** Rows as lines for COPY. */
export function* encodeRows<T extends TableName>(
  table: T,
  rows: readonly object[],
  extras: readonly ExtraColumn[],
): Generator<string> {
  const columns = Object.entries<string>(tables[table]).map(
    ([name, type]) => [name, encoders[type.replace('?', '')]] as const,
  );
  for (const row of rows as readonly Readonly<Record<string, unknown>>[]) {
    const cells = columns.map(([name, encode]) => (row[name] === null ? null : encode(row[name] as never)));
    for (const { valueOf } of extras) cells.push(valueOf(row));
    yield copyLine(cells);
  }
}

export function databaseColumn(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
