import { type ProductElasticity, estimateElasticity } from '#engines/pricing/elasticity/estimate-elasticity.ts';
import { priceDispersion } from '#engines/pricing/health/price-dispersion.ts';
import { fromDayNumber } from '#kernel/civil-date.ts';
import type { PriceHealth } from './contract.ts';
import { type FamilyLines, type PricedLine, daysAgo, quarterOf } from './load-lines.ts';

/** Plain data: the calculation runs on a worker thread, so that the server answers others meanwhile. */
export interface PriceHealthInput {
  readonly productId: string;
  readonly found: FamilyLines;
  readonly today: string;
  readonly currency: string;
}

/** Where prices of a product stand and how its demand answers them; null when nothing was sold. */
export function priceHealth({ productId, found, today, currency }: PriceHealthInput): PriceHealth | null {
  const { family, lines, seesCost } = found;
  const own = lines.filter(({ product }) => product === productId).toSorted((a, b) => a.day - b.day);
  if (own.length === 0) return null;
  const recent = own.filter(({ day }) => day > daysAgo(today, 365));
  const base = recent.length > 0 ? recent : own;
  const [list, pocket, quantity] = [total(own, 'list'), total(own, 'amount'), total(own, 'quantity')];
  const promoted = own.filter((one) => one.promoted);
  const promotion = total(promoted, 'list') - total(promoted, 'amount');
  const costKnown = seesCost && base.every(({ cost }) => cost !== null);
  const cost = (of: readonly PricedLine[]): number | null =>
    seesCost && of.every((one) => one.cost !== null) ? of.reduce((sum, one) => sum + (one.cost ?? 0), 0) : null;
  return {
    currency,
    from: fromDayNumber(own[0].day),
    through: fromDayNumber(own[own.length - 1].day),
    lines: own.length,
    quantity,
    revenue: pocket,
    elasticity: elasticityOf(productId, lines),
    family,
    waterfall: {
      list,
      discount: list - pocket - promotion,
      promotion,
      pocket,
      cost: cost(own),
      realised: list === 0 ? 0 : pocket / list,
    },
    dispersion: dispersionOf(own),
    months: monthsOf(own),
    today: {
      price: total(base, 'amount') / total(base, 'quantity'),
      quantity: total(base, 'quantity'),
      cost: costKnown ? (cost(base) ?? 0) / total(base, 'quantity') : null,
    },
  };
}

function total(lines: readonly PricedLine[], of: 'list' | 'amount' | 'quantity'): number {
  return lines.reduce((sum, line) => sum + line[of], 0);
}

/** The product beside its family: thin products are drawn to the others. Only sales in the base currency tell. */
function elasticityOf(productId: string, all: readonly PricedLine[]): PriceHealth['elasticity'] {
  const lines = all.filter(({ domestic }) => domestic);
  const nothing = { estimate: null, low: null, high: null, observations: 0, method: 'none', borrowed: 0 } as const;
  if (!lines.some(({ product }) => product === productId)) return { ...nothing, warnings: ['fewObservations'] };
  const { elasticities } = estimateElasticity({
    product: lines.map(({ product }) => product),
    period: Int32Array.from(lines, ({ day }) => quarterOf(fromDayNumber(day))),
    season: 4,
    price: Float64Array.from(lines, ({ amount, quantity }) => amount / quantity),
    quantity: Float64Array.from(lines, ({ quantity }) => quantity),
  });
  const { estimate, low, high, observations, method, borrowed, warnings } = elasticities.find(
    ({ product }) => product === productId,
  ) as ProductElasticity;
  return { estimate, low, high, observations, method, borrowed, warnings: [...warnings] };
}

function dispersionOf(own: readonly PricedLine[]): PriceHealth['dispersion'] {
  const { products, groups } = priceDispersion(
    own.map(({ amount, quantity, region }) => ({
      product: '',
      price: amount / quantity,
      quantity,
      group: region ?? '',
    })),
  );
  const [{ low, median, high, spread, recoverable }] = products;
  const regions = groups.map(({ group, ...one }) => ({ region: group === '' ? null : group, ...one }));
  return { low, median, high, spread, recoverable, regions };
}

function monthsOf(own: readonly PricedLine[]): PriceHealth['months'] {
  return [...Map.groupBy(own, ({ day }) => fromDayNumber(day).slice(0, 7))].map(([month, lines]) => {
    const list = total(lines, 'list');
    const amount = total(lines, 'amount');
    return { month, realised: list === 0 ? 0 : amount / list, price: amount / total(lines, 'quantity') };
  });
}
