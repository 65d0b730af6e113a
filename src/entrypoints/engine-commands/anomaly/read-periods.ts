import type { Usage } from '#kernel/trace.ts';
import { UnusableData, unusable } from '#kernel/unusable-data.ts';
import { type ColumnSpec, findColumn, numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { dayOrder, parseDate } from '#platform/tabular/values.ts';
import { WrongCall } from '../../command-arguments.ts';
import type { EngineCall } from '../define-engine-command.ts';
import { amountNames, dateNames } from '../segments/purchase-columns.ts';
import { type StepKind, type Steps, calendarSteps, guessKind, numberSteps, quarterDay } from './period-steps.ts';

/** Values by consecutive period: the total (or each series) and, for telling who moved it, the slices. */
export interface PeriodSeries {
  readonly id: string;
  readonly values: readonly (number | undefined)[];
  readonly slices: readonly {
    readonly dimension: string;
    readonly slice: string;
    readonly values: readonly (number | undefined)[];
  }[];
}

export interface PeriodTable {
  readonly steps: Steps;
  readonly first: number;
  readonly series: readonly PeriodSeries[];
  readonly usage: Usage;
  readonly notes: readonly string[];
}

const periodNames = ['date', 'day', 'week', 'month', 'quarter', 'time', '期间', '周期', '月份', '时间', ...dateNames];

/** Adds rows up by period, over all and by each value of each --by column. */
export async function readPeriods(call: EngineCall): Promise<PeriodTable> {
  const table = await call.readTable(call.files[0]);
  const dimensions = ((call.options.by as readonly string[] | undefined) ?? []).map((name) => headerOf(table, name));
  const spec: Record<string, ColumnSpec> = {
    period: textColumn({ also: periodNames, blank: 'skip' }),
    value: numberColumn({ also: ['y', 'count', '值', '数值', ...amountNames, 'amount', 'quantity'], blank: 'skip' }),
    series: textColumn({ optional: true, blank: 'keep' }),
    ...Object.fromEntries(dimensions.map((name) => [`\u0000${name}`, textColumn({ blank: 'keep' })])),
  };
  const renamed = { ...call.map, ...Object.fromEntries(dimensions.map((name) => [`\u0000${name}`, name])) };
  const { columns, lines, usage, notes } = readColumns(table, spec, renamed);
  const cells = columns as unknown as Readonly<Record<string, readonly (string | undefined)[] | undefined>>;
  const values = columns.value as readonly number[];
  if (lines.length === 0) throw unusable('at least one row with period and value', { file: table.name });
  const { steps, at } = placeRows(
    table,
    cells.period as readonly string[],
    lines,
    call.options.period as StepKind | undefined,
  );
  const [low, high] = [at.reduce((a, b) => Math.min(a, b)), at.reduce((a, b) => Math.max(a, b))];
  if (high - low > 200_000)
    throw unusable('periods closer together than 200,000 steps', { file: table.name, column: 'period' });
  const ids = cells.series?.map((id) => id ?? '') ?? lines.map(() => '');
  const rowsOf = new Map<string, number[]>();
  ids.forEach((id, row) => {
    const own = rowsOf.get(id);
    if (own === undefined) rowsOf.set(id, [row]);
    else own.push(row);
  });
  // several rows a period are transactions: a period without any is a sum of nothing; otherwise it is missing
  const summed = [...rowsOf.values()].some((rows) => new Set(rows.map((row) => at[row])).size < rows.length);
  const told = [...notes];
  if (summed) told.push('rows of one period were added up; a period without rows counts as 0');
  const edges =
    summed && steps.days !== undefined ? wholeSteps(steps, cells.period as readonly string[], low, high) : [low, high];
  if (edges[0] > low) told.push(`${steps.label(low)} is not whole and was left out`);
  if (edges[1] < high) told.push(`${steps.label(high)} is not over and was left out`);
  const length = edges[1] - edges[0] + 1;
  const gather = (rows: readonly number[]): (number | undefined)[] => {
    const sums = Array.from<number | undefined>({ length }).fill(summed ? 0 : undefined);
    for (const row of rows) {
      const step = at[row] - edges[0];
      if (step >= 0 && step < length) sums[step] = (sums[step] ?? 0) + values[row];
    }
    return sums;
  };
  const series = [...rowsOf].map(([id, rows]) => ({
    id,
    values: gather(rows),
    slices: dimensions.flatMap((dimension) =>
      [...group(rows, (row) => cells[`\u0000${dimension}`]![row] ?? '')].map(([slice, own]) => ({
        dimension,
        slice,
        values: gather(own),
      })),
    ),
  }));
  return { steps, first: edges[0], series, usage, notes: told };
}

function headerOf(table: Table, name: string): string {
  const index = findColumn(table, name);
  if (index === -1)
    throw new WrongCall(`--by: no column named "${name}" (one of ${table.header.join(', ')} is expected)`);
  return table.header[index];
}

/** Reads periods as days, quarters or whole numbers, whichever all of them are. */
function placeRows(
  table: Table,
  texts: readonly string[],
  lines: readonly number[],
  wanted: StepKind | undefined,
): { steps: Steps; at: number[] } {
  if (
    wanted === undefined &&
    texts.every((text) => /^-?\d{1,7}$/.test(text.trim()) && !/^(19|20)\d{4}$/.test(text.trim()))
  ) {
    const years = texts.every((text) => /^(19|20)\d{2}$/.test(text.trim()));
    return { steps: years ? { ...numberSteps, kind: 'year' } : numberSteps, at: texts.map(Number) };
  }
  const order = dayOrder(texts);
  const dates = texts.map((text) => quarterDay(text) ?? monthDay(text) ?? parseDate(text, order)?.date);
  const bad = dates.flatMap((date, row) => (date === undefined ? [row] : []));
  if (bad.length > 0) {
    throw new UnusableData(
      bad.slice(0, UnusableData.listed).map((row) => ({
        file: table.name,
        line: lines[row],
        column: 'period',
        found: texts[row],
        expected: 'a day, month (2026-11), quarter (2026-Q4) or whole number, the same kind in all rows',
      })),
      bad.length,
    );
  }
  const days = dates as string[];
  const kind = wanted === undefined || wanted === 'number' ? guessKind(days) : wanted;
  const steps = calendarSteps(kind);
  return { steps, at: days.map(steps.of) };
}

/** '202403' as the first day of the month. */
function monthDay(text: string): string | undefined {
  const match = /^((?:19|20)\d{2})(0[1-9]|1[0-2])$/.exec(text.trim());
  return match === null ? undefined : `${match[1]}-${match[2]}-01`;
}

/** Leaves out the first and the last period when the days reported do not reach their ends. */
function wholeSteps(steps: Steps, texts: readonly string[], low: number, high: number): [number, number] {
  const order = dayOrder(texts);
  const days = texts.flatMap((text) => {
    const date = parseDate(text, order)?.date;
    return date === undefined || date.length !== 10 ? [] : [date];
  });
  if (steps.kind === 'day' || new Set(days.map((date) => date.slice(8))).size < 3) return [low, high];
  const sorted = days.sort();
  const daily = calendarSteps('day');
  const [begin, end] = [daily.of(sorted[0]), daily.of(sorted.at(-1)!)];
  const slack = steps.kind === 'week' ? 2 : 3; // closed shops and weekends at an edge are no gap
  return [begin - steps.days!(low)[0] > slack ? low + 1 : low, steps.days!(high)[1] - end > slack ? high - 1 : high];
}

function group(rows: readonly number[], key: (row: number) => string): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const row of rows) {
    const own = found.get(key(row));
    if (own === undefined) found.set(key(row), [row]);
    else own.push(row);
  }
  return found;
}
