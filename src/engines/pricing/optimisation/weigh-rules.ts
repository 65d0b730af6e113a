import { type PriceObjective, buildProblem, guarded } from './price-model.ts';
import { type PriceLimit, type PricedProduct, allowedPrices } from './price-limits.ts';
import type { PriceRules, Step } from './price-rules.ts';
import { type PriceSolution, searchPrices } from './search-prices.ts';

/** A rule at its limit: its shadow price. */
export interface BindingRule {
  readonly rule: string;
  /** What the objective would gain without it; absent where that was not worked out (only the heaviest rules are). */
  readonly worth?: number;
  /** What the objective would gain per unit that the rule gives way (of price or of quantity). */
  readonly marginal?: number;
}

/** So many rules are left out one by one to see what they cost, unless products × rules are more than can be solved again. */
const rulesPriced = 40;
const mostWork = 20_000;

/** The rules at their limit: what each costs, and which product each holds. */
export function weighRules(
  products: readonly PricedProduct[],
  rules: PriceRules,
  limits: readonly (readonly PriceLimit[])[],
  objective: PriceObjective,
  optimal: readonly number[],
  found: PriceSolution,
  stop: (() => boolean) | undefined,
): { rules: BindingRule[]; holding: { rule: string; weight: number }[][] } {
  const unit = 10 ** rules.decimals;
  const place = new Map(products.map(({ product }, i) => [product, i]));
  const slope = (i: number): number => marginal(products[i], optimal[i], objective);
  const binding: { rule: string; holds: readonly number[]; marginal?: number; without: () => number | undefined }[] =
    [];
  const solve = (over: PriceRules, own: readonly (readonly PriceLimit[])[]): number | undefined =>
    searchPrices(buildProblem(products, over, own, objective).problem, { stop, mostNodes: 50 })?.value;
  /** The next price in the direction the objective pulls, under the limits of a product. */
  const nextPrice = (i: number, own: readonly PriceLimit[]): number | undefined => {
    const tick = Math.round(optimal[i] * unit);
    const grid = allowedPrices(own, rules.decimals, [Math.round(products[i].price * unit)]);
    return slope(i) > 0 ? grid.find((price) => price > tick) : grid.findLast((price) => price < tick);
  };
  limits.forEach((own, i) => {
    if (slope(i) === 0 || nextPrice(i, own) !== undefined) return;
    const tick = Math.round(optimal[i] * unit);
    for (const limit of own) {
      // without its last limit a price would run away: a far one takes its place
      const far: PriceLimit = { product: limit.product, name: limit.name, low: Math.floor(tick / 2), high: tick * 2 };
      const without = own.map((one) => (one === limit ? far : one));
      if (nextPrice(i, without) === undefined) continue;
      const swapped = limits.map((each, j) => (j === i ? without : each));
      binding.push({
        rule: `${products[i].product}: ${limit.name}`,
        holds: [i],
        ...(limit.endings === undefined ? { marginal: Math.abs(slope(i)) } : {}),
        without: () => solve(rules, swapped),
      });
    }
  });
  for (const ladder of rules.ladders) {
    const [a, b] = [place.get(ladder.lower)!, place.get(ladder.higher)!];
    const breaks = (priceOfA: number, priceOfB: number): boolean => {
      const step = (by: Step): number => ('share' in by ? priceOfA * (1 + by.share) : priceOfA + by.amount);
      return (
        (ladder.atLeast !== undefined && priceOfB < step(ladder.atLeast) - 1e-9 * priceOfA) ||
        (ladder.atMost !== undefined && priceOfB > step(ladder.atMost) + 1e-9 * priceOfA)
      );
    };
    const [nextA, nextB] = [nextPrice(a, limits[a]), nextPrice(b, limits[b])];
    if (
      (nextA !== undefined && breaks(nextA / unit, optimal[b])) ||
      (nextB !== undefined && breaks(optimal[a], nextB / unit))
    )
      binding.push({
        rule: ladder.name,
        holds: [a, b],
        without: () => solve({ ...rules, ladders: rules.ladders.filter((one) => one !== ladder) }, limits),
      });
  }
  for (const line of rules.lines)
    binding.push({
      rule: `one price for ${line.join(', ')}`,
      holds: line.map((name) => place.get(name)!),
      without: () => solve({ ...rules, lines: rules.lines.filter((one) => one !== line) }, limits),
    });
  rules.volume.forEach((guard, g) => {
    if (!(found.multipliers[g] > 0)) return;
    const inside = guarded(guard, products);
    binding.push({
      rule: guard.name,
      holds: products.flatMap((_, i) => (inside(i) ? [i] : [])),
      marginal: found.multipliers[g],
      without: () => solve({ ...rules, volume: rules.volume.filter((one) => one !== guard) }, limits),
    });
  });
  binding.sort((a, b) => (b.marginal ?? Number.POSITIVE_INFINITY) - (a.marginal ?? Number.POSITIVE_INFINITY));
  const priced = products.length * binding.length > mostWork ? 0 : rulesPriced;
  const holding: { rule: string; weight: number }[][] = products.map(() => []);
  const weighed = binding.flatMap(({ rule, holds, marginal: each, without }, k): BindingRule[] => {
    const worth = k < priced ? Math.max(0, (without() ?? found.value) - found.value) : undefined;
    if (worth !== undefined && worth <= 1e-9 * Math.abs(found.value)) return [];
    for (const i of holds) holding[i].push({ rule, weight: worth ?? each ?? 0 });
    return [{ rule, ...(worth === undefined ? {} : { worth }), ...(each === undefined ? {} : { marginal: each }) }];
  });
  for (const own of holding) own.sort((a, b) => b.weight - a.weight);
  return { rules: weighed.toSorted((a, b) => (b.worth ?? 0) - (a.worth ?? 0)), holding };
}

/** How the objective of a product changes per unit of its price. */
function marginal({ price, cost, elasticity, quantity }: PricedProduct, at: number, objective: PriceObjective): number {
  if (elasticity === null) return 0;
  const sold = quantity * (at / price) ** elasticity;
  return objective === 'revenue' ? sold * (1 + elasticity) : sold * (1 + elasticity * (1 - cost / at));
}
