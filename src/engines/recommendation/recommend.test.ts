import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { backTest, countHits, orderQuantile } from './evaluate-recommender.ts';
import { learnImplicitAls, scoreImplicitAls } from './implicit-als.ts';
import { learnItemKnn } from './item-knn.ts';
import { learnNextOrder, scoreNextOrder } from './next-order.ts';
import { gatherOrders, until } from './order-history.ts';
import { coveringList, orderPairs, topList } from './order-pairs.ts';
import { recommend } from './recommend.ts';
import { rivals } from './recommender.ts';

type Row = readonly [customer: string, item: string, day: number, segment?: string];
const columns = (rows: readonly Row[]) => ({
  customer: rows.map(([customer]) => customer),
  item: rows.map(([, item]) => item),
  day: rows.map(([, , day]) => day),
  segment: rows.map(([, , , segment]) => segment),
});

/** Every customer buys a machine, later its own kind of refill, again and again; noise items besides. */
function machinesAndRefills(customers: number, seed = 1): Row[] {
  const random = seededRandom(seed);
  return Array.from({ length: customers }, (_, c) => {
    const kind = random.integer(12);
    const start = random.integer(100);
    const rows: Row[] = [[`c${c}`, `machine ${kind}`, start]];
    for (let order = 1; order <= 4; order++) {
      rows.push(
        [`c${c}`, `refill ${kind}`, start + 40 * order],
        [`c${c}`, `extra ${random.integer(20)}`, start + 40 * order],
      );
    }
    return rows;
  }).flat();
}

describe('recommend', () => {
  it('beats popularity and item-kNN by far where purchases depend on each other, and says why', () => {
    const found = recommend(columns(machinesAndRefills(400)), { k: 3, holdout: 150 });
    const { hitRate, popularity, itemKnn, overPopularity } = found.evaluation!;
    expect(hitRate).toBeGreaterThan(1.5 * popularity);
    expect(hitRate).toBeGreaterThanOrEqual(itemKnn);
    expect(overPopularity.low).toBeGreaterThan(0);
    const [first] = found.customers;
    expect(first.items[0].item).toMatch(/^refill/);
    expect(first.items[0].reasons[0]).toMatchObject({ because: 'bought' });
  });

  it('learns which items are bought again and which are not', () => {
    const rows = machinesAndRefills(200);
    const bought = (list: readonly { item: string }[], what: RegExp) => list.some(({ item }) => what.test(item));
    const { customers } = recommend(columns(rows), { k: 3 });
    expect(customers.every(({ items }) => bought(items, /^refill/))).toBe(true);
    expect(customers.some(({ items }) => bought(items, /^machine/))).toBe(false);
    const fresh = recommend(columns(rows), { k: 3, newOnly: true });
    const own = new Set(rows.filter(([id]) => id === 'c0').map(([, item]) => item));
    expect(fresh.customers[0].items.some(({ item }) => own.has(item))).toBe(false);
  });

  it('takes up own habits where everyone buys their own things again, and says so', () => {
    const random = seededRandom(7);
    const rows = Array.from({ length: 150 }, (_, c): Row[] => {
      const own = Array.from({ length: 3 }, () => `item ${random.integer(300)}`);
      return Array.from({ length: 8 }, (_order, i): Row[] => [
        [`c${c}`, own[random.integer(3)], 20 * i + (c % 15)],
        [`c${c}`, `item ${random.integer(300)}`, 20 * i + (c % 15)],
      ]).flat();
    }).flat();
    const { model, evaluation, customers } = recommend(columns(rows), { k: 5, holdout: 100 });
    expect(model).toMatch(/own repeats/);
    expect(evaluation!.hitRate).toBeGreaterThan(1.5 * evaluation!.popularity);
    expect(evaluation!.hitRate).toBeGreaterThanOrEqual(evaluation!.itemKnn);
    expect(customers[0].items[0].reasons[0]).toMatchObject({ because: 'bought again', orders: 6 });
  });

  it('knows the best single list in hindsight: all alike are hit by one item', () => {
    const rows = Array.from({ length: 60 }, (_, c): Row[] => [
      [`c${c}`, 'a', c % 10],
      [`c${c}`, c < 30 ? 'x' : 'y', 50 + (c % 10)],
    ]).flat();
    const rate = (k: number) => recommend(columns(rows), { k, holdout: 20 }).evaluation!.hindsight;
    expect(rate(1)).toBeCloseTo(0.5, 12);
    expect(rate(2)).toBe(1);
  });

  it('offers only what may be offered', () => {
    const offered = new Set(['extra 1', 'extra 2']);
    for (const { items } of recommend(columns(machinesAndRefills(60)), { offered }).customers) {
      expect(items.every(({ item }) => offered.has(item))).toBe(true);
    }
  });

  it('gives newcomers the list of their segment', () => {
    const rows = Array.from({ length: 200 }, (_, i): Row[] => {
      const segment = i % 2 === 0 ? 'shop' : 'office';
      return [0, 30].map((day) => [`c${i}`, segment === 'shop' ? 'sign' : 'paper', day + (i % 20), segment]);
    }).flat();
    const of = (segment: string) =>
      recommend(columns(rows), { only: ['nobody'], segment, k: 1 }).customers[0].items[0].item;
    expect([of('shop'), of('office')]).toEqual(['sign', 'paper']);
  });

  it('keeps its promises on any data: no repeats, falling places, no future in the lists', () => {
    const row = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('p', 'q', 'r', 's', 't'), fc.nat(30));
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 60 }),
        fc.nat(30),
        fc.integer({ min: 1, max: 6 }),
        (rows, day, k) => {
          const known = new Set<string>(rows.filter(([, , at]) => at <= day).map(([, item]) => item));
          if (known.size === 0) {
            expect(() => recommend(columns(rows), { k, holdout: day })).toThrow(/hold-out/);
            return;
          }
          const { customers, evaluation } = recommend(columns(rows), { k, holdout: day });
          for (const { items } of customers) {
            expect(new Set(items.map(({ item }) => item)).size).toBe(items.length);
            expect(items.length).toBeLessThanOrEqual(k);
            expect(items.every(({ item, score }) => known.has(item) && score > 0 && Number.isFinite(score))).toBe(true);
          }
          for (const rate of evaluation === undefined
            ? []
            : [evaluation.hitRate, evaluation.popularity, evaluation.itemKnn]) {
            expect(rate).toBeGreaterThanOrEqual(0);
            expect(rate).toBeLessThanOrEqual(1);
          }
          // what comes after the hold-out changes no list
          const past = recommend(columns(rows.filter(([, , at]) => at <= day)), { k, holdout: day });
          const best = new Map(past.customers.map(({ id, items }) => [id, items[0]?.score]));
          expect(best.size).toBe(customers.length);
          for (const { id, items } of customers) expect(items[0]?.score).toBeCloseTo(best.get(id) ?? Number.NaN, 10);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuses what cannot be', () => {
    expect(() => recommend(columns([]))).toThrow(/at least one purchase/);
    expect(() => recommend(columns([['a', 'p', 1]]), { k: 0 })).toThrow(/invalid k: 0/);
    expect(recommend(columns([['a', 'p', 1]])).evaluation).toBeUndefined();
  });
});

