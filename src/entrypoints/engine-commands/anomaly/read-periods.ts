import type { Usage } from '#kernel/trace.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { type ColumnSpec, findColumn, numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { dayOrder, parseDate } from '#platform/tabular/values.ts';
import { WrongCall } from '../../command-arguments.ts';
import type { EngineCall } from '../define-engine-command.ts';
import { amountNames, dateNames } from '../segments/purchase-columns.ts';
import { type StepKind, type Steps, calendarSteps } from './period-steps.ts';
import { placePeriods } from './place-periods.ts';

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

export const periodNames = [
  'date',
  'day',
  'week',
  'month',
  'quarter',
  'time',
  '期间',
  '周期',
  '月份',
  '时间',
  ...dateNames,
];

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
  const { steps, at } = placePeriods(
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
