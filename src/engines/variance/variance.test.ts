import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factorVariance } from './factor-variance.ts';
import { type PipelineDeal, figures, pipelineVariance } from './pipeline-variance.ts';
import { type SalesLine, priceVolumeMix } from './price-volume-mix.ts';
import { roundToTotal } from './round-to-total.ts';
import { sequentialParts, shapleyOfProduct } from './shapley.ts';

const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);
const partsOf = (parts: readonly { name: string; minor: bigint }[]) =>
  Object.fromEntries(parts.map(({ name, minor }) => [name, Number(minor)]));

describe('shapleyOfProduct', () => {
  it('is the mean over all orders', () => {
    const factor = fc.double({ min: 0, max: 50, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(factor, factor), { minLength: 1, maxLength: 4 }), (pairs) => {
        const [before, after] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        const orders = permutations(pairs.map((_, i) => i));
        const means = pairs.map(() => 0);
        for (const order of orders) {
          const parts = sequentialParts(
            order.map((i) => before[i]),
            order.map((i) => after[i]),
          );
          order.forEach((i, place) => {
            means[i] += parts[place] / orders.length;
          });
        }
        const scale = 1 + Math.max(...pairs.map(([a, b]) => Math.max(a, b))) ** pairs.length;
        shapleyOfProduct(before, after).forEach((part, i) =>
          expect(Math.abs(part - means[i])).toBeLessThan(1e-12 * scale),
        );
      }),
    );
  });
  it('refuses lists that do not match', () => {
    expect(() => shapleyOfProduct([1], [1, 2])).toThrow(/invalid factors/);
  });
});

describe('roundToTotal', () => {
  it('sums exactly and stays next to each part', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (parts) => {
          const total = BigInt(Math.round(parts.reduce((a, b) => a + b, 0)));
          const rounded = roundToTotal(parts, total);
          expect(sum(rounded)).toBe(total);
          parts.forEach((part, i) => expect(Math.abs(Number(rounded[i]) - part)).toBeLessThanOrEqual(1.5));
        },
      ),
    );
  });
  it('refuses NaN', () => expect(() => roundToTotal([Number.NaN], 1n)).toThrow(/invalid parts/));
});

const line = fc.record({
  slice: fc.tuple(fc.constantFrom('north', 'south'), fc.constantFrom('a', 'b', 'c')),
  quantity: fc.integer({ min: -3, max: 500 }),
  amountMinor: fc.bigInt({ min: -10_000n, max: 10n ** 15n }),
});
const one = (slice: string, quantity: number, amount: number): SalesLine => ({
  slice: [slice],
  quantity,
  amountMinor: BigInt(amount),
});

