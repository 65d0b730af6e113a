import { learnImplicitAls, scoreImplicitAls } from './implicit-als.ts';
import { type ItemKnn, learnItemKnn, scoreItemKnn } from './item-knn.ts';
import { learnNextOrder, liftsOf, scoreNextOrder } from './next-order.ts';
import { type Order, type OrderHistory, boughtBy } from './order-history.ts';
import { scoreOwnRepeats } from './own-repeats.ts';
import { coveringList, orderPairs, topList } from './order-pairs.ts';
import { popularity, sharesFor } from './popularity.ts';

/** Why an item is offered, strongest first. */
export type RecommendationReason =
  | { readonly because: 'bought'; readonly item: number; readonly lift: number }
  | { readonly because: 'bought again'; readonly times: number; readonly orders: number }
  | { readonly because: 'bought by the same customers as'; readonly item: number; readonly cosine: number }
  | { readonly because: 'popular'; readonly share: number };

/** A model that has learnt. `orders` are the customer's, oldest first. */
export interface Recommender {
  /** A score of at least 0 for each item; 0 is never offered. */
  readonly score: (orders: readonly Order[], segment: string | undefined) => Float64Array;
  /** Picks k items out of scores. */
  readonly list: (scores: Float64Array, k: number) => number[];
  readonly reasons: (item: number, orders: readonly Order[], segment: string | undefined) => RecommendationReason[];
}

export interface RecommenderKind {
  readonly name: string;
  readonly source: string;
  readonly learn: (history: OrderHistory) => Recommender;
}

/** Half-life of an order's weight: a quarter of the time the data span, at least 30 days. */
export function defaultHalfLife(history: OrderHistory): number {
  return Math.max(30, (history.lastDay - history.firstDay) / 4);
}

/** `plain` is the bare rival: all orders alike, all segments alike. */
function popular(name: string, plain: boolean, covering: boolean): RecommenderKind {
  return {
    name,
    source: 'share of orders',
    learn(history) {
      const halfLife = plain ? Number.POSITIVE_INFINITY : defaultHalfLife(history);
      const general = popularity(history, halfLife);
      const shares = (segment: string | undefined): Float64Array => sharesFor(general, plain ? undefined : segment);
      const pairs = orderPairs(history, halfLife);
      return {
        score: (_, segment) => shares(segment).slice(),
        list: (scores, k) => (covering ? coveringList(scores, k, pairs) : topList(scores, k)),
        reasons: (item, _, segment) => [{ because: 'popular', share: shares(segment)[item] }],
      };
    },
  };
}

function neighbours(name: string, again: boolean): RecommenderKind {
  return {
    name,
    source: 'Sarwar et al. 2001',
    learn(history) {
      const model = learnItemKnn(history);
      const general = popularity(history, Number.POSITIVE_INFINITY);
      return {
        score: (orders, segment) => {
          const bought = boughtBy(orders);
          return withFallback(scoreItemKnn(model, bought), again ? [] : bought, sharesFor(general, segment));
        },
        list: topList,
        reasons: (item, orders, segment) => cosineReasons(model, item, boughtBy(orders), sharesFor(general, segment)),
      };
    },
  };
}

function factors(name: string): RecommenderKind {
  return {
    name,
    source: 'Hu, Koren & Volinsky 2008',
    learn(history) {
      const model = learnImplicitAls(history, {
        factors: 16,
        confidence: 5,
        regularisation: 1,
        iterations: 8,
        seed: 1,
      });
      const similar = learnItemKnn(history);
      const general = popularity(history, Number.POSITIVE_INFINITY);
      return {
        score: (orders, segment) => {
          const bought = boughtBy(orders);
          const scores = scoreImplicitAls(model, bought).map((value) => Math.max(0, value));
          return withFallback(scores, bought, sharesFor(general, segment));
        },
        list: topList,
        reasons: (item, orders, segment) => cosineReasons(similar, item, boughtBy(orders), sharesFor(general, segment)),
      };
    },
  };
}

