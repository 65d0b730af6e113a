import type { FeatureColumn } from '#engines/scoring/feature-column.ts';
import { fromDayNumber } from '#kernel/civil-date.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { findColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { type TypedColumn, columnAs, typedColumn } from '../typed-columns.ts';

/** Place of a named column, or a refusal that lists the header. */
export function placeOf(table: Table, name: string, map: Readonly<Record<string, string>>): number {
  const wanted = map[name] ?? name;
  const exact = table.header.indexOf(wanted);
  const index = exact === -1 ? findColumn(table, wanted) : exact;
  if (index === -1) {
    throw unusable(`a column named "${wanted}"`, {
      file: table.name,
      line: 1,
      column: wanted,
      found: table.header.join(', '),
    });
  }
  return index;
}

/** All columns to learn from, typed by their cells; `leaveOut` are places in the header. */
export function learnableColumns(
  table: Table,
  leaveOut: ReadonlySet<number>,
): { columns: TypedColumn[]; notes: string[] } {
  const columns: TypedColumn[] = [];
  const notes: string[] = [];
  table.header.forEach((name, index) => {
    if (name === '' || leaveOut.has(index)) return;
    const column = typedColumn(table, index);
    columns.push(column);
    if (column.problemCount > 0) notes.push(unreadable(column));
  });
  return { columns, notes };
}

/** The same columns in another file, read as the kinds they were trained as; absent ones count as blank. */
export function matchingColumns(
  table: Table,
  trained: readonly TypedColumn[],
  map: Readonly<Record<string, string>>,
): { columns: TypedColumn[]; notes: string[] } {
  const notes: string[] = [];
  const columns: TypedColumn[] = [];
  for (const { name, kind } of trained) {
    if (kind === 'empty') continue;
    const wanted = map[name] ?? name;
    const exact = table.header.indexOf(wanted);
    const index = exact === -1 ? findColumn(table, wanted) : exact;
    if (index === -1) {
      notes.push(`${table.name} has no column "${wanted}"; it counts as blank`);
      continue;
    }
    const column = { ...columnAs(table, index, kind), name };
    if (column.problemCount > 0) notes.push(unreadable(column));
    columns.push(column);
  }
  return { columns, notes };
}

/** The rows given, as engine columns. */
export function featureColumns(columns: readonly TypedColumn[], rows: readonly number[]): FeatureColumn[] {
  return columns.map(({ name, kind, numbers, texts }) =>
    kind === 'number' || kind === 'date'
      ? { name, kind: 'number', values: Float64Array.from(rows, (row) => numbers![row]) }
      : { name, kind: 'category', values: rows.map((row) => texts[row]) },
  );
}

/** Reasons show a day as a day, not as its number. */
export function shownValue(
  kind: TypedColumn['kind'] | undefined,
  value: number | string | null,
): number | string | null {
  return kind === 'date' && typeof value === 'number' ? fromDayNumber(value) : value;
}

function unreadable({ name, kind, problems, problemCount }: TypedColumn): string {
  const first = problems[0];
  return `${problemCount} cells of "${name}" are no ${kind} (line ${first.line}: ${JSON.stringify(first.found)}); they count as blank`;
}
