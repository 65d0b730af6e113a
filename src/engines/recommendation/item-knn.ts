import { type OrderHistory, boughtBy } from './order-history.ts';

/** Cosine of the sets of buyers of two items; neighbours[i] lists those with buyers in common. */
export interface ItemKnn {
  readonly neighbours: readonly (readonly { readonly item: number; readonly cosine: number }[])[];
}

/** Most neighbours kept per item. */
const mostNeighbours = 200;

/**
 * Item-item nearest neighbours (Sarwar et al. 2001): cosine = customers who bought both ÷ √(customers of one · of other).
 * The classic rival of every recommender. Cost: the square of each customer's number of items, the newest 100.
 */
export function learnItemKnn(history: OrderHistory): ItemKnn {
  const buyers = new Float64Array(history.items.length);
  const both = history.items.map(() => new Map<number, number>());
  for (const orders of history.orders) {
    const bought = boughtBy(orders).slice(0, 100);
    for (const a of bought) {
      buyers[a] += 1;
      for (const b of bought) if (a !== b) both[a].set(b, (both[a].get(b) ?? 0) + 1);
    }
  }
  return {
    neighbours: both.map((counts, a) =>
      [...counts]
        .map(([item, count]) => ({ item, cosine: count / Math.sqrt(buyers[a] * buyers[item]) }))
        .sort((x, y) => y.cosine - x.cosine || x.item - y.item)
        .slice(0, mostNeighbours),
    ),
  };
}

/** Sum of cosines with the items bought. */
export function scoreItemKnn({ neighbours }: ItemKnn, bought: readonly number[]): Float64Array {
  const scores = new Float64Array(neighbours.length);
  for (const own of bought) for (const { item, cosine } of neighbours[own]) scores[item] += cosine;
  return scores;
}
