import { describe, expect, it } from 'vitest';
import { leastSquares } from '#engines/numerics/least-squares.ts';
import { matrixFromRows } from '#engines/numerics/matrix.ts';
import { seededRandom } from '#kernel/random.ts';
import { type SteppedUnit, steppedWedge } from './stepped-wedge.ts';

const starts = [2, 2, 3, 3, 4, 4, 5, 5];

/** Eight teams over seven periods, two starting at a time in an order by lot; errors of a team hang together. */
function pilot(seed: number, effect: number, heavy = false): SteppedUnit[] {
  const random = seededRandom(`stepped test ${seed}`);
  return random.shuffle([...starts]).map((start, i) => {
    const level = 100 + 10 * random.normal();
    let error = 0;
    return {
      unit: `team ${i}`,
      start,
      values: Array.from({ length: 7 }, (_, t) => {
        error = 0.6 * error + random.normal() * (heavy && random.next() < 0.1 ? 15 : 2);
        return level + 3 * t + error + (t >= start ? effect : 0);
      }),
    };
  });
}

describe('a stepped pilot', () => {
  it('estimates as least squares with unit and period effects does', () => {
    const units = pilot(1, 6);
    const rows = units.flatMap(({ start }, i) =>
      Array.from({ length: 7 }, (_, t) => [
        t >= start ? 1 : 0,
        ...units.map((_, j) => (i === j ? 1 : 0)),
        ...Array.from({ length: 6 }, (_, s) => (t === s + 1 ? 1 : 0)),
      ]),
    );
    const fit = leastSquares(
      matrixFromRows(rows),
      units.flatMap(({ values }) => values),
    );
    expect(steppedWedge(units).estimate).toBeCloseTo(fit.coefficients[0], 9);
  });
  it.each([false, true])('rejects no effect as seldom as the level says, rare large errors %s', (heavy) => {
    const runs = 200;
    let rejected = 0;
    for (let seed = 0; seed < runs; seed++) if (steppedWedge(pilot(seed, 0, heavy)).p <= 0.05) rejected += 1;
    expect(rejected / runs).toBeLessThan(0.08);
    expect(rejected / runs).toBeGreaterThan(0.02);
  });
  it('covers the planted effect as often as the level says', () => {
    const runs = 200;
    let [covered, warned] = [0, 0];
    for (let seed = 0; seed < runs; seed++) {
      const { low, high, warnings } = steppedWedge(pilot(1000 + seed, 6));
      if (low <= 6 && 6 <= high) covered += 1;
      if (warnings.length > 0) warned += 1;
    }
    expect(warned / runs).toBeLessThan(0.05);
    expect(covered / runs).toBeGreaterThan(0.92);
    expect(covered / runs).toBeLessThan(0.985);
  });
  it('goes through all orders when they are few, and p agrees with whether 0 is inside', () => {
    const found = steppedWedge(pilot(3, 6));
    expect(found).toMatchObject({ orders: 2520, exact: true, units: 8, steps: 4 });
    expect(found.p <= 0.05).toBe(found.low > 0 || found.high < 0);
  });
  it('shows how the effect grows with time since the start', () => {
    const units = pilot(5, 0).map((unit) => ({
      ...unit,
      values: unit.values.map((value, t) => value + (t >= unit.start ? 20 * (t - unit.start + 1) : 0)),
    }));
    const found = steppedWedge(units);
    const [first, second, third] = found.byExposure;
    expect(found.warnings).toEqual([expect.stringMatching(/changes with time/)]);
    expect(first.estimate).toBeGreaterThan(14);
    expect(second.estimate).toBeGreaterThan(first.estimate + 10);
    expect(third.estimate).toBeGreaterThan(second.estimate + 10);
  });
  it('says when there are too few orders to tell anything', () => {
    const four = pilot(1, 5)
      .slice(0, 4)
      .map((unit, i) => ({ ...unit, start: i === 0 ? 3 : 7 }));
    const found = steppedWedge(four);
    expect(found.warnings).toEqual([expect.stringMatching(/only 4 orders/)]);
    expect(found.high).toBe(Number.POSITIVE_INFINITY);
  });
  it('refuses what is no stepped pilot', () => {
    const units = pilot(1, 0);
    expect(() => steppedWedge(units.slice(0, 3))).toThrow(/at least 4/);
    expect(() => steppedWedge(units.map((unit) => ({ ...unit, start: 3 })))).toThrow(/2 different starts/);
    expect(() => steppedWedge([units[0], { ...units[1], values: [1] }, ...units.slice(2)])).toThrow(
      /each of the 7 periods/,
    );
  });
});
