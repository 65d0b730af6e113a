import type { FieldDefinition } from '#kernel/record-kind.ts';
import { readCell } from './read-cell.ts';

/** The column that has the first of these names which any has, however it is written; undefined when none has. */
export type ColumnFinder = (...names: readonly string[]) => string | undefined;

export function columnFinder(header: readonly string[]): ColumnFinder {
  const known = new Map(header.map((name) => [squash(name), name]));
  return (...names) => {
    for (const name of names) {
      const found = known.get(squash(name));
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** A name without what is written one way here and another there: capitals, spaces, signs, wide letters. */
export function squash(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_./\\()（）-]+/g, '');
}

/** Whether nearly all of the first cells of a column can be read as a field, with either order of day and month. */
export function readableAs(field: FieldDefinition, rows: readonly (readonly string[])[], index: number): boolean {
  if (field.type === 'reference') return true;
  const filled = rows.slice(0, 50).filter((row) => (row[index] ?? '').trim() !== '');
  const good = filled.filter(
    (row) =>
      !('expected' in readCell(field, row[index], { dayOrder: 'mdy' })) ||
      !('expected' in readCell(field, row[index], { dayOrder: 'dmy' })),
  );
  return filled.length === 0 || good.length >= filled.length * 0.8;
}
