import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { fillGaps } from './fill-gaps.ts';
import { repairUnusual } from './unusual-values.ts';

describe('missing periods', () => {
  it('are filled on the line and with the season of their place', () => {
    const full = Array.from({ length: 36 }, (_, t) => 10 + t + [0, 5, -5][t % 3]);
    const holes = full.map((value, t) => ([10, 17, 18].includes(t) ? undefined : value));
    const { y, filled } = fillGaps(holes, 3);
    expect(filled).toEqual([10, 17, 18]);
    for (const t of filled) expect(y[t]).toBeCloseTo(full[t], 6);
  });
});

describe('unusual values', () => {
  const random = seededRandom('unusual');
  const calm = Float64Array.from({ length: 60 }, (_, t) => 100 + 0.5 * t + random.normal());

  it('replaces a planted outlier and leaves a calm series alone', () => {
    expect(repairUnusual(calm, 1)).toMatchObject({ outliers: [], shifts: [] });
    const y = calm.slice();
    y[30] += 60;
    const { outliers, y: clean } = repairUnusual(y, 1);
    expect(outliers.map(({ at }) => at)).toEqual([30]);
    expect(Math.abs(clean[30] - calm[30])).toBeLessThan(4);
  });

  it('lifts the history before a change of level', () => {
    const y = calm.map((value, t) => (t < 35 ? value : value + 80));
    const { shifts, outliers, y: clean } = repairUnusual(y, 1);
    expect(outliers).toEqual([]);
    expect(shifts).toHaveLength(1);
    expect(shifts[0].at).toBe(35);
    expect(shifts[0].by).toBeGreaterThan(70);
    expect(Math.abs(clean[34] - clean[35])).toBeLessThan(12);
  });

  it('does not touch the last two values', () => {
    const y = calm.slice();
    y[59] += 90;
    expect(repairUnusual(y, 1).outliers).toEqual([]);
  });
});
