import { type OrderHistory, boughtBy } from './order-history.ts';
import { type Popularity, popularity, sharesFor } from './popularity.ts';

export interface NextOrderOptions {
  /** Days after which an order counts half. */
  readonly halfLife: number;
  /** Orders after an item that weigh as much as the general share. */
  readonly prior: number;
  /** How far lifts are trusted: 1 takes each item bought as independent evidence. */
  readonly trust: number;
}

/** What follows what: of the orders by people who had bought i before, how many held j. */
export interface NextOrderModel {
  readonly options: NextOrderOptions;
  readonly popularity: Popularity;
  /** follows[i].get(j): weight of orders with j by earlier buyers of i. */
  readonly follows: readonly ReadonlyMap<number, number>[];
  /** Weight of all orders by earlier buyers of i. */
  readonly after: Float64Array;
}

/** Newest different items of a history that are looked at. */
const mostHistory = 50;

/**
 * Learns from every order but a customer's first which earlier purchases it follows: a directed item-item model that sees
 * complements (a bottle after a bike), successors and repurchase alike, because an item may follow itself.
 * Cost O(orders × history).
 */
export function learnNextOrder(history: OrderHistory, options: NextOrderOptions): NextOrderModel {
  const follows = history.items.map(() => new Map<number, number>());
  const after = new Float64Array(history.items.length);
  for (const orders of history.orders) {
    for (let at = 1; at < orders.length; at++) {
      const weight = 0.5 ** ((history.lastDay - orders[at].day) / options.halfLife);
      for (const before of boughtBy(orders.slice(0, at)).slice(0, mostHistory)) {
        after[before] += weight;
        for (const item of orders[at].items) follows[before].set(item, (follows[before].get(item) ?? 0) + weight);
      }
    }
  }
  return { options, popularity: popularity(history, options.halfLife), follows, after };
}

/**
 * Expected share of each item in the customer's next order: share_j · Π_i lift_ij^(trust/√h) over the h items bought, where
 * lift_ij = (follows_ij + prior · share_j) ÷ ((after_i + prior) · share_j) (naive Bayes with shrunken lifts; the root
 * keeps long histories, whose items are no independent witnesses, from shouting).
 */
export function scoreNextOrder(
  { options, popularity: general, follows, after }: NextOrderModel,
  bought: readonly number[],
  segment: string | undefined,
): Float64Array {
  const shares = sharesFor(general, segment);
  const seen = bought.slice(0, mostHistory);
  if (seen.length === 0) return shares.slice();
  const power = options.trust / Math.sqrt(seen.length);
  const logLift = new Float64Array(shares.length);
  let common = 0;
  for (const item of seen) {
    common -= Math.log1p(after[item] / options.prior);
    for (const [next, weight] of follows[item]) {
      if (shares[next] > 0) logLift[next] += Math.log1p(weight / (options.prior * shares[next]));
    }
  }
  return shares.map((share, item) => Math.min(1, share * Math.exp(power * (common + logLift[item]))));
}

/** The lift of `next` by each of the items bought, the strongest first: why it is offered. */
export function liftsOf(
  { options, popularity: general, follows, after }: NextOrderModel,
  bought: readonly number[],
  next: number,
): { readonly item: number; readonly lift: number }[] {
  const share = general.overall[next];
  if (share === 0) return [];
  return bought
    .slice(0, mostHistory)
    .map((item) => ({
      item,
      lift: ((follows[item].get(next) ?? 0) + options.prior * share) / ((after[item] + options.prior) * share),
    }))
    .sort((a, b) => b.lift - a.lift);
}
