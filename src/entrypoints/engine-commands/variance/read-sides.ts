import type { SalesLine } from '#engines/variance/price-volume-mix.ts';
import { dayNumber } from '#kernel/civil-date.ts';
import type { Decimal } from '#kernel/decimal.ts';
import type { Usage } from '#kernel/trace.ts';
import { UnusableData, unusable } from '#kernel/unusable-data.ts';
import {
  type ColumnSpec,
  dateColumn,
  findColumn,
  numberColumn,
  readColumns,
  textColumn,
} from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { isMissing } from '#platform/tabular/values.ts';
import { WrongCall } from '../../command-arguments.ts';
import type { EngineCall } from '../define-engine-command.ts';
import { amountNames, dateNames, quantityNames } from '../segments/purchase-columns.ts';
import { hasDecimalComma } from '#platform/tabular/values.ts';
import { exactDecimal, minorSums, timesDecimal } from './exact-amounts.ts';
import { periodRange } from './period-range.ts';

export interface Sides {
  readonly actual: readonly SalesLine[];
  readonly reference: readonly SalesLine[];
  readonly hasQuantity: boolean;
  readonly dimensions: readonly string[];
  readonly usage: Usage;
  readonly notes: readonly string[];
}

/** Other headers the columns go by. */
const otherNames = {
  amount: amountNames,
  price: ['unit_price', '单价', '价格'],
  quantity: quantityNames,
  date: dateNames,
} as const;
const periodNames = ['scenario', 'version', 'side', '期间', '口径', '版本', '场景'];

/** Reads both sides: two columns of one row each, or rows told apart by a period label or a date. Amounts are exact. */
export async function readSides(call: EngineCall): Promise<Sides> {
  const table = await call.readTable(call.files[0]);
  const dimensions = ((call.options.by as readonly string[] | undefined) ?? []).map((name) =>
    headerOf(table, name, call.map),
  );
  const [actual, reference] = [call.options.actual as string, call.options.reference as string];
  const wide = [actual, reference].every((name) => findColumn(table, name) !== -1);
  return wide
    ? readWide(call, table, dimensions, actual, reference)
    : readLong(call, table, dimensions, actual, reference);
}

function headerOf(table: Table, name: string, map: Readonly<Record<string, string>>): string {
  const index = findColumn(table, map[name] ?? name);
  if (index === -1)
    throw new WrongCall(`--by: no column named "${name}" (one of ${table.header.join(', ')} is expected)`);
  return table.header[index];
}

function dimensionSpec(dimensions: readonly string[]): Record<string, ColumnSpec> {
  return Object.fromEntries(dimensions.map((name) => [name, textColumn({ blank: 'keep' })]));
}

/** The two columns hold the amounts; --quantity names two columns with the quantities. */
function readWide(
  call: EngineCall,
  table: Table,
  dimensions: readonly string[],
  actual: string,
  reference: string,
): Sides {
  const quantities = call.options.quantity as readonly string[] | undefined;
  if (quantities !== undefined && quantities.length !== 2) {
    throw new WrongCall(
      `invalid --quantity: ${quantities.join(',')} (two columns, of the actual and of the reference side, are expected)`,
    );
  }
  const spec: Record<string, ColumnSpec> = {
    ...dimensionSpec(dimensions),
    '\u0000a': textColumn({ blank: 'keep' }),
    '\u0000r': textColumn({ blank: 'keep' }),
  };
  const map: Record<string, string> = { '\u0000a': actual, '\u0000r': reference };
  quantities?.forEach((name, side) => {
    const key = `\u0000q${side}`;
    spec[key] = numberColumn({ blank: 'keep' });
    map[key] = name;
  });
  const { columns, lines, usage, notes } = readColumns(table, spec, map);
  const cells = columns as unknown as Readonly<Record<string, readonly (string | number | undefined)[]>>;
  const side = (key: string, column: string, place: number): SalesLine[] => {
    const filled = lines.flatMap((_, row) => (isMissing(String(cells[key][row] ?? '')) ? [] : [row]));
    const amounts = exactColumn(
      table,
      column,
      filled.map((row) => String(cells[key][row])),
      filled.map((row) => lines[row]),
    );
    const slices = filled.map((row) => dimensions.map((name) => String(cells[name][row] ?? '')));
    const counted = filled.map((row) => (quantities === undefined ? 0 : Number(cells[`\u0000q${place}`][row] ?? 0)));
    return linesOf(slices, counted, amounts, call.options.decimals as number);
  };
  return {
    actual: side('\u0000a', actual, 0),
    reference: side('\u0000r', reference, 1),
    hasQuantity: quantities !== undefined,
    dimensions,
    usage,
    notes,
  };
}