interface NextOrderKind {
  readonly prior: number;
  readonly trust: number;
  /** Fill the list by coverage. */
  readonly covering: boolean;
  /** Whether the customer's own repeats count besides what follows what. */
  readonly repeats?: boolean;
}

function nextOrder(name: string, { prior, trust, covering, repeats = false }: NextOrderKind): RecommenderKind {
  return {
    name,
    source: 'naive Bayes of the next order with shrunken lifts; see docs/methods/en/recommend.md',
    learn(history) {
      const halfLife = defaultHalfLife(history);
      const model = learnNextOrder(history, { halfLife, prior, trust });
      const pairs = orderPairs(history, halfLife);
      return {
        score(orders, segment) {
          const expected = scoreNextOrder(model, boughtBy(orders), segment);
          return repeats ? scoreOwnRepeats(orders, expected, history.lastDay, halfLife) : expected;
        },
        list: (scores, k) => (covering ? coveringList(scores, k, pairs) : topList(scores, k)),
        reasons: (item, orders, segment) => [
          ...(repeats ? repeatReason(item, orders) : []),
          ...liftsOf(model, boughtBy(orders), item)
            .filter(({ lift }) => lift > 1.05)
            .slice(0, 2)
            .map(({ item: own, lift }) => ({ because: 'bought' as const, item: own, lift })),
          { because: 'popular', share: sharesFor(model.popularity, segment)[item] },
        ],
      };
    },
  };
}

function repeatReason(item: number, orders: readonly Order[]): RecommendationReason[] {
  const times = orders.filter(({ items }) => items.includes(item)).length;
  return times === 0 ? [] : [{ because: 'bought again', times, orders: orders.length }];
}

export const rivals = {
  popularity: popular('most popular', true, false),
  itemKnn: neighbours('item-kNN', true),
  itemKnnNew: neighbours('item-kNN, nothing bought before', false),
} as const;

/** Chosen when there is too little to choose by. */
export const usualKind = nextOrder('next order, covering', { prior: 20, trust: 0.6, covering: true });

/** What is tried, the simple ones first. */
export const recommenderKinds: readonly RecommenderKind[] = [
  rivals.popularity,
  popular('popular of late', false, false),
  popular('popular of late, covering', false, true),
  rivals.itemKnn,
  rivals.itemKnnNew,
  nextOrder('next order', { prior: 20, trust: 0.6, covering: false }),
  usualKind,
  nextOrder('next order, careful, covering', { prior: 60, trust: 0.6, covering: true }),
  nextOrder('next order, bold, covering', { prior: 5, trust: 1, covering: true }),
  nextOrder('next order and own repeats', { prior: 20, trust: 0.6, covering: false, repeats: true }),
  nextOrder('next order and own repeats, covering', { prior: 20, trust: 0.6, covering: true, repeats: true }),
  factors('factors'),
];

/** Items with no score of their own follow by popularity, all below those with one; `without` are struck out. */
function withFallback(scores: Float64Array, without: readonly number[], shares: Float64Array): Float64Array {
  const least = scores.reduce((low, value) => (value > 0 && value < low ? value : low), 1);
  const filled = scores.map((value, item) => (value > 0 ? value : 0.5 * least * shares[item]));
  for (const item of without) filled[item] = 0;
  return filled;
}

function cosineReasons(
  { neighbours: near }: ItemKnn,
  item: number,
  bought: readonly number[],
  shares: Float64Array,
): RecommendationReason[] {
  const own = new Set(bought);
  const found = near[item].filter((one) => own.has(one.item)).slice(0, 2);
  return [
    ...found.map((one) => ({
      because: 'bought by the same customers as' as const,
      item: one.item,
      cosine: one.cosine,
    })),
    { because: 'popular', share: shares[item] },
  ];
}
