import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { associationRules } from '../../src/engines/recommendation/association-rules.ts';
import { basketsFromLists, gatherBaskets } from '../../src/engines/recommendation/baskets.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { readColumns, textColumn } from '../../src/platform/tabular/columns.ts';
import { readTable } from '../../src/platform/tabular/read-table.ts';
import type { Bench, BenchRow } from '../define-bench.ts';

/** Rule counts as R arules publishes them, and the time of mining. arules is not packaged here: its figures are published ones. */
export const bench: Bench = {
  title: 'Baskets (engines, section 5)',
  async run({ reference, time }) {
    const rows: BenchRow[] = [];
    const file = reference('arules/groceries.basket.csv');
    if (file !== undefined) {
      const lists = readFileSync(file, 'utf8')
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(','));
      const baskets = basketsFromLists(lists);
      for (const [minSupport, minConfidence, published] of [
        [0.001, 0.5, '5668 (11/1461/3211/939/46)'],
        [0.006, 0.25, '463 (150/297/16)'],
      ] as const) {
        const { rules, byLength } = associationRules(baskets, { minSupport, minConfidence });
        const measured = `${rules.length} (${Object.values(byLength).join('/')})`;
        rows.push({
          bar: `Groceries, support ${minSupport}, confidence ${minConfidence}: rules, by length`,
          measured,
          limit: published,
          met: measured === published,
          peer: 'R arules, published counts',
        });
      }
      const ms = await time(() => associationRules(baskets, { minSupport: 0.001, minConfidence: 0.5 }), 7);
      rows.push({
        bar: 'Groceries at support .001, rules with all figures',
        measured: `${ms.toFixed(0)} ms`,
        limit: '100 ms',
        met: ms <= 100,
        peer: 'arules 20 ms (figure of the specification)',
      });
    }
    const retail = join(tmpdir(), `quarterdeck-baskets-${process.pid}.csv`);
    const lines = writeRetail(retail, 541_909);
    for (const minSupport of [0.01, 0.005]) {
      let found = 0;
      const ms = await time(async () => {
        const spec = { basket: textColumn({ blank: 'skip' }), item: textColumn({ blank: 'skip' }) };
        const { columns } = readColumns(await readTable(retail), spec, { basket: 'InvoiceNo', item: 'StockCode' });
        const baskets = gatherBaskets(columns.basket, columns.item);
        found = associationRules(baskets, { minSupport, minConfidence: 0.3 }).itemsets;
      }, 2);
      rows.push({
        bar: `${lines.toLocaleString('en-US')} lines read from CSV (8 columns) and mined at support ${minSupport}`,
        measured: `${(ms / 1000).toFixed(2)} s`,
        limit: '2 s',
        met: ms <= 2000,
        note: `${found.toLocaleString('en-US')} itemsets; made-up shop of 4,070 items`,
      });
    }
    rmSync(retail);
    return rows;
  },
};

/** A made-up retailer of the size of UCI Online Retail: popular items, and neighbours bought together. */
function writeRetail(path: string, lines: number): number {
  const random = seededRandom('retail');
  const parts = ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n'];
  for (let line = 0, invoice = 536_365; line < lines; invoice++) {
    const size = Math.min(lines - line, 1 + Math.floor(21 * random.exponential()));
    const theme = random.integer(4070);
    for (let i = 0; i < size; i++, line++) {
      const popular = Math.floor(4070 * random.next() ** 3);
      const item = random.next() < 0.6 ? popular : (theme + random.integer(12)) % 4070;
      parts.push(
        `${invoice},${20_000 + item},WHITE HANGING HEART ${item},6,2010-12-01 08:26:00,2.55,17850,United Kingdom\n`,
      );
    }
  }
  writeFileSync(path, parts.join(''));
  return lines;
}