/** Rows belong to a side by the label in `period` or by their date. */
function readLong(
  call: EngineCall,
  table: Table,
  dimensions: readonly string[],
  actual: string,
  reference: string,
): Sides {
  const { map } = call;
  const labelPlace = findColumn(table, map.period ?? 'period', map.period === undefined ? periodNames : []);
  const labels = new Set(labelPlace === -1 ? [] : table.rows.map((row) => (row[labelPlace] ?? '').trim()));
  const byLabel = labels.has(actual) || labels.has(reference);
  const ranges = [periodRange(actual), periodRange(reference)] as const;
  if (!byLabel && (ranges[0] === undefined || ranges[1] === undefined)) {
    throw unusable(
      `two columns named "${actual}" and "${reference}", or a column "period" with these labels, or periods such as 2017-Q3 of a column "date"`,
      { file: table.name, line: 1, found: table.header.join(', ') },
    );
  }
  const has = (name: keyof typeof otherNames): string | undefined =>
    table.header[findColumn(table, map[name] ?? name, map[name] === undefined ? otherNames[name] : [])];
  const need = (name: keyof typeof otherNames): string => {
    const header = has(name);
    if (header !== undefined) return header;
    throw unusable(
      `a column named "${name}" (or ${otherNames[name].slice(0, 6).join(', ')}, …); --map ${name}=HEADER renames`,
      {
        file: table.name,
        line: 1,
        found: table.header.join(', '),
      },
    );
  };
  const amountHeader = has('amount');
  const hasAmount = amountHeader !== undefined;
  const quantityHeader = hasAmount || has('price') === undefined ? has('quantity') : need('quantity');
  const key = byLabel ? '\u0000period' : '\u0000date';
  const spec: Record<string, ColumnSpec> = {
    ...dimensionSpec(dimensions),
    '\u0000amount': textColumn({ blank: 'skip' }),
    [key]: byLabel ? textColumn({ blank: 'skip' }) : dateColumn({ blank: 'skip' }),
    ...(quantityHeader === undefined ? {} : { '\u0000quantity': numberColumn({ blank: 'keep' }) }),
  };
  const money = amountHeader ?? (has('price') === undefined ? need('amount') : need('price'));
  const renamed: Record<string, string> = {
    '\u0000amount': money,
    [key]: byLabel ? table.header[labelPlace] : need('date'),
    ...(quantityHeader === undefined ? {} : { '\u0000quantity': quantityHeader }),
  };
  const { columns, lines, usage, notes } = readColumns(table, spec, renamed);
  const cells = columns as unknown as Readonly<Record<string, readonly (string | number | undefined)[] | undefined>>;
  const quantity = cells['\u0000quantity'];
  const amountTexts = cells['\u0000amount'] as readonly string[];
  const sideOf = (row: number): number => {
    if (byLabel) return [actual, reference].indexOf(String(cells['\u0000period']![row]));
    const day = dayNumber(String(cells['\u0000date']![row]));
    return ranges.findIndex((range) => day >= range!.from && day <= range!.to);
  };
  const rowsBySide: [number[], number[]] = [[], []];
  let others = 0;
  lines.forEach((_, row) => {
    const side = sideOf(row);
    if (side === -1) others += 1;
    else rowsBySide[side].push(row);
  });
  const [actualLines, referenceLines] = rowsBySide.map((rows) => {
    let amounts = exactColumn(
      table,
      money,
      rows.map((row) => amountTexts[row]),
      rows.map((row) => lines[row]),
    );
    const counted = rows.map((row) => Number(quantity?.[row] ?? 0));
    if (!hasAmount)
      amounts = amounts.map((price, i) =>
        timesDecimal(price, exactDecimal(String(counted[i])) ?? { unscaled: 0n, scale: 0 }),
      );
    const slices = rows.map((row) => dimensions.map((name) => String(cells[name]![row] ?? '')));
    return linesOf(slices, counted, amounts, call.options.decimals as number);
  });
  const reasons =
    others === 0
      ? usage.reasons
      : [...usage.reasons, { reason: `the row belongs to neither ${actual} nor ${reference}`, count: others }];
  return {
    actual: actualLines,
    reference: referenceLines,
    hasQuantity: quantity !== undefined,
    dimensions,
    usage: { used: usage.used - others, skipped: usage.skipped + others, reasons },
    notes,
  };
}

/** Joins the rows of a slice; its amount in minor units is part of an exactly rounded total. */
function linesOf(
  slices: readonly (readonly string[])[],
  quantities: readonly number[],
  amounts: readonly Decimal[],
  decimals: number,
): SalesLine[] {
  const keys = slices.map((slice) => slice.join('\u0000'));
  const sums = minorSums(keys, amounts, decimals);
  const found = new Map<string, { slice: readonly string[]; quantity: number }>();
  keys.forEach((key, i) => {
    const one = found.get(key) ?? { slice: slices[i], quantity: 0 };
    one.quantity += quantities[i];
    found.set(key, one);
  });
  return [...found].map(([key, one]) => ({ ...one, amountMinor: sums.get(key)! }));
}

function exactColumn(table: Table, column: string, texts: readonly string[], lines: readonly number[]): Decimal[] {
  const comma = hasDecimalComma(texts, table.delimiter);
  const amounts = texts.map((text) => exactDecimal(text, comma));
  const bad = amounts.flatMap((amount, i) => (amount === undefined ? [i] : []));
  if (bad.length > 0) {
    throw new UnusableData(
      bad
        .slice(0, UnusableData.listed)
        .map((i) => ({ file: table.name, line: lines[i], column, found: texts[i], expected: 'a finite number' })),
      bad.length,
    );
  }
  return amounts as Decimal[];
}
