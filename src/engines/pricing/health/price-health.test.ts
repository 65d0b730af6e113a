import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { competitorIndex } from './competitor-index.ts';
import { priceDispersion } from './price-dispersion.ts';
import { priceWaterfall } from './price-waterfall.ts';

const amount = fc.bigInt({ min: -10_000n, max: 10_000_000n });

describe('price waterfall', () => {
  it('list less every step is the pocket price, to the last unit', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount, amount), { minLength: 1, maxLength: 30 }), (rows) => {
        const found = priceWaterfall(
          rows.map(([list]) => list),
          [
            { name: 'a', amounts: rows.map(([, a]) => a) },
            { name: 'b', amounts: rows.map(([, , b]) => b) },
          ],
        );
        expect(found.pocketMinor).toBe(rows.reduce((sum, [list, a, b]) => sum + list - a - b, 0n));
        expect(found.steps[0].minor + found.steps[1].minor + found.pocketMinor).toBe(found.listMinor);
      }),
    );
  });
});

describe('price dispersion', () => {
  it('equal prices leave nothing to recover', () => {
    const { recoverable, products } = priceDispersion(
      [1, 5, 20].map((quantity) => ({ product: 'a', price: 9, quantity })),
    );
    expect(recoverable).toBeCloseTo(0, 9);
    expect(products[0]).toMatchObject({ low: 9, median: 9, high: 9, spread: 0 });
  });
  it('prices that fall with size are no dispersion; one that is too low is', () => {
    const bySize = [1, 2, 4, 8, 16, 32, 64].map((quantity) => ({
      product: 'a',
      price: 10 * quantity ** -0.1,
      quantity,
      group: 'fair',
    }));
    expect(priceDispersion(bySize).recoverable).toBeCloseTo(0, 6);
    const odd = priceDispersion([...bySize, ...bySize, { product: 'a', price: 6, quantity: 4, group: 'odd' }]);
    expect(odd.groups[0]).toMatchObject({ group: 'odd', sales: 1 });
    expect(odd.groups[0].index).toBeLessThan(0.75);
  });
});

describe('competitor index', () => {
  it('is the weighted geometric mean of price ratios', () => {
    const found = competitorIndex([
      { product: 'a', competitor: 'x', price: 11, competitorPrice: 10, quantity: 10 },
      { product: 'b', competitor: 'y', price: 9, competitorPrice: 10, quantity: 30 },
    ]);
    expect(found.index).toBeCloseTo(Math.exp((110 * Math.log(1.1) + 270 * Math.log(0.9)) / 380), 12);
    expect(found).toMatchObject({ products: 2, cheaper: 0.5 });
    expect(found.competitors[0]).toMatchObject({ competitor: 'x' });
  });
});
