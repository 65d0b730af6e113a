import { wilsonInterval } from '#engines/numerics/wilson-interval.ts';
import { type OrderHistory, until } from './order-history.ts';
import { type RecommenderKind, recommenderKinds, rivals, usualKind } from './recommender.ts';

/** Customers who bought both up to and after a day: history in, purchases to be met out. */
export interface BackTest {
  readonly past: OrderHistory;
  readonly customers: readonly number[];
  /** Items bought after the day, per listed customer. */
  readonly held: readonly ReadonlySet<number>[];
}

export interface Hits {
  readonly name: string;
  /** Share of customers with at least one listed item among their later purchases. */
  readonly hitRate: number;
  /** Share of the later items (customer by customer) that were listed. */
  readonly recall: number;
  /** 1 for each customer that was hit. */
  readonly hit: Uint8Array;
}

export interface Evaluation {
  readonly k: number;
  readonly holdoutDay: number;
  readonly customers: number;
  /** Customers who first bought after the day: they get the popular list. */
  readonly newCustomers: number;
  readonly model: string;
  readonly hitRate: number;
  readonly interval: readonly [number, number];
  readonly popularity: number;
  /** The better of item-kNN with and without items bought before. */
  readonly itemKnn: number;
  readonly recall: { readonly model: number; readonly popularity: number; readonly itemKnn: number };
  /** Hit rate of the best single list, found greedily with the later purchases in view: about what one list for all can reach. */
  readonly hindsight: number;
  /** Hit rate minus that of popularity and of item-kNN, with paired 95 % intervals. */
  readonly overPopularity: { readonly difference: number; readonly low: number; readonly high: number };
  readonly overItemKnn: { readonly difference: number; readonly low: number; readonly high: number };
  readonly newCustomerHitRate?: number;
}

export function backTest(history: OrderHistory, day: number, most = Number.POSITIVE_INFINITY): BackTest {
  const past = until(history, day);
  const all = history.orders.flatMap((orders, customer) =>
    past.orders[customer].length > 0 && orders.length > past.orders[customer].length ? [customer] : [],
  );
  const step = Math.max(1, all.length / most);
  const customers = Array.from({ length: Math.ceil(all.length / step) }, (_, i) => all[Math.floor(i * step)]);
  return { past, customers, held: customers.map((customer) => laterItems(history, past, customer)) };
}

/** Learns on the past and counts hits of the lists of k. */
export function countHits(kind: RecommenderKind, { past, customers, held }: BackTest, k: number): Hits {
  const model = kind.learn(past);
  const hit = new Uint8Array(customers.length);
  let [met, wanted] = [0, 0];
  customers.forEach((customer, i) => {
    const segment = past.segments[customer];
    const list = model.list(model.score(past.orders[customer], segment), k);
    const found = list.filter((item) => held[i].has(item)).length;
    hit[i] = found > 0 ? 1 : 0;
    met += found;
    wanted += held[i].size;
  });
  const hits = hit.reduce((sum, one) => sum + one, 0);
  return { name: kind.name, hitRate: hits / customers.length, recall: met / wanted, hit };
}

/**
 * Chooses a kind of recommender on an inner, earlier back-test (the last fifth of the orders up to `history.lastDay`, at
 * most 2,000 customers): the usual kind, unless another makes more hits by over two standard errors of the paired
 * difference; then the one that does so with the largest hit rate. Picking the luckiest of a dozen would be choosing noise.
 */
export function chooseRecommender(history: OrderHistory, k: number) {
  const test = backTest(history, orderQuantile(history, 0.8), 2000);
  const customers = test.customers.length;
  if (customers < 30) return { kind: usualKind, tried: [], customers };
  const tried = recommenderKinds.map((kind) => ({ kind, ...countHits(kind, test, k) }));
  const usual = tried.find(({ kind }) => kind === usualKind)!;
  const better = tried.filter(({ hit }) => pairedDifference(hit, usual.hit).low > 0);
  const best = better.reduce((a, b) => (b.hitRate > a.hitRate ? b : a), usual);
  return { kind: best.kind, tried: tried.map(({ name, hitRate, recall }) => ({ name, hitRate, recall })), customers };
}

