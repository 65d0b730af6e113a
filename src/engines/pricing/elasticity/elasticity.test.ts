import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import type { DemandPanel } from './demand-panel.ts';
import { estimateElasticity } from './estimate-elasticity.ts';

const expected: {
  poisson: {
    x: number[];
    z: number[];
    shop: number[];
    count: number[];
    slope: number;
    other: number;
    dispersion: number;
    stdError: number;
  };
  mixed: { product: number[]; price: number[]; quantity: number[]; mean: number; sd: number; slopes: number[] };
} = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../test/reference/pricing/expected.json'), 'utf8'));

interface World {
  readonly products: number;
  readonly periods: number;
  readonly stores?: number;
  readonly spread?: number;
  readonly noise?: number;
  readonly common?: number;
}

/** Demand with known elasticities around −2, promotion and, when asked for, shocks common to all. */
function world(seed: number, { products, periods, stores = 1, spread = 0.4, noise = 0.3, common = 0 }: World) {
  const random = seededRandom(seed);
  const rows = {
    product: [] as string[],
    store: [] as string[],
    period: [] as number[],
    price: [] as number[],
    quantity: [] as number[],
    promotion: [] as number[],
    season: 12,
  };
  const shock = Array.from({ length: periods }, () => common * random.normal());
  const truth = Array.from({ length: products }, () => -2 + spread * random.normal());
  truth.forEach((slope, p) => {
    for (let s = 0; s < stores; s++) {
      const level = 4 + random.normal();
      for (let t = 0; t < periods; t++) {
        const on = random.next() < 0.15 ? 1 : 0;
        const move = 0.1 * random.normal() - 0.15 * on;
        rows.product.push(`p${p}`);
        rows.store.push(`s${s}`);
        rows.period.push(t);
        rows.promotion.push(on);
        rows.price.push(10 * Math.exp(move));
        rows.quantity.push(Math.exp(level + slope * move + 0.5 * on + shock[t] + noise * random.normal()));
      }
    }
  });
  return { panel: rows as DemandPanel, truth };
}

describe('against R', () => {
  it('partial pooling agrees with a mixed model of lme4 whose slopes vary by product', () => {
    const { product, price, quantity, mean, sd, slopes } = expected.mixed;
    const found = estimateElasticity({ product: product.map(String), price, quantity, season: 1 });
    // lme4 knows one residual variance and plugs the spread in; here variances differ and Morris draws a little less
    expect(found.pooling!.means[0].mean).toBeCloseTo(mean, 1);
    expect(Math.abs(found.pooling!.spread - sd) / sd).toBeLessThan(0.1);
    found.elasticities.forEach(({ estimate }, p) => expect(Math.abs(estimate! - slopes[p])).toBeLessThan(0.1));
  });
  it('products with periods without a sale: slope, dispersion and error of glm(poisson) with shop effects', () => {
    const { x, z, shop, count, slope, other, dispersion, stdError } = expected.poisson;
    const found = estimateElasticity({
      product: x.map(() => 'a'),
      store: shop.map(String),
      price: x.map(Math.exp),
      competitorPrice: z.map(Math.exp),
      quantity: count,
      season: 1,
    }).elasticities[0];
    expect(found.method).toBe('poisson');
    expect(found.own!.estimate).toBeCloseTo(slope, 7);
    expect(found.terms[0].estimate).toBeCloseTo(other, 7);
    expect(found.own!.stdError).toBeGreaterThanOrEqual(stdError * Math.sqrt(dispersion) - 1e-7);
  });
});

describe('planted elasticities', () => {
  it('are recovered, and intervals cover at their level', () => {
    let [hits, count, off] = [0, 0, 0];
    for (let seed = 0; seed < 12; seed++) {
      const { panel, truth } = world(seed, { products: 20, periods: 36, stores: 2, common: 0.3 });
      estimateElasticity(panel).elasticities.forEach(({ estimate, low, high }, p) => {
        count += 1;
        off += Math.abs(estimate! - truth[p]);
        if (low! <= truth[p] && truth[p] <= high!) hits += 1;
      });
    }
    expect(hits / count).toBeGreaterThan(0.92);
    expect(hits / count).toBeLessThan(0.99);
    expect(off / count).toBeLessThan(0.3);
  });
  it('thin products come closer to the truth by borrowing', () => {
    let [alone, drawn] = [0, 0];
    for (let seed = 0; seed < 6; seed++) {
      const { panel, truth } = world(100 + seed, { products: 25, periods: 12, noise: 0.5 });
      const error = (pooling: 'none' | 'partial'): number =>
        estimateElasticity(panel, { pooling }).elasticities.reduce(
          (sum, { estimate }, p) => sum + Math.abs(estimate! - truth[p]),
          0,
        );
      alone += error('none');
      drawn += error('partial');
    }
    expect(drawn).toBeLessThan(0.7 * alone);
  });
});