describe('the parts', () => {
  const history = gatherOrders(
    columns([
      ['a', 'p', 1],
      ['a', 'q', 1],
      ['a', 'r', 5],
      ['b', 'p', 2],
      ['b', 'r', 9],
      ['c', 'q', 3],
    ]),
  );

  it('item-kNN is the cosine of buyers', () => {
    const { neighbours } = learnItemKnn(history);
    const [p, q, r] = ['p', 'q', 'r'].map((item) => history.items.indexOf(item));
    const cosine = (a: number, b: number) => neighbours[a].find(({ item }) => item === b)?.cosine;
    expect(cosine(p, r)).toBeCloseTo(1, 12);
    expect(cosine(p, q)).toBeCloseTo(1 / 2, 12);
  });

  it('next order: shares times shrunken lifts', () => {
    const model = learnNextOrder(history, { halfLife: Number.POSITIVE_INFINITY, prior: 2, trust: 1 });
    const [p, r] = ['p', 'r'].map((item) => history.items.indexOf(item));
    const share = 2 / 5; // 2 of the 5 orders hold r
    const lift = (2 + 2 * share) / ((2 + 2) * share); // both orders after p hold r
    expect(scoreNextOrder(model, [p], undefined)[r]).toBeCloseTo(share * lift, 12);
  });

  it('factors tell two groups apart', () => {
    const rows = Array.from({ length: 40 }, (_, i): Row[] =>
      ['x', 'y', 'z'].filter((_, j) => (i + j) % 3 !== 0).map((letter) => [`c${i}`, `${i % 2}${letter}`, 1]),
    ).flat();
    const grouped = gatherOrders(columns(rows));
    const model = learnImplicitAls(grouped, {
      factors: 4,
      confidence: 10,
      regularisation: 0.1,
      iterations: 10,
      seed: 1,
    });
    const scores = scoreImplicitAls(model, [grouped.items.indexOf('0x')]);
    expect(scores[grouped.items.indexOf('0y')]).toBeGreaterThan(1.2 * Math.abs(scores[grouped.items.indexOf('1y')]));
  });

  it('covering puts constant companions after items of other orders', () => {
    const rows: Row[] = [];
    for (let i = 0; i < 10; i++) rows.push([`a${i}`, 'bottle', 1], [`a${i}`, 'cage', 1]);
    for (let i = 0; i < 8; i++) rows.push([`b${i}`, 'cap', 1]);
    const shop = gatherOrders(columns(rows));
    const scores = Float64Array.from(shop.items, (item) => (item === 'cap' ? 8 : 10));
    const names = (list: readonly number[]) => list.map((item) => shop.items[item]);
    expect(names(topList(scores, 2))).toEqual(['bottle', 'cage']);
    expect(names(coveringList(scores, 2, orderPairs(shop, Number.POSITIVE_INFINITY)))).toEqual(['bottle', 'cap']);
  });

  it('counts hits as by hand', () => {
    const test = backTest(history, 3);
    expect(test.customers.map((customer) => history.customers[customer])).toEqual(['a', 'b']);
    expect(countHits(rivals.popularity, test, 1)).toMatchObject({ hitRate: 0, recall: 0 });
    expect(until(history, 3).orders[0]).toHaveLength(1);
    expect(orderQuantile(history, 0.8)).toBeLessThan(history.lastDay);
  });
});
