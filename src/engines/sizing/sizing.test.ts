import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adbudgCurve, powerCurve } from './response-curve.ts';
import { type SizingSegment, sizeForce } from './size-force.ts';

const segmentOf = fc.record({
  people: fc.integer({ min: 1, max: 3 }),
  sales: fc.integer({ min: 10, max: 500 }),
  elasticity: fc.double({ min: 0.05, max: 1.5, noNaN: true }),
  margin: fc.double({ min: 0.1, max: 1, noNaN: true }),
});

describe('sizeForce', () => {
  it('finds what trying every number finds, with a free and with a fixed total', () => {
    fc.assert(
      fc.property(
        fc.array(segmentOf, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 8 }),
        (rows, total) => {
          const segments = rows.map(
            (row, i): SizingSegment => ({
              id: `s${i}`,
              people: row.people,
              margin: row.margin,
              cost: 20,
              curve: powerCurve(row.people, row.sales, row.elasticity),
            }),
          );
          const profit = (numbers: readonly number[]): number =>
            numbers.reduce(
              (sum, people, s) => sum + segments[s].margin * segments[s].curve.sales(people) - 20 * people,
              0,
            );
          let fixed = Number.NEGATIVE_INFINITY;
          const go = (numbers: number[], left: number): void => {
            if (numbers.length === segments.length - 1) fixed = Math.max(fixed, profit([...numbers, left]));
            else for (let people = 0; people <= left; people++) go([...numbers, people], left - people);
          };
          go([], total);
          const sized = sizeForce(segments, total);
          expect(sized.profit).toBeCloseTo(fixed, 6);
          expect(sized.segments.reduce((sum, { people }) => sum + people, 0)).toBe(total);
          const free = sizeForce(segments);
          expect(free.profit).toBeCloseTo(Math.max(...free.curve), 9);
          expect(profit(free.segments.map(({ people }) => people))).toBeCloseTo(free.profit, 6);
          expect(free.profit).toBeGreaterThanOrEqual(sized.profit - 1e-9);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('follows the rule of Dorfman and Steiner: cost of people over gross profit equals the elasticity', () => {
    const sized = sizeForce([{ id: 'a', people: 100, margin: 0.5, cost: 100, curve: powerCurve(100, 60_000, 0.34) }]);
    const [{ people, sales }] = sized.segments;
    expect((people * 100) / (0.5 * sales)).toBeCloseTo(0.34, 2);
  });
});

describe('adbudgCurve', () => {
  it('goes through what was judged', () => {
    const curve = adbudgCurve(8, 100, { none: 40, halfMore: 120, most: 160 });
    expect([0, 8, 12].map((people) => curve?.sales(people))).toEqual([
      40,
      expect.closeTo(100, 9),
      expect.closeTo(120, 9),
    ]);
    expect(curve?.sales(1e9)).toBeCloseTo(160, 3);
    const step = 1e-6;
    const slope = ((curve?.sales(8 * (1 + step)) ?? 0) / 100 - 1) / step;
    expect(curve?.elasticity).toBeCloseTo(slope, 4);
    expect(adbudgCurve(8, 100, { none: 110, halfMore: 120, most: 160 })).toBeUndefined();
  });
});
