import { unusable } from '#kernel/unusable-data.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { isMissing, parseNumber } from '#platform/tabular/values.ts';

export interface Outcome {
  readonly positive: string;
  readonly negatives: readonly string[];
  /** Per row: 1, 0, or undefined where the outcome is open. */
  readonly values: readonly (0 | 1 | undefined)[];
  readonly notes: readonly string[];
}

/** Words that answer each other, the positive one first. */
const opposites: readonly (readonly [string, string])[] = [
  ['1', '0'],
  ['yes', 'no'],
  ['y', 'n'],
  ['true', 'false'],
  ['t', 'f'],
  ['won', 'lost'],
  ['closed won', 'closed lost'],
  ['converted', 'not converted'],
  ['churned', 'stayed'],
  ['churned', 'retained'],
  ['left', 'stayed'],
  ['success', 'failure'],
  ['是', '否'],
  ['有', '无'],
  ['赢单', '输单'],
  ['成交', '未成交'],
  ['流失', '留存'],
];

/**
 * Reads the outcome column. Two values are told apart by well-known pairs (yes/no, won/lost, 1/0 …), else the rarer one is
 * positive. With more values, one that belongs to a known pair whose other half is present makes the rest open (a deal in
 * work is neither won nor lost); otherwise --positive must name the value and all others are negative.
 */
export function readOutcome(
  table: Table,
  index: number,
  positiveWanted: string | undefined,
  negativesWanted: readonly string[] | undefined,
): Outcome {
  const cells = table.rows.map((row) => outcomeText(row[index] ?? ''));
  const counts = new Map<string, number>();
  for (const cell of cells) if (cell !== undefined) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const found = [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value);
  const place = { file: table.name, line: 1, column: table.header[index] };
  const shown = found.slice(0, 8).join(', ');
  const named = (wanted: string): string => {
    const value = found.find((text) => text === wanted) ?? found.find((text) => same(text, wanted));
    if (value === undefined) throw unusable(`the value "${wanted}" in the column`, { ...place, found: shown });
    return value;
  };
  if (found.length < 2)
    throw unusable('two different outcomes', { ...place, found: shown === '' ? 'only blanks' : shown });
  const notes: string[] = [];
  let positive = positiveWanted === undefined ? undefined : named(positiveWanted);
  const pair = opposites
    .map(([yes, no]) => [found.find((text) => same(text, yes)), found.find((text) => same(text, no))] as const)
    .find(([yes, no]) => yes !== undefined && no !== undefined && (positive === undefined || yes === positive));
  if (positive === undefined) {
    if (pair !== undefined) positive = pair[0]!;
    else if (found.length === 2) {
      positive = found[1];
      notes.push(`"${positive}", the rarer of the two values, counts as positive; --positive chooses`);
    } else {
      throw unusable('two values, or --positive VALUE to say which one counts as positive', { ...place, found: shown });
    }
  }
  const negatives =
    negativesWanted?.map(named) ??
    (pair !== undefined && found.length > 2 ? [pair[1]!] : found.filter((v) => v !== positive));
  const open = found.filter((value) => value !== positive && !negatives.includes(value));
  if (open.length > 0)
    notes.push(
      `rows with ${open.map((value) => `"${value}"`).join(', ')} count as open: they are scored, not learned from`,
    );
  const values = cells.map((cell) =>
    cell === undefined ? undefined : cell === positive ? 1 : negatives.includes(cell) ? 0 : undefined,
  );
  return { positive, negatives, values, notes };
}

/** '1', '1.0' and '1.00' are one value. */
export function outcomeText(cell: string): string | undefined {
  if (isMissing(cell)) return undefined;
  const number = parseNumber(cell);
  return number === undefined ? cell.trim() : String(number);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === (outcomeText(b) ?? b).toLowerCase();
}
