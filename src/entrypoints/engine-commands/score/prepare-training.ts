import type { ScoringInput } from '#engines/scoring/trained-score.ts';
import { UnusableData, unusable } from '#kernel/unusable-data.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import type { EngineCall } from '../define-engine-command.ts';
import { type TypedColumn, typedColumn } from '../typed-columns.ts';
import { type Outcome, readOutcome } from './read-outcome.ts';
import { featureColumns, learnableColumns, matchingColumns, placeOf } from './scoring-table.ts';

/** A file made ready to learn from. */
export interface PreparedTraining {
  readonly outcome: Outcome;
  readonly closed: readonly number[];
  readonly open: readonly number[];
  readonly columns: readonly TypedColumn[];
  readonly input: ScoringInput;
  readonly notes: string[];
  readonly idPlace: number;
}

/** Reads outcome, dates, groups and columns; `applied` tells which columns are blank in the rows to be scored. */
export function prepareTraining(
  call: EngineCall,
  table: Table,
  applied: Table | undefined,
  dropped: readonly string[],
): PreparedTraining {
  if (table.rows.length === 0) throw unusable('at least one row under the header', { file: table.name, line: 1 });
  const place = (name: string): number => placeOf(table, name, call.map);
  const targetPlace = place(String(call.options.target));
  const outcome = readOutcome(
    table,
    targetPlace,
    call.options.positive as string | undefined,
    call.options.negative as readonly string[] | undefined,
  );
  const leaveOut = new Set([targetPlace, ...dropped.map(place)]);
  const named = (option: string): number | undefined => {
    if (typeof call.options[option] !== 'string') return undefined;
    const index = place(call.options[option]);
    leaveOut.add(index);
    return index;
  };
  const idPlace = named('id');
  const datePlace = named('date');
  const protectedPlace = named('protected');
  const { columns, notes } = learnableColumns(table, leaveOut);
  const all = table.rows.map((_, row) => row);
  const closed = all.filter((row) => outcome.values[row] !== undefined);
  const open = all.filter((row) => outcome.values[row] === undefined);
  const openInput =
    applied !== undefined
      ? {
          columns: featureColumns(
            matchingColumns(applied, columns, call.map).columns,
            applied.rows.map((_, row) => row),
          ),
          count: applied.rows.length,
        }
      : { columns: featureColumns(columns, open), count: open.length };
  const input: ScoringInput = {
    columns: featureColumns(columns, closed),
    target: Uint8Array.from(closed, (row) => outcome.values[row]!),
    times: datePlace === undefined ? undefined : readTimes(table, datePlace, closed),
    protectedColumn:
      protectedPlace === undefined
        ? undefined
        : {
            name: table.header[protectedPlace],
            groups: closed.map((row) => table.rows[row][protectedPlace].trim() || '(blank)'),
          },
    open: openInput.count === 0 ? undefined : openInput,
  };
  return {
    outcome,
    closed,
    open,
    columns,
    input,
    notes: [...outcome.notes, ...notes],
    idPlace: idPlace ?? idColumnOf(columns, table),
  };
}

/** Days of the date column; every row needs one. */
function readTimes(table: Table, index: number, rows: readonly number[]): Float64Array {
  const column = typedColumn(table, index);
  if (column.numbers === undefined) {
    throw unusable('a column of dates', {
      file: table.name,
      column: column.name,
      found: column.texts.find((text) => text !== undefined) ?? 'only blanks',
    });
  }
  if (column.problemCount > 0) throw new UnusableData(column.problems, column.problemCount);
  const blank = rows.filter((row) => Number.isNaN(column.numbers![row]));
  if (blank.length > 0) {
    throw new UnusableData(
      blank.slice(0, 20).map((row) => ({
        file: table.name,
        line: table.lines[row],
        column: column.name,
        found: '',
        expected: 'a date (needed to split by time)',
      })),
      blank.length,
    );
  }
  return Float64Array.from(rows, (row) => column.numbers![row]);
}

/** Without --id: the first column with a value of its own in every row; −1 when there is none. */
function idColumnOf(columns: readonly TypedColumn[], table: Table): number {
  const found = columns.find(
    ({ kind, texts }) =>
      (kind === 'category' || kind === 'number') && !texts.includes(undefined) && new Set(texts).size === texts.length,
  );
  return found === undefined || found.kind === 'number' ? -1 : table.header.indexOf(found.name);
}
