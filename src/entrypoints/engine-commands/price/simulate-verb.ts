import { addUp, totals } from '#engines/pricing/optimisation/price-model.ts';
import { simulatePrices } from '#engines/pricing/optimisation/simulate-prices.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { findColumn, numberColumn, readColumns } from '#platform/tabular/columns.ts';
import { WrongCall } from '../../command-arguments.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, percent, usageLines } from '../segments/print.ts';
import { simulationLine } from './optimise-verb.ts';
import { readPricedProducts } from './read-priced-products.ts';

const right = { align: 'right' as const };

export const simulateVerb: EngineVerb = {
  summary: 'What a change of prices would bring, with the uncertainty of the elasticities',
  files: [1, 1],
  input: 'product, price, cost, elasticity, quantity, low? and high? (interval of the elasticity), new_price?',
  options: [
    {
      name: 'change',
      kind: 'number',
      help: 'change of all prices in per cent, instead of a column new_price',
      min: -90,
      max: 900,
    },
    { name: 'draws', kind: 'whole', help: 'draws of the elasticities', fallback: 5000, min: 100, max: 1_000_000 },
  ],
  async run(call) {
    const { products, intervals, lines, usage, notes } = await readPricedProducts(call);
    const change = call.options.change as number | undefined;
    const prices = change === undefined ? await newPrices() : products.map(({ price }) => price * (1 + change / 100));
    const certain = products.map(() => ({ low: null, high: null }));
    const found = simulatePrices(products, intervals ?? certain, prices, {
      seed: call.seed,
      draws: call.options.draws as number,
    });
    const before = addUp(products.map((one) => totals(one, one.price)));
    const after = addUp(products.map((one, i) => totals(one, prices[i])));
    const told = [
      ...notes,
      ...(intervals === undefined ? ['no columns low and high: the elasticities are taken as certain'] : []),
    ];
    const items = products.map((one, i) => ({
      product: one.product,
      price: one.price,
      newPrice: prices[i],
      before: totals(one, one.price),
      after: totals(one, prices[i]),
    }));
    return {
      json: { before, after, difference: found, products: items, usage, notes: told },
      text: [
        terminalTable(
          [
            { header: '' },
            { header: 'before', ...right },
            { header: 'after', ...right },
            { header: 'difference', ...right },
            { header: '95 of 100 draws', ...right },
          ],
          (['quantity', 'revenue', 'profit'] as const).map((what) => [
            what,
            number(before[what], 2),
            number(after[what], 2),
            `${number(found[what].mean, 2)} (${percent(found[what].mean / Math.abs(before[what] || 1))})`,
            `${number(found[what].low, 2)} to ${number(found[what].high, 2)}`,
          ]),
        ),
        simulationLine(found),
        ...usageLines(usage, told),
      ].join('\n'),
      plot: {
        kind: 'bar',
        title: 'Difference against today',
        subtitle: 'with the range of 95 of 100 draws',
        categories: ['revenue', 'profit'],
        series: [
          {
            name: 'difference',
            values: [found.revenue.mean, found.profit.mean],
            low: [found.revenue.low, found.profit.low],
            high: [found.revenue.high, found.profit.high],
          },
        ],
      },
    };

    async function newPrices(): Promise<number[]> {
      const table = await call.readTable(call.files[0]);
      if (findColumn(table, call.map.new_price ?? 'new_price', newPriceNames) === -1)
        throw new WrongCall('--change PER_CENT or a column "new_price" is expected');
      const { columns } = readColumns(table, newPriceColumns, call.map);
      const bad = columns.new_price.findIndex((price) => !(price > 0));
      if (bad !== -1)
        throw unusable('a price above 0', {
          file: table.name,
          line: lines[bad],
          column: 'new_price',
          found: String(columns.new_price[bad]),
        });
      return columns.new_price;
    }
  },
};

const newPriceNames = ['optimal', '新价格', '调整后价格'];
const newPriceColumns = { new_price: numberColumn({ also: newPriceNames }) };
