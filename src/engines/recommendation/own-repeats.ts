import type { Order } from './order-history.ts';

/** Orders of the general expectation that weigh as much as a customer's own ones. */
const priorOrders = 2;

/**
 * Expected share of each item in the customer's next order when own habit counts: the share of the customer's orders with
 * the item, newer ones weighing more, drawn to what is expected of anyone with this history,
 * (Σ own weights with j + 2 · expected_j) ÷ (Σ own weights + 2) (beta-binomial shrinkage; personal frequency is the
 * measure to beat for repeat purchases, Hu et al. 2020, Li et al. 2023). Cost: the customer's lines.
 */
export function scoreOwnRepeats(
  orders: readonly Order[],
  expected: Float64Array,
  lastDay: number,
  halfLife: number,
): Float64Array {
  let total = 0;
  const own = new Map<number, number>();
  for (const { day, items } of orders) {
    const weight = 0.5 ** ((lastDay - day) / halfLife);
    total += weight;
    for (const item of items) own.set(item, (own.get(item) ?? 0) + weight);
  }
  const scores = expected.map((share) => (priorOrders * share) / (total + priorOrders));
  for (const [item, weight] of own) scores[item] += weight / (total + priorOrders);
  return scores;
}
