import { sortedQuantile } from '#engines/numerics/quantile.ts';
import { seededRandom } from '#kernel/random.ts';
import type { PricedProduct } from './price-limits.ts';
import { addUp, totals } from './price-model.ts';

/** Limits of a 95 % interval; null when it is not known: then the elasticity is taken as certain. */
export interface ElasticityInterval {
  readonly low: number | null;
  readonly high: number | null;
}

export interface SimulatedTotal {
  readonly mean: number;
  /** Limits between which 95 % of the draws lie. */
  readonly low: number;
  readonly high: number;
}

/** What a change of prices brings against today, over draws of the elasticities. */
export interface SimulatedPrices {
  readonly quantity: SimulatedTotal;
  readonly revenue: SimulatedTotal;
  readonly profit: SimulatedTotal;
  readonly chanceOfMoreProfit: number;
  readonly draws: number;
}

/** ±1.96 standard errors hold 95 % of a normal. */
const intervalWidth = 2 * 1.959_963_984_540_054;

/**
 * Draws the elasticities (normal, independent, standard error = width of the interval ÷ 3.92) and works quantity, revenue
 * and profit out at the new prices, as differences from today's. The same seed gives the same draws for every price.
 */
export function simulatePrices(
  products: readonly PricedProduct[],
  intervals: readonly ElasticityInterval[],
  prices: readonly number[],
  { seed = 1, draws = 2000 }: { seed?: number; draws?: number } = {},
): SimulatedPrices {
  const random = seededRandom(`prices/${seed}`);
  const today = addUp(products.map((one) => totals(one, one.price)));
  const found = {
    quantity: new Float64Array(draws),
    revenue: new Float64Array(draws),
    profit: new Float64Array(draws),
  };
  for (let d = 0; d < draws; d++) {
    const drawn = addUp(
      products.map((one, i) => {
        const { low, high } = intervals[i];
        const spread = low === null || high === null ? 0 : (high - low) / intervalWidth;
        const step = random.normal() * spread;
        return totals(one.elasticity === null ? one : { ...one, elasticity: one.elasticity + step }, prices[i]);
      }),
    );
    found.quantity[d] = drawn.quantity - today.quantity;
    found.revenue[d] = drawn.revenue - today.revenue;
    found.profit[d] = drawn.profit - today.profit;
  }
  const summary = (values: Float64Array): SimulatedTotal => {
    const sorted = values.slice().sort();
    const mean = values.reduce((sum, value) => sum + value, 0) / draws;
    return { mean, low: sortedQuantile(sorted, 0.025), high: sortedQuantile(sorted, 0.975) };
  };
  return {
    quantity: summary(found.quantity),
    revenue: summary(found.revenue),
    profit: summary(found.profit),
    chanceOfMoreProfit: found.profit.filter((value) => value > 0).length / draws,
    draws,
  };
}
