import { type PurchaseHistory } from '#engines/segmentation/lifetime/history.ts';
import { type PurchaseSummary, summarisePurchases } from '#engines/segmentation/lifetime/purchase-summary.ts';
import { dayNumber, fromDayNumber } from '#kernel/civil-date.ts';
import type { Usage } from '#kernel/trace.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { findColumn, numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import {
  customerColumn,
  dayNumbers,
  lastOf,
  optionalAmountColumn,
  purchaseDateColumn,
} from '../segments/purchase-columns.ts';

/** One row per customer (or per group of equal customers), however the file held it. */
export interface HistoryInput {
  readonly history: PurchaseHistory;
  readonly ids: readonly string[];
  readonly m?: ArrayLike<number>;
  readonly lines?: readonly number[];
  readonly usage: Usage;
  readonly notes: readonly string[];
  /** Set for purchases with a hold-out: what came after, and over how many units of time. */
  readonly later?: { readonly actual: Float64Array; readonly units: number };
}

const xNames = ['frequency', 'repeat', 'p1x'];
const lastNames = ['tx', 'recency', 'last'];
const endNames = ['t_cal', 'age', 'observed', 'weeks'];
const occasionNames = ['periods', 'n_cal', 'occasions', 'opportunities'];

/** Whether the table holds summaries (x and t_x) rather than purchases. */
export function isSummary(table: Table, map: Readonly<Record<string, string>>): boolean {
  const has = (name: string, also: readonly string[]): boolean =>
    map[name] !== undefined || findColumn(table, name, also) !== -1;
  return has('x', xNames) && has('t_x', lastNames) && map.date === undefined;
}

export function readSummary(table: Table, map: Readonly<Record<string, string>>, occasions: boolean): HistoryInput {
  const idKey = findColumn(table, map.id ?? map.customer ?? 'id', [
    'customer',
    'customer_id',
    'client',
    '客户',
    '客户ID',
  ]);
  const spec = {
    x: numberColumn({ also: xNames, blank: 'skip' }),
    t_x: numberColumn({ also: lastNames, blank: 'skip' }),
    T: occasions
      ? numberColumn({ also: ['n', ...occasionNames], blank: 'skip' })
      : numberColumn({ also: endNames, blank: 'skip' }),
    m: numberColumn({
      also: ['zbar', 'm_x', 'monetary', 'monetary_value', 'mean_value', 'average'],
      optional: true,
      blank: 'keep',
    }),
    count: numberColumn({
      also: ['custs', 'weights', 'weight', 'customers', 'num_cust'],
      optional: true,
      blank: 'skip',
    }),
    '\u0000id': textColumn({ optional: true, blank: 'keep' }),
  };
  const names: Record<string, string> = { ...map, ...(idKey === -1 ? {} : { '\u0000id': table.header[idKey] }) };
  if (occasions && names.T === undefined) {
    const place = findColumn(table, map.n ?? 'n', occasionNames);
    if (place !== -1) names.T = table.header[place];
  }
  const { columns, lines, usage, notes } = readColumns(table, spec, names);
  const ids = columns['\u0000id'];
  return {
    history: { x: columns.x, tx: columns.t_x, T: columns.T, count: columns.count?.map((value) => value ?? 0) },
    ids: lines.map((line, row) => ids?.[row] ?? `line ${line}`),
    m: columns.m?.map((value) => value ?? 0),
    lines,
    usage,
    notes,
  };
}

export interface PurchaseReading {
  readonly unitDays: number;
  readonly until?: string;
  readonly holdout?: string;
}

export function readPurchases(
  table: Table,
  map: Readonly<Record<string, string>>,
  { unitDays, until, holdout }: PurchaseReading,
): HistoryInput {
  const spec = { customer: customerColumn, date: purchaseDateColumn, amount: optionalAmountColumn };
  const { columns, usage, notes } = readColumns(table, spec, map);
  if (columns.date.length === 0) throw unusable('at least one row with customer and date', { file: table.name });
  const days = dayNumbers(columns.date);
  const last = until === undefined ? lastOf(days) : dayNumber(until);
  const end = holdout === undefined ? last : dayNumber(holdout);
  if (end > last) throw unusable(`purchases after the hold-out date ${holdout}`, { file: table.name });
  const amount = columns.amount?.map((value) => value ?? 0);
  const kept = keepUntil({ customer: columns.customer, day: days, amount }, last);
  const summary = summarisePurchases(kept, end, unitDays);
  return {
    history: summary,
    ids: summary.ids,
    m: summary.m,
    usage: usageOf(usage, summary, days.length - kept.day.length),
    notes: [...notes, `observed until ${fromDayNumber(end)}; purchases of one day count once`],
    later: holdout === undefined ? undefined : { actual: summary.later, units: (last - end) / unitDays },
  };
}

function keepUntil(purchases: { customer: string[]; day: Int32Array; amount?: number[] }, last: number) {
  const { customer, day, amount } = purchases;
  return {
    customer: customer.filter((_, row) => day[row] <= last),
    amount: amount?.filter((_, row) => day[row] <= last),
    day: day.filter((value) => value <= last),
  };
}

function usageOf(read: Usage, summary: PurchaseSummary, after: number): Usage {
  const reasons = [...read.reasons];
  if (after > 0) reasons.push({ reason: 'the purchase is after --until', count: after });
  if (summary.returns > 0)
    reasons.push({ reason: 'a negative amount is a return, not a purchase', count: summary.returns });
  if (summary.newcomers > 0) {
    reasons.push({
      reason: 'the customer first bought on or after the last day that counts (customers)',
      count: summary.newcomers,
    });
  }
  const skipped = read.skipped + after + summary.returns;
  return { used: read.used - after - summary.returns, skipped, reasons };
}