describe('priceVolumeMix', () => {
  it('gives the textbook figures for one product', () => {
    const { parts, gapMinor } = priceVolumeMix([one('a', 120, 1320)], [one('a', 100, 1000)], {
      dimensions: ['product'],
      convention: 'standard',
    });
    expect(gapMinor).toBe(320n);
    expect(partsOf(parts)).toEqual({ volume: 200, 'mix of product': 0, price: 120 });
  });

  it('shares the interaction of price and volume in Shapley, and gives it to price in the standard order', () => {
    const both = [[one('a', 120, 1320)], [one('a', 100, 1000)], { dimensions: ['product'] }] as const;
    expect(partsOf(priceVolumeMix(...both).parts)).toEqual({ volume: 210, 'mix of product': 0, price: 110 });
  });

  it('sees mix: same volume, same prices, more of the cheap one', () => {
    const { parts, slices } = priceVolumeMix(
      [one('dear', 40, 4000), one('cheap', 60, 600)],
      [one('dear', 60, 6000), one('cheap', 40, 400)],
      {
        dimensions: ['product'],
      },
    );
    expect(partsOf(parts)).toEqual({ volume: 0, 'mix of product': -1800, price: 0 });
    for (const slice of slices) expect(partsOf(slice.parts)['mix of product']).toBe(-900);
  });

  it('tells new, lost and unpriced slices apart', () => {
    const { parts, slices } = priceVolumeMix(
      [one('stays', 10, 100), one('arrives', 5, 70), one('credit', 0, -30)],
      [one('stays', 10, 100), one('leaves', 4, 40), one('credit', 2, 20)],
      { dimensions: ['product'] },
    );
    expect(partsOf(parts)).toEqual({
      volume: 0,
      'mix of product': 0,
      price: 0,
      new: 70,
      lost: -40,
      'without quantity': -50,
    });
    expect(slices.find(({ slice }) => slice[0] === 'credit')?.status).toBe('without quantity');
  });

  it.each(['shapley', 'standard'] as const)('%s: every sum is exact, whatever the data', (convention) => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.array(line, { maxLength: 12 }), (actual, reference) => {
        if (actual.length + reference.length === 0) return;
        const found = priceVolumeMix(actual, reference, { dimensions: ['region', 'product'], convention });
        const amount = (lines: readonly SalesLine[]) => sum(lines.map((each) => each.amountMinor));
        expect(found.gapMinor).toBe(amount(actual) - amount(reference));
        expect(sum(found.parts.map((part) => part.minor))).toBe(found.gapMinor);
        expect(sum(found.slices.map((slice) => slice.gapMinor))).toBe(found.gapMinor);
        for (const slice of found.slices) expect(sum(slice.parts.map((part) => part.minor))).toBe(slice.gapMinor);
      }),
    );
  });

  it('turns sign when the sides are exchanged (Shapley), up to a unit per slice', () => {
    const plain = fc.array(
      fc.record({
        slice: fc.tuple(fc.constantFrom('n', 's'), fc.constantFrom('a', 'b')),
        quantity: fc.integer({ min: 1, max: 90 }),
        amountMinor: fc.bigInt({ min: 1n, max: 99_999n }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(plain, plain, (actual, reference) => {
        const options = { dimensions: ['region', 'product'] };
        const there = partsOf(priceVolumeMix(actual, reference, options).parts);
        const back = partsOf(priceVolumeMix(reference, actual, options).parts);
        for (const name of ['volume', 'mix of region', 'mix of product', 'price']) {
          expect(Math.abs((there[name] ?? 0) + (back[name] ?? 0))).toBeLessThanOrEqual(8);
        }
      }),
    );
  });

  it('gives no mix when all prices are equal and no price when prices stay', () => {
    const quantities = fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(quantities, quantities, (before, after) => {
        const lines = (list: readonly number[]) => list.map((quantity, i) => one(`p${i}`, quantity, quantity * 700));
        const parts = partsOf(priceVolumeMix(lines(after), lines(before), { dimensions: ['product'] }).parts);
        expect(Math.abs(parts['mix of product'])).toBeLessThanOrEqual(3);
        expect(Math.abs(parts.price)).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('refuses emptiness', () => {
    expect(() => priceVolumeMix([], [], { dimensions: ['product'] })).toThrow(/at least one line/);
    expect(() => priceVolumeMix([one('a', 1, 1)], [], { dimensions: [] })).toThrow(/invalid dimensions/);
  });
});

const deal = fc
  .record({
    owner: fc.constantFrom('ann', 'bob'),
    created: fc.integer({ min: 0, max: 150 }),
    length: fc.integer({ min: 0, max: 90 }),
    state: fc.constantFrom('open', 'won', 'lost'),
    amount: fc.bigInt({ min: 1n, max: 10n ** 9n }),
  })
  .map(
    ({ owner, created, length, state, amount }): PipelineDeal => ({
      slice: [owner],
      created,
      closed: state === 'open' ? undefined : created + length,
      won: state === 'won',
      amountMinor: amount,
    }),
  );

describe('pipelineVariance', () => {
  it('sums to the gap exactly, in every slice and in all', () => {
    fc.assert(
      fc.property(fc.array(deal, { minLength: 1, maxLength: 30 }), (deals) => {
        const [actual, reference] = [
          { from: 90, to: 180 },
          { from: 0, to: 89 },
        ];
        if (figures(deals, actual).openDeals + figures(deals, reference).openDeals === 0) return;
        const found = pipelineVariance(deals, actual, reference);
        const won = (from: number, to: number) =>
          sum(deals.filter((d) => d.won && d.closed! >= from && d.closed! <= to).map((d) => d.amountMinor));
        expect(found.gapMinor).toBe(won(90, 180) - won(0, 89));
        expect(sum(found.parts.map((part) => part.minor))).toBe(found.gapMinor);
        for (const slice of found.slices) expect(sum(slice.parts.map((part) => part.minor))).toBe(slice.gapMinor);
      }),
    );
  });

  it('names the one thing that changed', () => {
    const period = (start: number, size: bigint, wins: number): PipelineDeal[] =>
      Array.from({ length: 10 }, (_, i) => ({
        slice: [],
        created: start + i,
        closed: start + i + 20,
        won: i < wins,
        amountMinor: size,
      }));
    const change = (deals: readonly PipelineDeal[]) =>
      partsOf(pipelineVariance(deals, { from: 100, to: 199 }, { from: 0, to: 99 }).parts);
    const none = { 'days in the period': 0, 'number of open deals': 0, cycle: 0, 'win rate': 0, 'deal size': 0 };
    expect(change([...period(0, 100n, 5), ...period(100, 130n, 5)])).toEqual({ ...none, 'deal size': 150 });
    expect(change([...period(0, 100n, 5), ...period(100, 100n, 7)])).toEqual({ ...none, 'win rate': 200 });
    const more = change([...period(0, 100n, 5), ...period(100, 100n, 5), ...period(130, 100n, 5)]);
    expect(more).toEqual({ ...none, 'number of open deals': 500 });
  });

  it('refuses periods turned round and pipelines without deals', () => {
    expect(() => pipelineVariance([], { from: 5, to: 1 }, { from: 0, to: 1 })).toThrow(/ends before it begins/);
    expect(() => pipelineVariance([], { from: 5, to: 9 }, { from: 0, to: 1 })).toThrow(/at least one deal/);
  });
});

describe('factorVariance', () => {
  it('splits headcount × deals × size', () => {
    const found = factorVariance(
      ['headcount', 'deals per head', 'size'],
      [{ slice: [], reference: [10, 4, 100], actual: [10, 5, 100] }],
      100,
    );
    expect(partsOf(found.parts)).toEqual({ headcount: 0, 'deals per head': 100_000, size: 0 });
    expect(found.gapMinor).toBe(100_000n);
    expect(() => factorVariance(['a'], [], 100)).toThrow(/at least one slice/);
    expect(() => factorVariance(['a'], [{ slice: [], reference: [1, 2], actual: [1] }], 100)).toThrow(
      /invalid factors/,
    );
  });
});

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));
}
