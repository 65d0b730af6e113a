import { recommend } from '../../src/engines/recommendation/recommend.ts';
import { dayNumber } from '../../src/kernel/civil-date.ts';
import { readTable } from '../../src/platform/tabular/read-table.ts';
import type { Bench, BenchRow } from '../define-bench.ts';

/** Hit rate at 10 on time-ordered hold-outs beside most popular and item-kNN, both learnt from the same purchases. */
export const bench: Bench = {
  title: 'Recommendation (engines, section 5)',
  async run({ reference }) {
    const rows: BenchRow[] = [];
    for (const { file, name, columns, days } of sets) {
      const path = reference(file);
      if (path === undefined) continue;
      const table = await readTable(path);
      const [customer, item, date] = columns.map((column) => table.header.indexOf(column));
      const purchases = {
        customer: table.rows.map((row) => row[customer]),
        item: table.rows.map((row) => row[item]),
        day: table.rows.map((row) => dayNumber(row[date].slice(0, 10))),
      };
      for (const day of days) {
        const { evaluation, model } = recommend(purchases, { holdout: dayNumber(day), only: [] });
        if (evaluation === undefined) continue;
        const { hitRate, popularity, itemKnn, customers, overPopularity: gain, recall, hindsight } = evaluation;
        const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
        const note = `${model}; best single list chosen afterwards ${percent(hindsight)}; ${customers} customers; difference to popular ${percent(gain.difference)} (${percent(gain.low)} to ${percent(gain.high)}); items found ${percent(recall.model)}, popular ${percent(recall.popularity)}, item-kNN ${percent(recall.itemKnn)}`;
        rows.push({
          bar: `${name}, from ${day}: hit rate at 10 against 1.5 × most popular`,
          measured: percent(hitRate),
          limit: percent(1.5 * popularity),
          met: hitRate >= 1.5 * popularity,
          peer: `most popular ${percent(popularity)}`,
          note: 1.5 * popularity > 1 ? `cannot be met: the limit is above 100 %. ${note}` : note,
        });
        rows.push({
          bar: `${name}, from ${day}: hit rate at 10 against item-kNN`,
          measured: percent(hitRate),
          limit: percent(itemKnn),
          met: hitRate >= itemKnn,
          peer: `item-kNN ${percent(itemKnn)}`,
        });
      }
    }
    return rows;
  },
};

const sets = [
  {
    name: 'AdventureWorks internet sales',
    file: 'adventureworks/dw_csv/FactInternetSales.csv.gz',
    columns: ['CustomerKey', 'ProductKey', 'OrderDate'],
    days: ['2013-06-30', '2013-10-31'],
  },
  {
    name: 'AdventureWorks resellers',
    file: 'adventureworks/dw_csv/FactResellerSales.csv.gz',
    columns: ['ResellerKey', 'ProductKey', 'OrderDate'],
    days: ['2012-06-30', '2012-12-31', '2013-06-30'],
  },
  {
    name: 'zh-superstore',
    file: 'zh-superstore/orders_utf8bom.csv',
    columns: ['客户 ID', '产品名称', '订单日期'],
    days: ['2016-12-31', '2017-06-30'],
  },
] as const;
