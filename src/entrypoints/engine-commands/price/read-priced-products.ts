import type { PricedProduct } from '#engines/pricing/optimisation/price-limits.ts';
import type { ElasticityInterval } from '#engines/pricing/optimisation/simulate-prices.ts';
import type { Usage } from '#kernel/trace.ts';
import { type DataProblem, UnusableData, unusable } from '#kernel/unusable-data.ts';
import { numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { EngineCall } from '../define-engine-command.ts';
import { itemNames, quantityNames } from '../segments/purchase-columns.ts';
import { costNames, priceNames } from './read-demand.ts';

export interface PricedFile {
  readonly products: readonly PricedProduct[];
  /** Of the elasticities, when the file has low and high. */
  readonly intervals?: readonly ElasticityInterval[];
  readonly lines: readonly number[];
  readonly usage: Usage;
  readonly notes: readonly string[];
}

const pricedColumns = {
  product: textColumn({ also: itemNames }),
  price: numberColumn({ also: ['current_price', ...priceNames] }),
  cost: numberColumn({ also: costNames, min: 0 }),
  elasticity: numberColumn({ also: ['estimate', '弹性', '价格弹性'], blank: 'keep' }),
  quantity: numberColumn({ also: quantityNames, min: 0 }),
  competitor_price: numberColumn({ also: ['competitor', '竞品价格'], optional: true }),
  low: numberColumn({ optional: true }),
  high: numberColumn({ optional: true }),
};

/** Products as they stand: price, cost, elasticity (blank: cannot be told) and quantity at that price. */
export async function readPricedProducts(call: EngineCall): Promise<PricedFile> {
  const table = await call.readTable(call.files[0]);
  const { columns, lines, usage, notes } = readColumns(table, pricedColumns, call.map);
  if (lines.length === 0) throw unusable('at least one product', { file: table.name });
  const elasticity = columns.elasticity as (number | undefined)[];
  const problems: DataProblem[] = [];
  const seen = new Map<string, number>();
  columns.product.forEach((product, row) => {
    const line = lines[row];
    if (!(columns.price[row] > 0))
      problems.push({
        file: table.name,
        line,
        column: 'price',
        found: String(columns.price[row]),
        expected: 'a price above 0',
      });
    const before = seen.get(product);
    if (before !== undefined)
      problems.push({
        file: table.name,
        line,
        column: 'product',
        found: product,
        expected: `each product once (it stands on line ${before} too)`,
      });
    seen.set(product, line);
    const [low, high] = [columns.low?.[row], columns.high?.[row]];
    if (low !== undefined && high !== undefined && low > high)
      problems.push({
        file: table.name,
        line,
        column: 'low',
        found: String(low),
        expected: `at most high, which is ${high}`,
      });
  });
  if (problems.length > 0) throw new UnusableData(problems);
  const products = columns.product.map((product, row): PricedProduct => {
    const rival = columns.competitor_price?.[row];
    return {
      product,
      price: columns.price[row],
      cost: columns.cost[row],
      elasticity: elasticity[row] ?? null,
      quantity: columns.quantity[row],
      ...(rival === undefined ? {} : { competitorPrice: rival }),
    };
  });
  const unknown = products.filter((one) => one.elasticity === null).length;
  const { low, high } = columns;
  return {
    products,
    ...(low === undefined || high === undefined
      ? {}
      : { intervals: products.map((_, row) => ({ low: low[row] ?? null, high: high[row] ?? null })) }),
    lines,
    usage,
    notes: unknown === 0 ? notes : [...notes, `${unknown} products have no elasticity: their prices stay`],
  };
}
