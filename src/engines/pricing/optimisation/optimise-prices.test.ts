import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optimisePrices } from './optimise-prices.ts';
import type { PricedProduct } from './price-limits.ts';
import { type PriceRules, type ProductRules, readPriceRules } from './price-rules.ts';

const none: PriceRules = { decimals: 2, all: {}, products: new Map(), lines: [], ladders: [], volume: [] };
const solved = (products: readonly PricedProduct[], rules: PriceRules, objective: 'profit' | 'revenue' = 'profit') => {
  const found = optimisePrices(products, rules, objective);
  if ('conflicts' in found) throw new Error(`infeasible: ${JSON.stringify(found.conflicts)}`);
  return found;
};

describe('one product', () => {
  const coffee: PricedProduct = { product: 'coffee', price: 10, cost: 6, elasticity: -3, quantity: 100 };
  it('takes cost·e/(1+e) when nothing holds it', () => {
    const { prices, gap, after } = solved([coffee], none);
    expect(prices[0].optimal).toBe(9);
    expect(gap).toBe(0);
    expect(after.profit).toBeCloseTo(3 * 100 * 0.9 ** -3, 9);
    expect(prices[0].reasons).toEqual(['by itself 9.00: cost 6.00 × 1.500 at elasticity -3.00']);
  });
  it('says which rule holds it and what that costs', () => {
    const { prices, rules } = solved([coffee], { ...none, all: { floor: 9.5 } });
    expect(prices[0]).toMatchObject({
      optimal: 9.5,
      reasons: ['held by: floor 9.50', expect.stringMatching(/^by itself 9\.00/)],
    });
    const profit = (p: number): number => (p - 6) * 100 * (p / 10) ** -3;
    expect(rules[0]).toMatchObject({ rule: 'coffee: floor 9.50' });
    expect(rules[0].worth).toBeCloseTo(profit(9) - profit(9.5), 9);
    expect(rules[0].marginal).toBeCloseTo((profit(9.5 - 1e-6) - profit(9.5 + 1e-6)) / 2e-6, 4);
  });
  it('ends as told, and keeps a product whose elasticity cannot be told', () => {
    expect(solved([coffee], { ...none, all: { endings: ['.99', '.49'] } }).prices[0].optimal).toBe(8.99);
    expect(solved([{ ...coffee, elasticity: null }], none).prices[0]).toMatchObject({ optimal: 10, change: 0 });
  });
  it('does not run away where demand hardly answers', () => {
    expect(solved([{ ...coffee, elasticity: -0.5 }], none).prices[0].optimal).toBe(13);
  });
});

describe('rules that cannot hold together', () => {
  const two: PricedProduct[] = [
    { product: 'small', price: 5, cost: 2, elasticity: -2, quantity: 10 },
    { product: 'large', price: 8, cost: 3, elasticity: -2, quantity: 10 },
  ];
  it('are named, and only they', () => {
    const rules: PriceRules = {
      ...none,
      all: { maxIncrease: 0.5, maxDecrease: 0.5 },
      products: new Map([
        ['small', { floor: 7 }],
        ['large', { ceiling: 7.5 }],
      ]),
      ladders: [
        { name: 'large above small by at least 10%', lower: 'small', higher: 'large', atLeast: { share: 0.1 } },
      ],
    };
    expect(optimisePrices(two, rules, 'profit')).toEqual({
      conflicts: [['small: floor 7.00', 'large: ceiling 7.50', 'large above small by at least 10%']],
    });
  });
  it('a volume guard that no allowed price reaches', () => {
    const rules: PriceRules = { ...none, all: { floor: 8 }, volume: [{ name: 'all of it', atLeast: 1 }] };
    const found = optimisePrices([two[0]], rules, 'profit');
    expect(found).toEqual({ conflicts: [['small: floor 8.00', 'all of it']] });
  });
  it('refuses rules about strangers', () => {
    expect(() => optimisePrices(two, { ...none, lines: [['small', 'medium']] }, 'profit')).toThrow(
      /no product named "medium"/,
    );
  });
});

/** Every combination of allowed prices, tried. */
function bruteForce(
  products: readonly PricedProduct[],
  rules: PriceRules,
  objective: 'profit' | 'revenue',
): number | undefined {
  const unit = 10 ** rules.decimals;
  const options = products.map((one) => {
    const own: ProductRules = { ...rules.all, ...rules.products.get(one.product) };
    const found: number[] = [];
    for (let tick = 1; tick <= one.price * unit * 3; tick++) {
      const price = tick / unit;
      if (
        price > one.price * (1 + (own.maxIncrease ?? 9)) + 1e-9 ||
        price < one.price * (1 - (own.maxDecrease ?? 1)) - 1e-9
      )
        continue;
      if (price < (own.floor ?? 0) - 1e-9 || price > (own.ceiling ?? 1e9) + 1e-9) continue;
      if (own.marginFloor !== undefined && price < one.cost / (1 - own.marginFloor) - 1e-9) continue;
      if (own.endings && !own.endings.some((ending) => price.toFixed(rules.decimals).endsWith(ending))) continue;
      found.push(price);
    }
    return found;
  });
  const place = (name: string): number => products.findIndex(({ product }) => product === name);
  const today = products.reduce((sum, { quantity }) => sum + quantity, 0);
  let best: number | undefined;
  const at: number[] = [];
  const visit = (i: number): void => {
    if (i < products.length) {
      for (const price of options[i]) {
        at[i] = price;
        visit(i + 1);
      }
      return;
    }
    for (const { lower, higher, atLeast, atMost } of rules.ladders) {
      const [a, b] = [at[place(lower)], at[place(higher)]];
      if (atLeast && b < ('share' in atLeast ? a * (1 + atLeast.share) : a + atLeast.amount) - 1e-9) return;
      if (atMost && b > ('share' in atMost ? a * (1 + atMost.share) : a + atMost.amount) + 1e-9) return;
    }
    for (const line of rules.lines) if (new Set(line.map((name) => at[place(name)])).size > 1) return;
    let [sold, value] = [0, 0];
    products.forEach((one, k) => {
      const quantity = one.quantity * (at[k] / one.price) ** one.elasticity!;
      sold += quantity;
      value += objective === 'profit' ? (at[k] - one.cost) * quantity : at[k] * quantity;
    });
    for (const { atLeast } of rules.volume) if (sold < atLeast * today * (1 - 1e-9)) return;
    if (best === undefined || value > best) best = value;
  };
  visit(0);
  return best;
}

