/** Sales of a segment as a function of the people who work on it. */
export interface ResponseCurve {
  readonly kind: 'power' | 'adbudg';
  readonly sales: (people: number) => number;
  /** Relative change of sales for a relative change of people, at today's number. */
  readonly elasticity: number;
}

/**
 * sales = now × (people ÷ peopleNow)^e: constant elasticity, falling returns for e < 1. When nothing is known e = 0.34, the
 * mean of 506 published elasticities of personal selling (Albers, Mantrala & Sridhar 2010, JMR 47(5): .34 before, .31 after
 * correction for bias).
 */
export function powerCurve(peopleNow: number, salesNow: number, elasticity: number): ResponseCurve {
  return {
    kind: 'power',
    elasticity,
    sales: (people) => (people <= 0 ? 0 : salesNow * (people / peopleNow) ** elasticity),
  };
}

/**
 * ADBUDG (Little 1970, Management Science 16(8), equation 1): sales = none + (most − none) × pᶜ ÷ (d + pᶜ), with p in units of
 * today's people, through three judgements: sales with nobody, with half as many people again, and with as many as one could
 * want. Undefined when they do not rise in this order.
 */
export function adbudgCurve(
  peopleNow: number,
  salesNow: number,
  judged: { readonly none: number; readonly halfMore: number; readonly most: number },
): ResponseCurve | undefined {
  const { none, halfMore, most } = judged;
  if (!(none < salesNow && salesNow < halfMore && halfMore < most)) return undefined;
  const odds = (sales: number): number => (sales - none) / (most - sales); // = pᶜ ÷ d
  const d = 1 / odds(salesNow);
  const c = Math.log(odds(halfMore) * d) / Math.log(1.5);
  if (!(c > 0)) return undefined;
  const sales = (people: number): number => {
    const power = (Math.max(0, people) / peopleNow) ** c;
    return none + ((most - none) * power) / (d + power);
  };
  return { kind: 'adbudg', sales, elasticity: (c * (1 - none / salesNow) * d) / (d + 1) };
}
