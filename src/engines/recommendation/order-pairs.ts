import type { OrderHistory } from './order-history.ts';

/** In how much order weight two items stood together. */
export interface OrderPairs {
  readonly single: Float64Array;
  readonly together: readonly ReadonlyMap<number, number>[];
}

/** Counts pairs inside orders, newer ones more; orders of more than 60 items give their first 60. */
export function orderPairs(history: OrderHistory, halfLife: number): OrderPairs {
  const single = new Float64Array(history.items.length);
  const together = history.items.map(() => new Map<number, number>());
  for (const orders of history.orders) {
    for (const { day, items } of orders) {
      const weight = 0.5 ** ((history.lastDay - day) / halfLife);
      const some = items.subarray(0, 60);
      for (const a of some) {
        single[a] += weight;
        for (const b of some) if (a !== b) together[a].set(b, (together[a].get(b) ?? 0) + weight);
      }
    }
  }
  return { single, together };
}

/**
 * A list of k that serves many different orders: each place goes to the item with the largest
 * score · Π over those listed of (1 − ½ · P(listed in the order | item in the order)), so that constant companions of what
 * is listed already give way to items of other orders (greedy coverage, Nemhauser, Wolsey & Fisher 1978). With the full
 * probability in place of its half the list makes a hit a little likelier still, but holds fewer right items.
 */
export function coveringList(scores: Float64Array, k: number, { single, together }: OrderPairs): number[] {
  const gains = scores.slice();
  const list: number[] = [];
  for (let place = 0; place < k; place++) {
    const best = largest(gains);
    if (best === -1) break;
    list.push(best);
    gains[best] = 0;
    for (const [item, weight] of together[best]) gains[item] *= 1 - 0.5 * Math.min(1, weight / single[item]);
  }
  return list;
}

/** The k items with the largest scores above 0; equal scores by number. */
export function topList(scores: Float64Array, k: number): number[] {
  const left = scores.slice();
  const list: number[] = [];
  for (let place = 0; place < k; place++) {
    const best = largest(left);
    if (best === -1) break;
    list.push(best);
    left[best] = 0;
  }
  return list;
}

function largest(values: Float64Array): number {
  let best = -1;
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] > most) {
      most = values[i];
      best = i;
    }
  }
  return best;
}
