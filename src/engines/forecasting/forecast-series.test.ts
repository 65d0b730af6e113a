import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { detectSeason } from './detect-season.ts';
import { forecastSeries } from './forecast-series.ts';
import { naiveModel } from './naive.ts';

const options = { horizon: 6, levels: [80, 95] };
const run = (values: readonly (number | undefined)[], season = 1) =>
  forecastSeries({ id: 's', values, season }, options);

function everyNumber(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(everyNumber) : [];
}

describe('forecasting one series', () => {
  it('never gives NaN or infinity, keeps its order of bounds, and stays above zero when the history does', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.constant(0), fc.integer({ min: 0, max: 20 })),
          {
            minLength: 3,
            maxLength: 40,
          },
        ),
        fc.constantFrom(1, 4),
        (values, season) => {
          const found = run(values, season);
          for (const value of everyNumber(found)) expect(Number.isFinite(value)).toBe(true);
          for (let h = 0; h < 6; h++) {
            expect(found.mean[h]).toBeGreaterThanOrEqual(0);
            expect(found.lower['95'][h]).toBeLessThanOrEqual(found.lower['80'][h]);
            expect(found.lower['95'][h]).toBeGreaterThanOrEqual(0);
            expect(found.upper['80'][h]).toBeLessThanOrEqual(found.upper['95'][h]);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('scales with the series, from a billionth to a billion', () => {
    const random = seededRandom('scale');
    const y = Array.from({ length: 48 }, (_, t) => 100 + t + 15 * Math.sin((t * Math.PI) / 6) + 4 * random.normal());
    const plain = run(y, 12);
    for (const factor of [2 ** -30, 2 ** 30]) {
      const scaled = run(
        y.map((value) => value * factor),
        12,
      );
      for (let h = 0; h < 6; h++) expect(scaled.mean[h] / factor / plain.mean[h]).toBeCloseTo(1, 3);
    }
  });

  it('repeats a constant without uncertainty', () => {
    const found = run([7, 7, 7, 7, 7, 7, 7, 7]);
    expect(found.mean).toEqual([7, 7, 7, 7, 7, 7]);
    expect(found.upper['95']).toEqual(found.mean);
    expect(found.notes.join()).toContain('same');
  });

  it('is the same on every call, fills what is missing and says so', () => {
    const y = [5, 6, undefined, 8, 9, 11, 10, 12, undefined, 14, 15, 17];
    expect(run(y)).toEqual(run(y));
    expect(run(y).filled).toEqual([2, 8]);
    expect(run(y).mean[5]).toBeGreaterThan(16);
  });

  it('goes below zero where the history has', () => {
    expect(run([-5, -7, -6, -8, -9, -11, -10, -12]).mean[5]).toBeLessThan(-10);
  });

  it.each([
    [[1, 2], /2 values/],
    [[1, Number.NaN, 3, 4], /not finite/],
  ])('refuses %j', (values, message) => {
    expect(() => run(values)).toThrow(message);
  });

  it('refuses options out of range with the value in hand', () => {
    const series = { id: 's', values: [1, 2, 3, 4], season: 1 };
    expect(() => forecastSeries(series, { horizon: 1.5, levels: [95] })).toThrow('invalid horizon: 1.5');
    expect(() => forecastSeries(series, { horizon: 2, levels: [120] })).toThrow('invalid level: 120');
  });
});

describe('the season of a series without periods', () => {
  const random = seededRandom('season');
  it.each([12, 4, 7])('finds %i', (period) => {
    const y = Float64Array.from(
      { length: 10 * period },
      (_, t) => Math.sin((2 * Math.PI * t) / period) + 0.1 * random.normal(),
    );
    expect(detectSeason(y)).toBe(period);
  });
  it('finds none in noise', () => {
    expect(detectSeason(Float64Array.from({ length: 120 }, () => random.normal()))).toBe(1);
  });
});

describe('the guards', () => {
  it('repeat the last value, the last season, or continue the line', () => {
    const y = Float64Array.of(1, 2, 3, 4, 2, 3, 4, 5);
    expect(Array.from(naiveModel(y, 4, 'naive').forecast(2).mean)).toEqual([5, 5]);
    expect(Array.from(naiveModel(y, 4, 'seasonal naive').forecast(5).mean)).toEqual([2, 3, 4, 5, 2]);
    expect(naiveModel(y, 4, 'drift').forecast(7).mean[6]).toBeCloseTo(9, 12);
    expect(naiveModel(y, 4, 'naive').forecast(4).deviation[3]).toBeCloseTo(2 * naiveModel(y, 4, 'naive').sigma, 12);
  });
});
