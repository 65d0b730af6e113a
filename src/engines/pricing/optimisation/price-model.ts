import type { PriceEdge } from './forest-optimum.ts';
import { type PriceLimit, type PricedProduct, allowedPrices } from './price-limits.ts';
import type { PriceRules, Step, VolumeGuard } from './price-rules.ts';
import type { PriceProblem } from './search-prices.ts';

export type PriceObjective = 'profit' | 'revenue';

export interface PriceTotals {
  readonly quantity: number;
  readonly revenue: number;
  readonly profit: number;
}

/** Quantity, revenue and profit of a product at a price. */
export function totals({ price, cost, elasticity, quantity }: PricedProduct, at: number): PriceTotals {
  const sold = elasticity === null || at === price ? quantity : quantity * (at / price) ** elasticity;
  return { quantity: sold, revenue: at * sold, profit: (at - cost) * sold };
}

export function addUp(all: readonly PriceTotals[]): PriceTotals {
  return all.reduce(
    (sum, one) => ({
      quantity: sum.quantity + one.quantity,
      revenue: sum.revenue + one.revenue,
      profit: sum.profit + one.profit,
    }),
    { quantity: 0, revenue: 0, profit: 0 },
  );
}

export interface PriceModel {
  readonly problem: PriceProblem;
  /** Variable of each product; products of a line share one. */
  readonly variable: readonly number[];
}

export function buildProblem(
  products: readonly PricedProduct[],
  rules: PriceRules,
  limits: readonly (readonly PriceLimit[])[],
  objective: PriceObjective,
): PriceModel {
  const unit = 10 ** rules.decimals;
  const variable = joinLines(products, rules);
  const count = Math.max(...variable) + 1;
  const members: number[][] = Array.from({ length: count }, () => []);
  variable.forEach((v, i) => members[v].push(i));
  const prices = members.map((own) =>
    allowedPrices(
      own.flatMap((i) => limits[i]),
      rules.decimals,
      own.map((i) => Math.round(products[i].price * unit)),
    ),
  );
  const over = (of: (totalsAt: PriceTotals) => number, counts: (i: number) => boolean): Float64Array[] =>
    prices.map((own, v) =>
      Float64Array.from(own, (tick) =>
        members[v].reduce((sum, i) => sum + (counts(i) ? of(totals(products[i], tick / unit)) : 0), 0),
      ),
    );
  const place = new Map(products.map(({ product }, i) => [product, i]));
  const guards = rules.volume.map((guard) => {
    const inside = guarded(guard, products);
    const today = products.reduce((sum, one, i) => sum + (inside(i) ? one.quantity : 0), 0);
    return { quantity: over(({ quantity }) => quantity, inside), least: guard.atLeast * today };
  });
  const edges = rules.ladders.map((ladder): PriceEdge => {
    const move = (step: Step, price: number): number =>
      'share' in step ? price * (1 + step.share) : price + step.amount * unit;
    return {
      lower: variable[place.get(ladder.lower)!],
      higher: variable[place.get(ladder.higher)!],
      low: (price) =>
        ladder.atLeast === undefined ? Number.NEGATIVE_INFINITY : move(ladder.atLeast, price) - 1e-9 * price,
      high: (price) =>
        ladder.atMost === undefined ? Number.POSITIVE_INFINITY : move(ladder.atMost, price) + 1e-9 * price,
      name: ladder.name,
    };
  });
  return {
    problem: {
      prices,
      values: over(
        (at) => at[objective],
        () => true,
      ),
      edges,
      guards,
    },
    variable,
  };
}

export function guarded(guard: VolumeGuard, products: readonly PricedProduct[]): (i: number) => boolean {
  if (guard.products === undefined) return () => true;
  const names = new Set(guard.products);
  return (i) => names.has(products[i].product);
}

function joinLines(products: readonly PricedProduct[], rules: PriceRules): number[] {
  const root = products.map((_, i) => i);
  const find = (i: number): number => (root[i] === i ? i : (root[i] = find(root[i])));
  const place = new Map(products.map(({ product }, i) => [product, i]));
  for (const line of rules.lines)
    for (const name of line.slice(1)) root[find(place.get(name)!)] = find(place.get(line[0])!);
  const number = new Map<number, number>();
  return products.map((_, i) => {
    const own = find(i);
    if (!number.has(own)) number.set(own, number.size);
    return number.get(own)!;
  });
}
