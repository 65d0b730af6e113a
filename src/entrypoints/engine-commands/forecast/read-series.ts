import { type ArrangedSeries, type SeriesRow, arrangeSeries } from '#engines/forecasting/period/arrange-series.ts';
import { type SumPeriod, sumByPeriod } from '#engines/forecasting/period/sum-by-period.ts';
import { type PeriodCell, readPeriodCell } from '#engines/forecasting/period/period-notation.ts';
import { dayNumber } from '#kernel/civil-date.ts';
import type { Usage } from '#kernel/trace.ts';
import { type DataProblem, UnusableData, unusable } from '#kernel/unusable-data.ts';
import { numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { type DayOrder, dayOrder, parseDate } from '#platform/tabular/values.ts';

const spec = {
  series: textColumn({ optional: true, also: ['series id', 'series name', 'unique id', '序列', '系列'] }),
  period: textColumn({
    optional: true,
    also: [
      'date',
      'time',
      'month',
      'quarter',
      'year',
      'week',
      'day',
      'ds',
      '期间',
      '周期',
      '日期',
      '时间',
      '月份',
      '季度',
      '年份',
    ],
  }),
  value: numberColumn({
    blank: 'keep',
    also: ['y', 'sales', 'amount', 'quantity', '值', '数值', '销售额', '金额', '数量', '销量'],
  }),
};

export interface ReadSeries {
  readonly series: readonly ArrangedSeries[];
  /** Values of the `by` columns of each series. */
  readonly at: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly usage: Usage;
  readonly notes: readonly string[];
}

export interface ReadSeriesOptions {
  readonly map: Readonly<Record<string, string>>;
  /** What a period without a row or value is. */
  readonly absent: 'fill' | 'zero';
  /** Columns that together name a series, in place of the column "series". */
  readonly by?: readonly string[];
  /** Add dated rows up to these periods first. */
  readonly every?: SumPeriod;
}

/** Reads `series?, period?, value`; without a period column the rows of a series are taken in file order. */
export function readSeries(table: Table, { map, absent, by = [], every }: ReadSeriesOptions): ReadSeries {
  const levels: Record<string, ReturnType<typeof textColumn>> = {};
  for (const name of by) levels[`level ${name}`] = textColumn();
  const renamed: Record<string, string> = { ...map };
  for (const name of by) renamed[`level ${name}`] = map[name] ?? name;
  const { columns, lines, usage, notes } = readColumns(table, { ...spec, ...levels }, renamed);
  if (lines.length === 0) throw unusable('at least three rows with a value', { file: table.name, line: 1 });
  const cells = columns as unknown as Readonly<Record<string, readonly string[] | undefined>>;
  const at = new Map<string, Readonly<Record<string, string>>>();
  const ids = lines.map((_, i) => {
    if (by.length === 0) return columns.series === undefined ? 'value' : (columns.series[i] ?? '(no name)');
    const own = Object.fromEntries(by.map((name) => [name, cells[`level ${name}`]![i]]));
    const id = by.map((name) => own[name]).join('/');
    at.set(id, own);
    return id;
  });
  const periods = periodCells(columns.period, ids, lines, table.name);
  const values = columns.value as (number | undefined)[];
  const told = [...notes];
  let rows: SeriesRow[] = lines.map((line, i) => ({ series: ids[i], period: periods[i], value: values[i], line }));
  if (every !== undefined) {
    const summed = sumByPeriod(rows, every);
    if (summed === undefined) {
      throw unusable('calendar days, to add rows up by --every', {
        file: table.name,
        line: lines[0],
        column: 'period',
      });
    }
    rows = summed.rows;
    told.push(`rows were added up by ${every}; a ${every} without rows is zero`);
    if (summed.daysAfterLastRow > 0) {
      told.push(`the last ${every} has ${summed.daysAfterLastRow} days after the last row: it may not be complete`);
    }
  }
  const series = arrangeSeries(rows, { file: table.name, mostMissing: absent === 'zero' ? 1 : 0.5 });
  if (absent === 'zero') for (const one of series) one.values.forEach((value, t) => (one.values[t] = value ?? 0));
  const blanks = values.filter((value) => value === undefined).length;
  if (blanks > 0)
    told.push(`${blanks} rows have no value; their periods count as ${absent === 'zero' ? 'zero' : 'missing'}`);
  if (columns.period === undefined) told.push('no period column: the rows of a series were taken in file order');
  return { series, at, usage, notes: told };
}

function periodCells(
  texts: readonly (string | undefined)[] | undefined,
  ids: readonly string[],
  lines: readonly number[],
  file: string,
): PeriodCell[] {
  if (texts === undefined) {
    const counts = new Map<string, number>();
    return lines.map((_, i) => {
      const value = (counts.get(ids[i]) ?? 0) + 1;
      counts.set(ids[i], value);
      return { kind: 'number', value };
    });
  }
  const order = dayOrder(texts.map((text) => text ?? ''));
  const problems: DataProblem[] = [];
  const cells = texts.map((text, i): PeriodCell => {
    const cell = text === undefined ? undefined : (readPeriodCell(text) ?? dateCell(text, order));
    if (cell === undefined) {
      problems.push({
        file,
        line: lines[i],
        column: 'period',
        found: text ?? '',
        expected: 'a period such as 2024, 2024Q1, 2024-01, 2024-W03 or 2024-01-15',
      });
    }
    return cell ?? { kind: 'number', value: 0 };
  });
  if (problems.length > 0) throw new UnusableData(problems);
  return cells;
}

function dateCell(text: string, order: DayOrder | undefined): PeriodCell | undefined {
  const found = parseDate(text, order);
  return found === undefined ? undefined : { kind: 'date', day: dayNumber(found.date) };
}
