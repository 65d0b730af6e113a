import type { Random } from '#kernel/random.ts';
import { clamp, lognormal, weightedDraw } from './draw.ts';
import type { ExchangeRates } from './exchange-rates.ts';
import { plantedTruths } from './planted-truths.ts';
import { type Catalogue, type Product, listPriceOn, promotionOn } from './simulate-products.ts';
import { type World, isoDay } from './world.ts';

/** One product of a deal, in the deal's currency. */
export interface DealLine {
  readonly product: Product;
  readonly quantity: number;
  readonly unitPriceMinor: number;
  readonly listPriceMinor: number;
  readonly costMinor: number;
  readonly promotionId: string | null;
}

export interface DealTerms {
  readonly day: number;
  readonly currency: string;
  /** Share taken off the list price in negotiation. */
  readonly discount: number;
  /** How much larger than usual. */
  readonly timesAmount: number;
}

const drawLineCount = weightedDraw([60, 26, 14]);
/** Median and spread of what a deal is worth in fen, and its bounds. */
const amounts = { median: 4_800_000, sigma: 1.05, least: 500_000, most: 200_000_000 };
const usualDiscount = 0.08;

/**
 * What is in a deal: one to three products whose quantities follow from the money the customer means to spend and from the
 * price: quantity = spend ÷ usual price × (price ÷ usual price)^elasticity. At −1 the spend does not depend on the price.
 */
export function priceDeal(
  world: World,
  random: Random,
  catalogue: Catalogue,
  rates: ExchangeRates,
  main: Product,
  terms: DealTerms,
): DealLine[] {
  const spend =
    clamp(lognormal(random, amounts.median, amounts.sigma), amounts.least, amounts.most) * terms.timesAmount;
  const products = [main];
  const count = 1 + drawLineCount(random);
  while (products.length < count) {
    const other = random.pick(catalogue.products);
    if (!products.includes(other)) products.push(other);
  }
  const shares = products.map((_, i) => (i === 0 ? 1.2 : 0.6) * (0.5 + random.next()));
  const shareSum = shares.reduce((sum, share) => sum + share, 0);
  return products.map((product, i) => priceLine(world, rates, product, (spend * shares[i]) / shareSum, terms));
}

function priceLine(world: World, rates: ExchangeRates, product: Product, spend: number, terms: DealTerms): DealLine {
  const { day, currency } = terms;
  const list = listPriceOn(product, day);
  const promotion = promotionOn(product, isoDay(day));
  const unit = list * (1 - terms.discount) * (1 - (promotion?.discount ?? 0));
  const usual = product.baseMinor * (1 - usualDiscount);
  const elasticity = world.has('priceElasticity') ? plantedTruths.priceElasticity.elasticities[product.row.family] : -1;
  const quantity = Math.max(1, Math.round((spend / usual) * (unit / usual) ** elasticity));
  const convert = (minor: number): number =>
    currency === 'CNY' ? Math.round(minor) : Math.round((minor * 10_000) / rates.rateOn(currency, day));
  return {
    product,
    quantity,
    unitPriceMinor: convert(unit),
    listPriceMinor: convert(list),
    costMinor: convert(product.row.costMinor),
    promotionId: promotion?.id ?? null,
  };
}
