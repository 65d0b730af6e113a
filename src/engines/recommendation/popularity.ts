import type { OrderHistory } from './order-history.ts';

/** Share of orders that hold each item, newer orders counting more. */
export interface Popularity {
  readonly overall: Float64Array;
  /** The same within each customer segment, drawn towards the overall share where a segment has few orders. */
  readonly bySegment: ReadonlyMap<string, Float64Array>;
}

/** Orders of a segment that weigh as much as the whole base does. */
const segmentPrior = 50;

/**
 * What is bought in general: each order weighs ½^(age ÷ halfLife) (Infinity: all alike). A segment's shares are
 * (orders with the item + 50 · overall share) ÷ (orders + 50): a segment without history gets the overall list.
 */
export function popularity(history: OrderHistory, halfLife: number): Popularity {
  const overall = new Float64Array(history.items.length);
  const segments = new Map<string, { weight: number; shares: Float64Array }>();
  let total = 0;
  history.orders.forEach((orders, customer) => {
    const name = history.segments[customer];
    let segment = name === undefined ? undefined : segments.get(name);
    if (name !== undefined && segment === undefined) {
      segment = { weight: 0, shares: new Float64Array(history.items.length) };
      segments.set(name, segment);
    }
    for (const { day, items } of orders) {
      const weight = 0.5 ** ((history.lastDay - day) / halfLife);
      total += weight;
      if (segment !== undefined) segment.weight += weight;
      for (const item of items) {
        overall[item] += weight;
        if (segment !== undefined) segment.shares[item] += weight;
      }
    }
  });
  for (let item = 0; item < overall.length; item++) overall[item] /= Math.max(total, Number.MIN_VALUE);
  const bySegment = new Map<string, Float64Array>();
  for (const [name, { weight, shares }] of segments) {
    bySegment.set(
      name,
      shares.map((count, item) => (count + segmentPrior * overall[item]) / (weight + segmentPrior)),
    );
  }
  return { overall, bySegment };
}

/** Shares that hold for a customer of this segment. */
export function sharesFor({ overall, bySegment }: Popularity, segment: string | undefined): Float64Array {
  return (segment === undefined ? undefined : bySegment.get(segment)) ?? overall;
}
