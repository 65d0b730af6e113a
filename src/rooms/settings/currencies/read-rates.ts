import { isCurrencyCode } from '#kernel/currency.ts';
import { type DataProblem, UnusableData } from '#kernel/unusable-data.ts';
import { streamTable } from '#platform/tabular/read-table.ts';
import { dateColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import { normaliseNumber } from '#platform/tabular/values.ts';
import type { NewRate } from './contract.ts';

const spec = {
  currency: textColumn({ also: ['code', 'from', '币种', '货币', '幣別', '貨幣'] }),
  date: dateColumn({ also: ['on', 'day', '日期'] }),
  rate: textColumn({ also: ['value', '汇率', '匯率'] }),
  source: textColumn({ optional: true, also: ['来源', '來源'] }),
};

/**
 * Reads dated rates from a CSV, TSV or workbook with the columns currency, date and rate.
 * @throws UnusableData naming file, line, column and value of every cell that cannot be used; nothing is kept then
 */
export async function readRates(path: string, fileName: string): Promise<NewRate[]> {
  const stream = await streamTable(path);
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  for await (const batch of stream.batches) {
    rows.push(...batch.rows);
    lines.push(...batch.lines);
  }
  const table = { name: fileName, header: stream.header, rows, lines };
  const { columns, lines: kept } = readColumns(table, spec);
  const problems: DataProblem[] = [];
  const seen = new Map<string, number>();
  const rates = columns.currency.map((code, i): NewRate => {
    const currency = code.toUpperCase();
    const line = kept[i];
    const problem = (column: string, found: string, expected: string): void =>
      void problems.push({ file: fileName, line, column, found, expected });
    if (!isCurrencyCode(currency)) problem('currency', code, 'an ISO 4217 code such as USD');
    const rate = normaliseNumber(columns.rate[i]) ?? '';
    if (!/^\d{1,10}(\.\d{1,10})?$/.test(rate) || Number(rate) <= 0)
      problem('rate', columns.rate[i], 'a rate above 0 with at most 10 decimals');
    const key = `${currency} ${columns.date[i]}`;
    const before = seen.get(key);
    if (before !== undefined)
      problem('date', columns.date[i], `one rate of a currency and day; line ${before} has it too`);
    seen.set(key, line);
    return { currency, onDate: columns.date[i], rate, source: columns.source?.[i] ?? null };
  });
  if (problems.length > 0) throw new UnusableData(problems.slice(0, UnusableData.listed), problems.length);
  return rates;
}