/** Judges a kind on what was bought after `day`, beside popularity and item-kNN. Undefined without returning customers. */
export function evaluate(history: OrderHistory, kind: RecommenderKind, day: number, k: number): Evaluation | undefined {
  const test = backTest(history, day);
  const customers = test.customers.length;
  if (customers === 0) return undefined;
  const own = countHits(kind, test, k);
  const popular = countHits(rivals.popularity, test, k);
  const nearest = [rivals.itemKnn, rivals.itemKnnNew].map((rival) => countHits(rival, test, k));
  const knn = nearest[0].hitRate >= nearest[1].hitRate ? nearest[0] : nearest[1];
  const { low, high } = wilsonInterval(Math.round(own.hitRate * customers), customers);
  return {
    k,
    holdoutDay: day,
    customers,
    model: kind.name,
    hitRate: own.hitRate,
    interval: [low, high],
    popularity: popular.hitRate,
    itemKnn: knn.hitRate,
    hindsight: hindsightHitRate(test, k),
    recall: { model: own.recall, popularity: popular.recall, itemKnn: knn.recall },
    overPopularity: pairedDifference(own.hit, popular.hit),
    overItemKnn: pairedDifference(own.hit, knn.hit),
    ...newcomers(history, test.past, kind, k),
  };
}

/** Greedy coverage of the customers by one list of k items, with the later purchases in view. */
function hindsightHitRate({ customers, held }: BackTest, k: number): number {
  const left = new Set(customers.keys());
  for (let place = 0; place < k && left.size > 0; place++) {
    const counts = new Map<number, number>();
    for (const i of left) for (const item of held[i]) counts.set(item, (counts.get(item) ?? 0) + 1);
    const [best] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
    for (const i of left) if (held[i].has(best)) left.delete(i);
  }
  return 1 - left.size / customers.length;
}

/** The day up to which this share of the orders lies. */
export function orderQuantile(history: OrderHistory, share: number): number {
  const days = Float64Array.from(history.orders.flatMap((orders) => orders.map((order) => order.day))).sort();
  const day = days[Math.min(days.length - 1, Math.floor(share * days.length))];
  return day < history.lastDay ? day : history.lastDay - 1;
}

function newcomers(history: OrderHistory, past: OrderHistory, kind: RecommenderKind, k: number) {
  const fresh = history.orders.flatMap((orders, customer) =>
    orders.length > 0 && past.orders[customer].length === 0 ? [customer] : [],
  );
  if (fresh.length === 0) return { newCustomers: 0 };
  const model = kind.learn(past);
  const lists = new Map<string | undefined, number[]>();
  let hits = 0;
  for (const customer of fresh) {
    const segment = history.segments[customer];
    let list = lists.get(segment);
    if (list === undefined) {
      list = model.list(model.score([], segment), k);
      lists.set(segment, list);
    }
    const held = laterItems(history, past, customer);
    if (list.some((item) => held.has(item))) hits += 1;
  }
  return { newCustomers: fresh.length, newCustomerHitRate: hits / fresh.length };
}

function laterItems(history: OrderHistory, past: OrderHistory, customer: number): Set<number> {
  const later = history.orders[customer].slice(past.orders[customer].length);
  return new Set(later.flatMap((order) => Array.from(order.items)));
}

function pairedDifference(a: Uint8Array, b: Uint8Array): { difference: number; low: number; high: number } {
  const n = a.length;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < n; i++) {
    sum += a[i] - b[i];
    squares += (a[i] - b[i]) ** 2;
  }
  const difference = sum / n;
  const half = 1.96 * Math.sqrt(Math.max(0, squares / n - difference ** 2) / Math.max(1, n - 1));
  return { difference, low: difference - half, high: difference + half };
}
