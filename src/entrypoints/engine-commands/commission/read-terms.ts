import type { PayeeInput, QuotaInput, RateInput } from '#engines/commission/calculation/input.ts';
import { creditColumnNames, payeeColumnNames as also } from '#engines/commission/expected-columns.ts';
import { regularCalendar } from '#engines/commission/periods.ts';
import type { Plan } from '#engines/commission/plan/plan.ts';
import type { DataProblem } from '#kernel/unusable-data.ts';
import { dateColumn, findColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { findPeriod } from './find-period.ts';
import { CellReader, attributeColumns, withoutOwnColumns } from './read-cells.ts';

const optionalDate = (names: readonly string[]) => dateColumn({ optional: true, also: names, blank: 'keep' });
const optionalText = (names: readonly string[]) => textColumn({ optional: true, also: names });

const payeeSpec = {
  payee: textColumn({ also: [...also.payee, 'id', 'name'] }),
  from: optionalDate(also.from),
  through: optionalDate(also.through),
  status: optionalText(also.status),
  hired: optionalDate(also.hired),
  left: optionalDate(also.left),
  leaveFrom: optionalDate(also.leaveFrom),
  leaveThrough: optionalDate(also.leaveThrough),
  manager: optionalText(also.manager),
  plan: optionalText(also.plan),
};

/** Reads who is paid, from when, as what: one row a payee, or one for each time in which the terms hold. */
export function readPayees(
  table: Table,
  plan: Plan,
  map: Readonly<Record<string, string>>,
  refuseAt: (column: string) => DataProblem,
): PayeeInput[] {
  const own = mapOf(table, map);
  const { columns, lines } = readColumns(table, withoutOwnColumns(payeeSpec, plan.reads.payeeColumns), own);
  const cells = new CellReader(table);
  const { payeeColumns, numericPayeeColumns } = plan.reads;
  const attributes = attributeColumns(table, payeeColumns, numericPayeeColumns, own, also, refuseAt, cells);
  const rows = lines.map(
    (line, i): PayeeInput => ({
      payee: columns.payee[i],
      from: columns.from?.[i],
      through: columns.through?.[i],
      status: columns.status?.[i],
      hired: columns.hired?.[i],
      left: columns.left?.[i],
      leaveFrom: columns.leaveFrom?.[i],
      leaveThrough: columns.leaveThrough?.[i],
      manager: columns.manager?.[i] === '' ? undefined : columns.manager?.[i],
      plan: columns.plan?.[i],
      attributes: attributes.read(table.rows[i], line),
      line,
    }),
  );
  cells.throwProblems();
  return rows;
}

const quotaSpec = {
  payee: textColumn({ also: [...also.payee, 'id', 'name'] }),
  measure: optionalText(['metric', '指标']),
  period: optionalText(['期间', '月份', '季度']),
  year: optionalText(['calendar year', 'fiscal year', '年', '年度']),
  quarter: optionalText(['calendar quarter', 'fiscal quarter', '季']),
  month: optionalText(['calendar month', '月']),
  from: optionalDate(also.from),
  through: optionalDate(also.through),
  quota: textColumn({ also: ['amount', 'target', 'goal', '配额', '指标值', '目标'] }),
};

/** Reads quotas: `payee, period, quota` (2026, 2026-Q3, 2026-07 …) or `payee, from, through, quota`. */
export function readQuotas(table: Table, plan: Plan, map: Readonly<Record<string, string>>): QuotaInput[] {
  const { columns, lines } = readColumns(table, quotaSpec, mapOf(table, map));
  const cells = new CellReader(table);
  const rows: QuotaInput[] = [];
  for (const [i, line] of lines.entries()) {
    const quota = cells.exact(columns.quota[i], line, 'quota');
    const label = columns.period?.[i] ?? labelOf(columns.year?.[i], columns.quarter?.[i], columns.month?.[i]);
    const [from, through] = [columns.from?.[i], columns.through?.[i]];
    const span = from !== undefined && through !== undefined ? { from, through } : spanOf(label, plan);
    if (span === undefined)
      cells.refuse(line, 'period', label, 'a period such as 2026, 2026-Q3 or 2026-07, or from and through');
    if (quota === undefined) cells.refuse(line, 'quota', columns.quota[i], 'a number');
    else if (quota.n < 0n) cells.refuse(line, 'quota', columns.quota[i], 'a quota of zero or more');
    if (span === undefined || quota === undefined) continue;
    const measure = columns.measure?.[i];
    rows.push({ payee: columns.payee[i], measure: measure === '' ? undefined : measure, ...span, quota, line });
  }
  cells.throwProblems();
  return rows;
}

/** '2026', 3 → '2026-Q3'; a column that holds whole labels already (2026-Q3) is taken as it is. */
function labelOf(year = '', quarter = '', month = ''): string {
  if (quarter !== '') return /^\d{4}/.test(quarter) ? quarter : `${year}-Q${quarter.replace(/^Q/i, '')}`;
  if (month !== '') return /^\d{4}/.test(month) ? month : `${year}-${month.padStart(2, '0')}`;
  return year;
}

function spanOf(label: string, plan: Plan): { from: string; through: string } | undefined {
  const own = findPeriod(plan.calendar, label);
  if (own !== undefined && own.id === label) return own;
  for (const kind of ['year', 'half-year', 'quarter', 'month', 'week'] as const) {
    const found = findPeriod(regularCalendar(kind, plan.yearStartsIn), label);
    if (found?.id === label) return found;
  }
  return undefined;
}

const rateSpec = {
  date: dateColumn({ also: ['valid from', 'day', ...creditColumnNames.date] }),
  currency: textColumn({ also: ['from', 'base', 'source', ...creditColumnNames.currency] }),
  into: textColumn({ optional: true, also: ['to', 'target', 'quote', 'target currency'] }),
  rate: textColumn({ also: ['exchange rate', 'fx', '汇率', '匯率'] }),
};

/** Reads dated exchange rates: one unit of `currency` is worth `rate` of `into` (the plan's currency when absent). */
export function readRates(table: Table, plan: Plan, map: Readonly<Record<string, string>>): RateInput[] {
  const { columns, lines } = readColumns(table, rateSpec, mapOf(table, map));
  const cells = new CellReader(table);
  const rows = lines.flatMap((line, i): RateInput[] => {
    const rate = cells.exact(columns.rate[i], line, 'rate');
    if (rate === undefined || rate.n <= 0n) {
      cells.refuse(line, 'rate', columns.rate[i], 'a rate above zero');
      return [];
    }
    const into = columns.into?.[i] ?? '';
    return [
      {
        date: columns.date[i],
        currency: columns.currency[i].toUpperCase(),
        into: into === '' ? plan.currency : into.toUpperCase(),
        rate,
        line,
      },
    ];
  });
  cells.throwProblems();
  return rows;
}

/** --map is meant for the file that has such a column. */
function mapOf(table: Table, map: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).filter(([, have]) => findColumn(table, have) !== -1));
}
