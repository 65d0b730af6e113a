import { leastSquares } from '#engines/numerics/least-squares.ts';
import { matrixFromRows } from '#engines/numerics/matrix.ts';

export interface PricedSale {
  readonly product: string;
  readonly price: number;
  /** Above 0. */
  readonly quantity: number;
  /** Who bought, sold, or in which segment: to tell where low prices come from. */
  readonly group?: string;
}

export interface ProductDispersion {
  readonly product: string;
  readonly sales: number;
  readonly quantity: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
  /** Standard deviation of log price that the size of the sale does not explain. */
  readonly spread: number;
  /** What selling everything below it at the price usual for its size would bring. */
  readonly recoverable: number;
}

export interface PriceDispersion {
  readonly products: readonly ProductDispersion[];
  readonly groups: readonly {
    readonly group: string;
    readonly index: number;
    readonly recoverable: number;
    readonly sales: number;
  }[];
  readonly recoverable: number;
  readonly revenue: number;
}

/**
 * How much prices of the same product differ: tenth, median and nine tenths of the quantity, and what is left after larger
 * sales get lower prices (log price on log quantity with a level per product, one slope; never upwards). Marn & Rosiello (1992) call the part
 * below the usual price of its size recoverable.
 */
export function priceDispersion(sales: readonly PricedSale[]): PriceDispersion {
  const byProduct = new Map<string, number[]>();
  sales.forEach(({ product }, i) => {
    const rows = byProduct.get(product);
    if (rows === undefined) byProduct.set(product, [i]);
    else rows.push(i);
  });
  const slope = Math.min(0, sizeSlope(sales, [...byProduct.values()]));
  const usual = new Float64Array(sales.length);
  const products = [...byProduct].map(([product, rows]): ProductDispersion => {
    const free = rows.map((i) => Math.log(sales[i].price) - slope * Math.log(sales[i].quantity));
    const level = weightedQuantile(
      free,
      rows.map((i) => sales[i].quantity),
      0.5,
    );
    rows.forEach((i) => {
      usual[i] = Math.exp(level + slope * Math.log(sales[i].quantity));
    });
    const prices = rows.map((i) => sales[i].price);
    const quantities = rows.map((i) => sales[i].quantity);
    const quantity = quantities.reduce((sum, value) => sum + value, 0);
    const mean = free.reduce((sum, value) => sum + value, 0) / free.length;
    return {
      product,
      sales: rows.length,
      quantity,
      low: weightedQuantile(prices, quantities, 0.1),
      median: weightedQuantile(prices, quantities, 0.5),
      high: weightedQuantile(prices, quantities, 0.9),
      spread:
        rows.length < 2 ? 0 : Math.sqrt(free.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (rows.length - 1)),
      recoverable: rows.reduce((sum, i) => sum + below(sales[i], usual[i]), 0),
    };
  });
  const groups = new Map<string, { paid: number; usual: number; recoverable: number; sales: number }>();
  sales.forEach((sale, i) => {
    if (sale.group === undefined) return;
    const own = groups.get(sale.group) ?? { paid: 0, usual: 0, recoverable: 0, sales: 0 };
    own.paid += sale.price * sale.quantity;
    own.usual += usual[i] * sale.quantity;
    own.recoverable += below(sale, usual[i]);
    own.sales += 1;
    groups.set(sale.group, own);
  });
  return {
    products: products.sort((a, b) => b.recoverable - a.recoverable),
    groups: [...groups]
      .map(([group, own]) => ({ group, index: own.paid / own.usual, recoverable: own.recoverable, sales: own.sales }))
      .sort((a, b) => b.recoverable - a.recoverable),
    recoverable: products.reduce((sum, one) => sum + one.recoverable, 0),
    revenue: sales.reduce((sum, one) => sum + one.price * one.quantity, 0),
  };
}

function below({ price, quantity }: PricedSale, usual: number): number {
  return Math.max(0, usual - price) * quantity;
}

/** Slope of log price on log quantity inside products; 0 when sizes do not differ. */
function sizeSlope(sales: readonly PricedSale[], groups: readonly (readonly number[])[]): number {
  const rows: number[][] = [];
  const y: number[] = [];
  for (const group of groups) {
    const meanSize = group.reduce((sum, i) => sum + Math.log(sales[i].quantity), 0) / group.length;
    const meanPrice = group.reduce((sum, i) => sum + Math.log(sales[i].price), 0) / group.length;
    for (const i of group) {
      rows.push([Math.log(sales[i].quantity) - meanSize]);
      y.push(Math.log(sales[i].price) - meanPrice);
    }
  }
  if (rows.every(([size]) => Math.abs(size) < 1e-12)) return 0;
  return leastSquares(matrixFromRows(rows), y).coefficients[0];
}

/** The value at which this share of the weight is reached. */
export function weightedQuantile(values: readonly number[], weights: readonly number[], p: number): number {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let seen = 0;
  for (const i of order) {
    seen += weights[i];
    if (seen >= p * whole - 1e-12 * whole) return values[i];
  }
  return values[order.at(-1)!];
}
