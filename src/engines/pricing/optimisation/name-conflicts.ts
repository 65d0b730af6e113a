import type { PriceModel } from './price-model.ts';
import { type PriceLimit, type PricedProduct, allowedPrices } from './price-limits.ts';
import type { PriceRules } from './price-rules.ts';
import { tighten } from './search-prices.ts';

interface NamedRule {
  readonly name: string;
  /** Its products. */
  readonly of: readonly number[];
  readonly limit?: PriceLimit;
  readonly edge?: number;
  readonly guard?: number;
}

/**
 * Rules that cannot hold together, each set as small as it gets: rules are left out one after the other and stay out when the rest
 * is still impossible (deletion filter, Chinneck & Dravnieks 1991). Empty when prices exist.
 */
export function conflictingRules(
  products: readonly PricedProduct[],
  rules: PriceRules,
  limits: readonly (readonly PriceLimit[])[],
  { problem, variable }: PriceModel,
): string[][] {
  const parts = components(problem.prices.length, [
    ...problem.edges.map(({ lower, higher }) => [lower, higher]),
    ...rules.volume.map((guard) => variable.filter((_, i) => guard.products?.includes(products[i].product) ?? true)),
  ]);
  const current = products.map((one) => Math.round(one.price * 10 ** rules.decimals));
  const conflicts: string[][] = [];
  for (const part of parts) {
    const inside = new Set(part);
    const own: NamedRule[] = [
      ...limits.flatMap((each, i) =>
        inside.has(variable[i])
          ? each.map((limit) => ({ name: `${limit.product}: ${limit.name}`, of: [i], limit }))
          : [],
      ),
      ...problem.edges.flatMap((edge, e) => (inside.has(edge.lower) ? [{ name: edge.name, of: [], edge: e }] : [])),
      ...rules.volume.flatMap((guard, g) =>
        variable.some((v, i) => inside.has(v) && (guard.products?.includes(products[i].product) ?? true))
          ? [{ name: guard.name, of: [], guard: g }]
          : [],
      ),
    ];
    const possible = (active: readonly NamedRule[]): boolean => {
      const places = new Map(part.map((v, place) => [v, place]));
      const prices = part.map((v) => {
        const members = variable.flatMap((own_, i) => (own_ === v ? [i] : []));
        const active_ = active.flatMap(({ limit, of }) => (limit && members.includes(of[0]) ? [limit] : []));
        const top = Math.max(...members.map((i) => current[i])) * 10;
        const open = { product: '', name: '', low: 1, high: top };
        return allowedPrices(
          [open, ...active_],
          rules.decimals,
          members.map((i) => current[i]),
        );
      });
      const edges = active.flatMap(({ edge }) => {
        if (edge === undefined) return [];
        const one = problem.edges[edge];
        return [{ ...one, lower: places.get(one.lower)!, higher: places.get(one.higher)! }];
      });
      const lowest = tighten(
        { prices, edges },
        { from: new Int32Array(part.length), to: Int32Array.from(prices, (p) => p.length - 1) },
      );
      if (lowest === undefined) return false;
      return active.every(({ guard }) => {
        if (guard === undefined) return true;
        const names = rules.volume[guard].products;
        let [sold, today] = [0, 0];
        products.forEach((one, i) => {
          const place = places.get(variable[i]);
          if (place === undefined || (names !== undefined && !names.includes(one.product))) return;
          const price = prices[place][lowest.from[place]] / 10 ** rules.decimals;
          today += one.quantity;
          sold += one.elasticity === null ? one.quantity : one.quantity * (price / one.price) ** one.elasticity;
        });
        return sold >= rules.volume[guard].atLeast * today * (1 - 1e-9);
      });
    };
    if (possible(own)) continue;
    let kept: readonly NamedRule[] = own;
    for (const rule of own.length <= filtered ? own : []) {
      const without = kept.filter((one) => one !== rule);
      if (!possible(without)) kept = without;
    }
    conflicts.push(kept.map(({ name }) => name));
  }
  return conflicts;
}

/** With more rules in one part than this the whole part is named. */
const filtered = 400;

/** Variables that rules tie together. */
function components(count: number, groups: readonly (readonly number[])[]): number[][] {
  const root = Array.from({ length: count }, (_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (root[at] !== at) at = root[at] = root[root[at]];
    return at;
  };
  for (const group of groups) for (const v of group.slice(1)) root[find(v)] = find(group[0]);
  const parts = new Map<number, number[]>();
  for (let v = 0; v < count; v++) {
    const part = parts.get(find(v));
    if (part === undefined) parts.set(find(v), [v]);
    else part.push(v);
  }
  return [...parts.values()];
}
