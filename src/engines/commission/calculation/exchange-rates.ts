import type { CivilDate } from '#kernel/civil-date.ts';
import { type DataProblem, UnusableData } from '#kernel/unusable-data.ts';
import { type Exact, divide, equals, one } from '../exact.ts';
import type { RateInput } from './input.ts';

/** Finds what one unit of a currency is worth in another on a day: the last rate dated on or before it. */
export type RateFinder = (currency: string, into: string, date: CivilDate) => Exact | undefined;

/** Builds the finder. The inverse of a rate is used when only that is given. Two rates for one day are refused. */
export function exchangeRates(rows: readonly RateInput[], file = 'rates'): RateFinder {
  const tables = new Map<string, { date: CivilDate; rate: Exact }[]>();
  const problems: DataProblem[] = [];
  for (const row of rows) {
    if (row.rate.n <= 0n) {
      problems.push({ file, line: row.line, column: 'rate', expected: 'a rate above zero' });
      continue;
    }
    const key = `${row.currency}>${row.into}`;
    const table = tables.get(key) ?? [];
    const same = table.find(({ date }) => date === row.date);
    if (same !== undefined && !equals(same.rate, row.rate)) {
      problems.push({
        file,
        line: row.line,
        found: `a second rate for ${key} on ${row.date}`,
        expected: 'one rate a day',
      });
    }
    if (same === undefined) table.push({ date: row.date, rate: row.rate });
    tables.set(key, table);
  }
  if (problems.length > 0) throw new UnusableData(problems);
  for (const table of tables.values()) table.sort((left, right) => (left.date < right.date ? -1 : 1));
  const find = (key: string, date: CivilDate): Exact | undefined =>
    tables.get(key)?.findLast((entry) => entry.date <= date)?.rate;
  return (currency, into, date) => {
    if (currency === into) return one;
    const direct = find(`${currency}>${into}`, date);
    if (direct !== undefined) return direct;
    const inverse = find(`${into}>${currency}`, date);
    return inverse === undefined ? undefined : divide(one, inverse);
  };
}
