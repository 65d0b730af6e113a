import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abc } from './abc.ts';
import { xyz } from './xyz.ts';

const expected = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../test/reference/segmentation/expected.json'), 'utf8'),
);

describe('abc', () => {
  it('keeps the item that crosses a cut in the higher class', () => {
    const { items } = abc(
      new Map([
        ['p', 50],
        ['q', 35],
        ['r', 11],
        ['s', 4],
      ]),
    );
    expect(items.map((item) => item.class)).toEqual(['A', 'A', 'B', 'C']);
    expect(items.map((item) => item.cumulative)).toEqual([0.5, 0.85, 0.96, 1]);
  });

  it('agrees with NumPy on the Gini coefficient', () => {
    const values = expected.gini.values as number[];
    expect(abc(new Map(values.map((value, i) => [`i${i}`, value]))).gini).toBeCloseTo(expected.gini.value, 12);
  });

  it('puts items without value into C and leaves them out of the total', () => {
    const { items } = abc(
      new Map([
        ['p', 10],
        ['returned', -5],
        ['none', 0],
      ]),
    );
    expect(items).toMatchObject([
      { id: 'p', class: 'A', share: 1 },
      { id: 'none', class: 'C', share: 0 },
      { id: 'returned', class: 'C', share: 0, value: -5 },
    ]);
  });

  it('obeys its laws whatever the values and the scale', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 50 }),
        fc.constantFrom(1e-9, 1, 1e9),
        (values, scale) => {
          const { items } = abc(new Map(values.map((value, i) => [`i${i}`, value * scale])));
          expect(items[0].class).toBe('A');
          expect(items.reduce((sum, item) => sum + item.share, 0)).toBeCloseTo(1, 9);
          expect(items.map((item) => item.class).join('')).toMatch(/^A+B*C*$/);
        },
      ),
    );
  });

  it('refuses cuts that do not rise and totals of nothing', () => {
    expect(() => abc(new Map([['a', 1]]), { cuts: [0.9, 0.8] })).toThrow(/invalid cuts/);
    expect(() => abc(new Map([['a', 0]]))).toThrow(/above zero/);
    expect(() => abc(new Map())).toThrow(/above zero/);
  });
});

describe('xyz', () => {
  it('classes by coefficient of variation', () => {
    const { items } = xyz(
      new Map([
        ['steady', [10, 10, 11, 9, 10, 10]],
        ['moving', [2, 10, 4, 12, 1, 8]],
        ['lumpy', [0, 0, 0, 60, 0, 1]],
      ]),
    );
    expect(items.map(({ id, class: name, pattern }) => [id, name, pattern])).toEqual([
      ['steady', 'X', 'smooth'],
      ['moving', 'Y', 'erratic'],
      ['lumpy', 'Z', 'lumpy'],
    ]);
    expect(items[0].variation).toBeCloseTo(Math.sqrt(2 / 5) / 10, 12);
  });

  it('does not depend on the unit', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 3, maxLength: 24 }), (series) => {
        if (series.every((value) => value === 0)) return;
        const [one] = xyz(new Map([['a', series]])).items;
        const [scaled] = xyz(new Map([['a', series.map((value) => value * 1e-9)]])).items;
        expect(scaled.variation).toBeCloseTo(one.variation, 9);
      }),
    );
  });

  it('names items without demand instead of dividing by zero, and refuses too few periods', () => {
    const result = xyz(
      new Map([
        ['none', [0, 0, 0]],
        ['some', [1, 1, 1]],
      ]),
    );
    expect(result.skipped).toEqual([{ id: 'none', reason: 'total demand is not above zero' }]);
    expect(result.items).toMatchObject([{ id: 'some', variation: 0, class: 'X' }]);
    expect(() => xyz(new Map([['a', [1, 2]]]))).toThrow(/at least 3 periods/);
  });
});
