import type { Trace } from '#kernel/trace.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { type Evaluation, chooseRecommender, evaluate, orderQuantile } from './evaluate-recommender.ts';
import { type ItemPurchases, type OrderHistory, boughtBy, gatherOrders, until } from './order-history.ts';
import type { RecommendationReason, Recommender } from './recommender.ts';

export interface RecommendOptions {
  /** Items per list. Default 10. */
  readonly k?: number;
  /** Learn from purchases up to this day only and judge by those after it. */
  readonly holdout?: number;
  /** Only these customers; unknown names get the list of a newcomer (of `segment`). Default: all. */
  readonly only?: readonly string[];
  /** Segment of customers that are not in the data. */
  readonly segment?: string;
  /** Items that may be offered (in stock, in the price band, allowed for the seller). Default: all. */
  readonly offered?: ReadonlySet<string>;
  /** Never offer what the customer has bought. Default: the model has learnt which items are bought again. */
  readonly newOnly?: boolean;
}

export interface RecommendedItem {
  readonly item: string;
  /** For the next-order models the expected share of the customer's next orders with the item; else a relative score. */
  readonly score: number;
  readonly reasons: readonly (
    | { readonly because: 'bought'; readonly item: string; readonly lift: number }
    | { readonly because: 'bought again'; readonly times: number; readonly orders: number }
    | { readonly because: 'bought by the same customers as'; readonly item: string; readonly cosine: number }
    | { readonly because: 'popular'; readonly share: number }
  )[];
}

export interface RecommendResult {
  readonly model: string;
  readonly evaluation?: Evaluation;
  readonly customers: readonly { readonly id: string; readonly items: readonly RecommendedItem[] }[];
  readonly trace: Trace;
}

/**
 * What to offer each customer next, and why. Several recommenders, from the most popular items to factorisation, are
 * judged on the last fifth of the orders before the hold-out; the usual one, or one that is clearly better there, learns on everything up to the hold-out and is then
 * judged once on what came after it, beside popularity and item-kNN. Without a `holdout` the last fifth of the orders
 * serves as one for the evaluation, and the lists are learnt from all purchases.
 *
 * Throws RangeError for k and UnusableData when nothing was bought up to the hold-out.
 */
export function recommend(purchases: ItemPurchases, options: RecommendOptions = {}): RecommendResult {
  const { k = 10, holdout } = options;
  if (!(Number.isInteger(k) && k >= 1 && k <= 1000)) {
    throw new RangeError(`invalid k: ${k} (a whole number from 1 to 1000 is expected)`);
  }
  const history = gatherOrders(purchases);
  if (history.customers.length === 0) throw unusable('at least one purchase');
  if (holdout !== undefined && holdout < history.firstDay) throw unusable('purchases up to the hold-out date');
  const day = holdout ?? orderQuantile(history, 0.8);
  const judged = day >= history.firstDay;
  const before = judged ? until(history, day) : history;
  const { kind, tried, customers: judgedBy } = chooseRecommender(before, k);
  const evaluation = judged ? evaluate(history, kind, day, k) : undefined;
  const learntFrom = holdout === undefined ? history : before;
  const model = kind.learn(learntFrom);
  return {
    model: kind.name,
    evaluation,
    customers: listsFor(model, learntFrom, options, k),
    trace: [
      {
        step: 'judge every kind of recommender on an earlier part; keep the usual one unless another is clearly better',
        inputs: { customers: judgedBy, tried },
        output: { model: kind.name },
        source: kind.source,
      },
      { step: 'judge the chosen one on purchases after the hold-out day', output: evaluation },
      {
        step: holdout === undefined ? 'learn again from all purchases' : 'learn from purchases up to the hold-out day',
      },
    ],
  };
}

function listsFor(model: Recommender, history: OrderHistory, options: RecommendOptions, k: number) {
  const numbers = new Map(history.customers.map((id, number) => [id, number]));
  const blocked =
    options.offered === undefined
      ? []
      : history.items.flatMap((item, number) => (options.offered?.has(item) === true ? [] : [number]));
  const ids = options.only ?? history.customers.filter((_, number) => history.orders[number].length > 0);
  const nameReason = (reason: RecommendationReason): RecommendedItem['reasons'][number] =>
    reason.because === 'popular' || reason.because === 'bought again'
      ? reason
      : { ...reason, item: history.items[reason.item] };
  return ids.map((id) => {
    const number = numbers.get(id);
    const orders = number === undefined ? [] : history.orders[number];
    const segment = (number === undefined ? undefined : history.segments[number]) ?? options.segment;
    const scores = model.score(orders, segment);
    for (const item of blocked) scores[item] = 0;
    if (options.newOnly === true) for (const item of boughtBy(orders)) scores[item] = 0;
    const items = model.list(scores, k).map((item) => ({
      item: history.items[item],
      score: scores[item],
      reasons: model.reasons(item, orders, segment).map(nameReason),
    }));
    return { id, items };
  });
}