describe('cannot tell', () => {
  const { panel } = world(7, { products: 6, periods: 40 });
  const withProduct = (prices: (t: number) => number): DemandPanel => {
    const random = seededRandom(3);
    const add = Array.from({ length: 40 }, (_, t) => t);
    return {
      ...panel,
      product: [...panel.product, ...add.map(() => 'odd')],
      store: [...panel.store!, ...add.map(() => 's0')],
      period: [...Array.from(panel.period!), ...add],
      price: [...Array.from(panel.price), ...add.map(prices)],
      quantity: [...Array.from(panel.quantity), ...add.map(() => Math.exp(3 + 0.2 * random.normal()))],
      promotion: [...Array.from(panel.promotion!), ...add.map(() => 0)],
    };
  };
  it.each([
    ['constantPrice', (): number => 10],
    ['monotonePrice', (t: number): number => 10 + 0.1 * t],
    ['monotonePrice', (t: number): number => (t < 20 ? 10 : 12)],
  ] as const)('%s', (warning, prices) => {
    const odd = estimateElasticity(withProduct(prices)).elasticities.at(-1)!;
    expect(odd.warnings).toContain(warning);
    expect(odd).toMatchObject({ method: 'borrowed', borrowed: 1 });
    expect(odd.high! - odd.low!).toBeGreaterThan(0.5);
  });
  it('one product that never changed its price has no estimate at all', () => {
    const found = estimateElasticity({
      product: ['a', 'a', 'a'],
      period: [1, 2, 3],
      price: [5, 5, 5],
      quantity: [1, 2, 3],
      season: 1,
    });
    expect(found.elasticities[0]).toMatchObject({ estimate: null, low: null, high: null, method: 'none' });
    expect(found.pooled).toBeNull();
  });
  it('suspects prices that follow demand', () => {
    const random = seededRandom(5);
    let price = 10;
    const rows = Array.from({ length: 120 }, (_, t) => {
      const shock = 0.4 * random.normal();
      const row = { t, price, quantity: Math.exp(3 - 1.5 * Math.log(price / 10) + shock) };
      price = 10 * Math.exp(0.5 * shock + 0.05 * random.normal());
      return row;
    });
    const [found] = estimateElasticity({
      product: rows.map(() => 'a'),
      period: rows.map(({ t }) => t),
      price: rows.map((row) => row.price),
      quantity: rows.map((row) => row.quantity),
      season: 1,
    }).elasticities;
    expect(found.warnings).toContain('priceFollowsDemand');
  });
  it('with cost as instrument finds the elasticity that price set by demand hides', () => {
    const random = seededRandom(9);
    const rows = Array.from({ length: 600 }, () => {
      const [cost, shock] = [0.2 * random.normal(), 0.3 * random.normal()];
      const move = 0.7 * cost + 0.5 * shock + 0.03 * random.normal();
      return { cost: 5 * Math.exp(cost), price: 10 * Math.exp(move), quantity: Math.exp(4 - 2 * move + shock) };
    });
    const { instrument, pooled } = estimateElasticity({
      product: rows.map(() => 'a'),
      price: rows.map(({ price }) => price),
      quantity: rows.map(({ quantity }) => quantity),
      cost: rows.map(({ cost }) => cost),
      season: 1,
    });
    expect(pooled!.estimate).toBeGreaterThan(-1.6);
    expect(instrument!.low).toBeLessThan(-2);
    expect(instrument!.high).toBeGreaterThan(-2);
    expect(instrument!.p).toBeLessThan(1e-6);
  });
});

describe('laws', () => {
  const { panel } = world(3, { products: 5, periods: 20, stores: 2 });
  const plain = estimateElasticity(panel);
  it('neither the unit of price or quantity nor the order of rows matters', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.integer(),
        (a, b, seed) => {
          const order = seededRandom(seed).shuffle(panel.product.map((_, row) => row));
          const pick = <T>(values: ArrayLike<T>): T[] => order.map((row) => values[row]);
          const found = estimateElasticity({
            product: pick(panel.product),
            store: pick(panel.store!),
            period: pick(panel.period!),
            promotion: pick(panel.promotion!),
            price: pick(panel.price).map((price) => price * a),
            quantity: pick(panel.quantity).map((quantity) => quantity * b),
            season: 12,
          });
          for (const one of plain.elasticities) {
            const same = found.elasticities.find(({ product }) => product === one.product)!;
            expect(same.estimate).toBeCloseTo(one.estimate!, 6);
            expect(same.low).toBeCloseTo(one.low!, 6);
          }
          expect(found.pooled!.estimate).toBeCloseTo(plain.pooled!.estimate, 6);
        },
      ),
      { numRuns: 15 },
    );
  });
});
