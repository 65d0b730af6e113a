/** Chances of open deals and of new ones before and after they were brought to a common total. */
export interface Bottom {
  /** Chance and worth of each open deal. */
  readonly open: readonly { readonly chance: number; readonly worth: number }[];
  /** Expected new deals and their chance for each day of the window, and what one is worth. */
  readonly arrivals: Float64Array;
  readonly newChance: Float64Array;
  readonly newWorth: number;
}

/**
 * The factor g on the rate of winning at which 1 − (1 − p)^g, summed over all deals, brings in `target`. Found by
 * bisection between ⅓ and 3, so the view from above never overrules the deals entirely.
 */
export function winningFactor(bottom: Bottom, target: number): number {
  const total = (factor: number): number => bottomTotal(bottom, factor);
  let [low, high] = [1 / 3, 3];
  if (!(total(high) > target)) return high;
  if (!(total(low) < target)) return low;
  for (let i = 0; i < 40; i++) {
    const middle = Math.sqrt(low * high);
    if (total(middle) < target) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}

/** Money expected from the deals, open and new, when the rate of winning is `factor` times as high. */
export function bottomTotal(bottom: Bottom, factor = 1): number {
  let sum = 0;
  for (const { chance, worth } of bottom.open) sum += raised(chance, factor) * worth;
  for (let i = 0; i < bottom.arrivals.length; i++) {
    sum += bottom.arrivals[i] * raised(bottom.newChance[i], factor) * bottom.newWorth;
  }
  return sum;
}

/** The chance when the rate of winning is `factor` times as high. */
export function raised(chance: number, factor: number): number {
  return chance <= 0 ? 0 : chance >= 1 ? 1 : -Math.expm1(factor * Math.log1p(-chance));
}
