import type { Trace } from '#kernel/trace.ts';
import { conflictingRules } from './name-conflicts.ts';
import { type PricedProduct, priceLimits } from './price-limits.ts';
import { type PriceObjective, type PriceTotals, addUp, buildProblem, totals } from './price-model.ts';
import type { PriceRules } from './price-rules.ts';
import { type BindingRule, weighRules } from './weigh-rules.ts';
import { searchPrices } from './search-prices.ts';

export interface OptimalPrice {
  readonly product: string;
  readonly current: number;
  readonly optimal: number;
  readonly change: number;
  readonly before: PriceTotals;
  readonly after: PriceTotals;
  /** What decides the price, the heaviest first. */
  readonly reasons: readonly string[];
}

export interface OptimisedPrices {
  readonly prices: readonly OptimalPrice[];
  readonly before: PriceTotals;
  readonly after: PriceTotals;
  /** Rules at their limit, the dearest first. */
  readonly rules: readonly BindingRule[];
  /** No allowed prices bring more than this much beyond the objective found; 0 when it is the optimum. */
  readonly gap: number;
  readonly notes: readonly string[];
  readonly trace: Trace;
}

/** Rules that no prices satisfy together. */
export interface InfeasiblePrices {
  readonly conflicts: readonly (readonly string[])[];
}

/**
 * The prices that bring most profit (or revenue) when quantity follows q₀·(p/p₀)^elasticity, among the prices that the rules
 * allow. Without rules the profit optimum is cost·e/(1+e) for e < −1 (Lerner 1934). Throws RangeError for a rule about a product that is not there.
 */
export function optimisePrices(
  products: readonly PricedProduct[],
  rules: PriceRules,
  objective: PriceObjective,
  stop?: () => boolean,
): OptimisedPrices | InfeasiblePrices {
  checkNames(products, rules);
  const notes: string[] = [];
  const limits = products.map((one) => priceLimits(one, rules, notes));
  const model = buildProblem(products, rules, limits, objective);
  const conflicts = conflictingRules(products, rules, limits, model);
  if (conflicts.length > 0) return { conflicts };
  const found = searchPrices(model.problem, { stop });
  if (found === undefined) return { conflicts: [rules.volume.map(({ name }) => name)] };
  const unit = 10 ** rules.decimals;
  const optimal = products.map(
    (_, i) => model.problem.prices[model.variable[i]][found.choice[model.variable[i]]] / unit,
  );
  const worths = weighRules(products, rules, limits, objective, optimal, found, stop);
  const prices = products.map((one, i): OptimalPrice => {
    const before = totals(one, one.price);
    const after = totals(one, optimal[i]);
    return {
      product: one.product,
      current: one.price,
      optimal: optimal[i],
      change: optimal[i] / one.price - 1,
      before,
      after,
      reasons: reasonsFor(one, optimal[i], objective, worths.holding[i], rules.decimals),
    };
  });
  const gap = Math.max(0, found.bound - found.value);
  return {
    prices,
    before: addUp(prices.map(({ before }) => before)),
    after: addUp(prices.map(({ after }) => after)),
    rules: worths.rules,
    gap: gap <= 1e-9 * Math.abs(found.value) ? 0 : gap,
    notes,
    trace: [
      { step: 'quantity follows q₀·(p/p₀)^elasticity', source: 'constant elasticity of demand' },
      {
        step: `${objective} maximised over ${model.problem.prices.reduce((sum, own) => sum + own.length, 0)} allowed prices, ${found.nodes} nodes of branch and bound`,
        output: found.value,
        source: 'Fisher (1981)',
      },
    ],
  };
}

function checkNames(products: readonly PricedProduct[], rules: PriceRules): void {
  const known = new Set(products.map(({ product }) => product));
  const named = [
    ...rules.products.keys(),
    ...rules.lines.flat(),
    ...rules.ladders.flatMap(({ lower, higher }) => [lower, higher]),
    ...rules.volume.flatMap((guard) => guard.products ?? []),
  ];
  const stranger = named.find((name) => !known.has(name));
  if (stranger !== undefined) throw new RangeError(`invalid rule: no product named "${stranger}" in the file`);
  const twisted = rules.ladders.find(({ lower, higher }) => lower === higher);
  if (twisted !== undefined) throw new RangeError(`invalid ladder: "${twisted.lower}" above itself`);
}

function reasonsFor(
  one: PricedProduct,
  optimal: number,
  objective: PriceObjective,
  holding: readonly { rule: string }[],
  decimals: number,
): string[] {
  const { elasticity, cost } = one;
  if (elasticity === null || !(elasticity < 0)) return ['its elasticity cannot be told: the price stays'];
  const free =
    objective === 'revenue'
      ? elasticity > -1
        ? `by itself it would rise: at elasticity ${elasticity.toFixed(2)} a higher price brings more revenue`
        : `by itself it would fall: at elasticity ${elasticity.toFixed(2)} a lower price brings more revenue`
      : elasticity < -1
        ? `by itself ${((cost * elasticity) / (1 + elasticity)).toFixed(decimals)}: cost ${cost.toFixed(decimals)} × ${(elasticity / (1 + elasticity)).toFixed(3)} at elasticity ${elasticity.toFixed(2)}`
        : `by itself it would rise: at elasticity ${elasticity.toFixed(2)} a higher price always brings more profit`;
  const held = [...new Set(holding.map(({ rule }) => rule.replace(`${one.product}: `, '')))];
  return held.length > 0
    ? [...held.map((rule) => `held by: ${rule}`), free]
    : [optimal === one.price ? `stays: ${free}` : free];
}
