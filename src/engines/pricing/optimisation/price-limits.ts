import type { PriceRules, ProductRules } from './price-rules.ts';

export interface PricedProduct {
  readonly product: string;
  readonly price: number;
  readonly cost: number;
  /** % of quantity per % of price; null when it cannot be told: then the price stays. */
  readonly elasticity: number | null;
  /** Quantity at the current price. */
  readonly quantity: number;
  readonly competitorPrice?: number;
}

/** One rule on the price of one product, in ticks (whole units of the last decimal). */
export interface PriceLimit {
  readonly product: string;
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** The price as text ends in one of these. */
  readonly endings?: readonly string[];
}

/** Without any other limit a price moves at most so far: no history supports more. */
const furthestMove = 0.3;
const slack = 1e-9;

/** All limits of one product, each with a name that people know it by. */
export function priceLimits(one: PricedProduct, rules: PriceRules, notes: string[]): PriceLimit[] {
  const unit = 10 ** rules.decimals;
  const own: ProductRules = { ...rules.all, ...rules.products.get(one.product) };
  const { product } = one;
  const found: PriceLimit[] = [];
  const least = (name: string, price: number): void => {
    found.push({ product, name, low: Math.ceil(price * unit - slack * unit), high: Number.POSITIVE_INFINITY });
  };
  const most = (name: string, price: number): void => {
    found.push({ product, name, low: Number.NEGATIVE_INFINITY, high: Math.floor(price * unit + slack * unit) });
  };
  const money = (value: number): string => value.toFixed(rules.decimals);
  const percent = (value: number): string => `${+(value * 100).toFixed(4)}%`;
  if (own.fixed === true || one.elasticity === null || !(one.elasticity < 0)) {
    const why =
      own.fixed === true
        ? `fixed at ${money(one.price)}`
        : one.elasticity === null
          ? `kept at ${money(one.price)}: its elasticity cannot be told`
          : `kept at ${money(one.price)}: an elasticity of ${one.elasticity} is no demand curve`;
    const tick = Math.round(one.price * unit);
    return [{ product, name: why, low: tick, high: tick }];
  }
  if (own.floor !== undefined) least(`floor ${money(own.floor)}`, own.floor);
  if (own.ceiling !== undefined) most(`ceiling ${money(own.ceiling)}`, own.ceiling);
  if (own.maxIncrease !== undefined) most(`at most ${percent(own.maxIncrease)} up`, one.price * (1 + own.maxIncrease));
  if (own.maxDecrease !== undefined)
    least(`at most ${percent(own.maxDecrease)} down`, one.price * (1 - own.maxDecrease));
  if (own.marginFloor !== undefined)
    least(`margin of at least ${percent(own.marginFloor)}`, one.cost / (1 - own.marginFloor));
  if (own.competitorIndex !== undefined) {
    const [low, high] = own.competitorIndex;
    if (one.competitorPrice === undefined)
      notes.push(`${product}: no competitor price, its competitor index was not applied`);
    else {
      least(`at least ${percent(low)} of the competitor's ${money(one.competitorPrice)}`, low * one.competitorPrice);
      most(`at most ${percent(high)} of the competitor's ${money(one.competitorPrice)}`, high * one.competitorPrice);
    }
  }
  const text = percent(furthestMove);
  if (!found.some(({ high }) => Number.isFinite(high)))
    most(`at most ${text} up (no rule limits it; further has not been tried)`, one.price * (1 + furthestMove));
  if (!found.some(({ low }) => Number.isFinite(low)))
    least(`at most ${text} down (no rule limits it; further has not been tried)`, one.price * (1 - furthestMove));
  if (own.endings !== undefined)
    found.push({
      product,
      name: `ends in ${own.endings.join(' or ')}`,
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
      endings: own.endings,
    });
  return found;
}

/** A grid of more prices than this is made coarser by powers of ten. */
const mostPrices = 2000;

/** The prices in ticks, ascending, that satisfy all limits. The current price is always tried, so that standing still is possible. */
export function allowedPrices(limits: readonly PriceLimit[], decimals: number, current: readonly number[]): number[] {
  const low = Math.max(1, ...limits.map((limit) => limit.low));
  const high = Math.min(...limits.map((limit) => limit.high));
  const endings = limits.flatMap((limit) => (limit.endings === undefined ? [] : [limit.endings]));
  const fits = (tick: number): boolean => {
    if (endings.length === 0) return true;
    const text = (tick / 10 ** decimals).toFixed(decimals);
    return endings.every((some) => some.some((ending) => text.endsWith(ending)));
  };
  let step = 1;
  if (endings.length === 0) while ((high - low) / step > mostPrices) step *= 10;
  const found: number[] = [];
  if (step > 1 && low <= high) found.push(low);
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step) if (fits(tick)) found.push(tick);
  for (const tick of [...current, step > 1 ? high : low])
    if (tick >= low && tick <= high && fits(tick)) found.push(tick);
  return [...new Set(found)].sort((a, b) => a - b);
}