describe('equal to brute force', () => {
  const cases = fc.record({
    products: fc.array(
      fc.record({
        price: fc.integer({ min: 10, max: 60 }),
        cost: fc.integer({ min: 2, max: 40 }),
        elasticity: fc.double({ min: -4, max: -0.2, noNaN: true }),
        quantity: fc.integer({ min: 1, max: 100 }),
      }),
      { minLength: 2, maxLength: 4 },
    ),
    change: fc.double({ min: 0.05, max: 0.35, noNaN: true }),
    marginFloor: fc.option(fc.double({ min: 0, max: 0.4, noNaN: true }), { nil: undefined }),
    endings: fc.boolean(),
    ladders: fc.array(
      fc.record({
        a: fc.integer({ min: 0, max: 3 }),
        b: fc.integer({ min: 0, max: 3 }),
        share: fc.integer({ min: -20, max: 30 }),
        most: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
    line: fc.boolean(),
    guard: fc.option(fc.double({ min: 0.6, max: 1.15, noNaN: true }), { nil: undefined }),
    objective: fc.constantFrom('profit' as const, 'revenue' as const),
  });
  it('on small cases with ladders (circles too), lines, endings, margins and a volume guard', () => {
    let [solvedCases, impossible] = [0, 0];
    fc.assert(
      fc.property(cases, (given) => {
        const products = given.products.map(
          (one, i): PricedProduct => ({ product: `p${i}`, ...one, price: one.price / 10, cost: one.cost / 10 }),
        );
        const n = products.length;
        const rules: PriceRules = {
          decimals: 1,
          all: {
            maxIncrease: given.change,
            maxDecrease: given.change,
            ...(given.marginFloor === undefined ? {} : { marginFloor: given.marginFloor }),
            ...(given.endings ? { endings: ['5', '9', '0', '2', '7'] } : {}),
          },
          products: new Map(),
          lines: given.line && n > 2 ? [['p0', 'p2']] : [],
          ladders: given.ladders
            .filter(({ a, b }) => a % n !== b % n)
            .map(({ a, b, share, most }, i) => ({
              name: `ladder ${i}`,
              lower: `p${a % n}`,
              higher: `p${b % n}`,
              ...(most ? { atMost: { share: share / 100 + 0.2 } } : { atLeast: { share: share / 100 } }),
            })),
          volume: given.guard === undefined ? [] : [{ name: 'volume', atLeast: given.guard }],
        };
        const best = bruteForce(products, rules, given.objective);
        const found = optimisePrices(products, rules, given.objective);
        if (best === undefined) {
          expect(found).toHaveProperty('conflicts');
          impossible += 1;
          return;
        }
        if ('conflicts' in found) throw new Error(`brute force finds ${best}: ${JSON.stringify(found.conflicts)}`);
        expect(found.after[given.objective]).toBeCloseTo(best, 7);
        expect(found.gap).toBe(0);
        solvedCases += 1;
      }),
      { numRuns: 300 },
    );
    expect(solvedCases).toBeGreaterThan(40);
    expect(impossible).toBeGreaterThan(5);
  });
});

describe('the constraints document', () => {
  it('reads shares, amounts and lists', () => {
    const read = readPriceRules({
      decimals: 2,
      all: { maxChange: '15%', marginFloor: 0.25, endings: ['.99'], competitorIndex: ['0.9', 1.1] },
      products: { a: { ceiling: '12.99' }, b: { fixed: true } },
      lines: [['a', 'c']],
      ladders: [{ lower: 'a', higher: 'b', atLeast: '10%', atMost: 3 }],
      volume: [{ atLeast: '95%' }],
    });
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    expect(read.rules.all).toEqual({
      maxIncrease: 0.15,
      maxDecrease: 0.15,
      marginFloor: 0.25,
      endings: ['.99'],
      competitorIndex: [0.9, 1.1],
    });
    expect(read.rules.ladders[0]).toMatchObject({
      atLeast: { share: 0.1 },
      atMost: { amount: 3 },
      name: 'b above a by at least 10% and by at most 3',
    });
    expect(read.rules.volume[0]).toMatchObject({ atLeast: 0.95 });
  });
  it('lists what is wrong with its place', () => {
    const read = readPriceRules({
      all: { maxChange: 'much', colour: 1, competitorIndex: [1] },
      ladders: [{ lower: 'a' }],
      volume: [{}],
      decimals: 1.5,
    });
    expect('problems' in read && read.problems.map(({ pointer }) => pointer)).toEqual([
      '/decimals',
      '/ladders/0/higher',
      '/ladders/0',
      '/volume/0',
      '/all/colour',
      '/all/maxChange',
      '/all/competitorIndex',
    ]);
  });
});
