import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { alarmThreshold } from './alarm-threshold.ts';
import { detectAnomalies, expectedValues } from './detect-anomalies.ts';
import { expectSlices, explainAnomaly } from './explain-anomaly.ts';
import { decompose } from './robust-decomposition.ts';
import { weightedLoess } from './robust-loess.ts';
import { robustDeviation, scoreRemainder } from './score-remainder.ts';

/** 10 years of months: trend, season of 12, normal noise of 4. */
function months(seed: number, n = 120): number[] {
  const random = seededRandom(`months ${seed}`);
  return Array.from({ length: n }, (_, t) => 200 + 0.5 * t + 20 * Math.sin((Math.PI * t) / 6) + 4 * random.normal());
}

describe('detectAnomalies', () => {
  it('finds planted spikes and dips and calls them so', () => {
    const values = months(1);
    values[40] += 40;
    values[77] -= 40;
    const { points, season } = detectAnomalies(values, { season: 12 });
    expect(season).toBe(12);
    const called = points.flatMap((point, t) => (point?.anomaly === true ? [[t, point.kind]] : []));
    expect(called).toEqual([
      [40, 'spike'],
      [77, 'dip'],
    ]);
    expect(Math.abs(points[40]!.expected - (values[40] - 40))).toBeLessThan(12);
  });

  it('calls few clean points: about the rate asked for', () => {
    let called = 0;
    for (let seed = 0; seed < 40; seed++) {
      called += detectAnomalies(months(seed), { season: 12, alarmRate: 0.01 }).points.filter(
        (point) => point?.anomaly,
      ).length;
    }
    expect(called / (40 * 120)).toBeGreaterThan(0.004);
    expect(called / (40 * 120)).toBeLessThan(0.02);
  });

  it('does not take neighbours that follow each other for anomalies', () => {
    const random = seededRandom('persistent');
    let level = 0;
    const values = Array.from({ length: 300 }, () => {
      level = 0.85 * level + random.normal();
      return 50 + level;
    });
    expect(detectAnomalies(values).points.filter((point) => point?.anomaly).length).toBeLessThanOrEqual(2);
  });

  it('tells a shift from a spike', () => {
    const random = seededRandom('shift');
    const values = Array.from({ length: 60 }, (_, t) => (t < 50 ? 100 : 160) + 2 * random.normal());
    const { points } = detectAnomalies(values);
    expect(points.flatMap((point, t) => (point?.anomaly === true ? [[t, point.kind]] : []))).toEqual([[50, 'shift']]);
    expect(Math.abs(points[50]!.expected - 100)).toBeLessThan(5);
    expect(Math.abs(points[51]!.expected - 160)).toBeLessThan(5);
  });

  it('works in proportion where the noise does', () => {
    const random = seededRandom('proportional');
    const values = Array.from({ length: 120 }, (_, t) => Math.exp(0.03 * t + 0.1 * random.normal()));
    const found = detectAnomalies(values);
    expect(found.transform).toBe('log');
    expect(found.points.every((point) => point!.low > 0)).toBe(true);
  });

  it('does not depend on unit or origin', () => {
    const values = months(3);
    values[60] += 50;
    const plain = detectAnomalies(values, { season: 12 });
    for (const scale of [1e-9, 1e9]) {
      const scaled = detectAnomalies(
        values.map((value) => value * scale),
        { season: 12 },
      );
      expect(scaled.points.map((point) => point!.anomaly)).toEqual(plain.points.map((point) => point!.anomaly));
      expect(scaled.points[60]!.score).toBeCloseTo(plain.points[60]!.score, 6);
    }
  });

  it('passes over missing values and answers for the others', () => {
    const values: (number | undefined)[] = months(4);
    for (const gap of [5, 6, 50, 119]) values[gap] = undefined;
    const { points } = detectAnomalies(values, { season: 12 });
    expect(points[5]).toBeUndefined();
    expect(points.filter((point) => point !== undefined)).toHaveLength(116);
  });

  it('gives finite numbers for any series, also constant ones with one odd value', () => {
    const of = (length: number) => fc.array(value, { minLength: length, maxLength: length });
    const value = fc.oneof(fc.constant(0), fc.constant(7), fc.double({ min: -1e9, max: 1e9, noNaN: true }));
    const series = fc.oneof(of(8), of(13), of(40));
    fc.assert(
      fc.property(series, fc.constantFrom(1, 4), (values, season) => {
        for (const point of detectAnomalies(values, { season }).points) {
          for (const figure of [point!.expected, point!.low, point!.high, point!.score])
            expect(Number.isFinite(figure)).toBe(true);
          expect(point!.low).toBeLessThanOrEqual(point!.high);
          expect(point!.anomaly).toBe(point!.kind !== undefined);
        }
      }),
      { numRuns: 60 },
    );
    const odd = Array.from({ length: 30 }, (_, t) => (t === 12 ? 9 : 5));
    expect(detectAnomalies(odd).points.flatMap((point, t) => (point!.anomaly ? [t] : []))).toEqual([12]);
    expect(detectAnomalies(odd.map(() => 5)).points.some((point) => point!.anomaly)).toBe(false);
  });

  it('refuses too little and options that cannot be', () => {
    expect(() => detectAnomalies([1, 2, 3])).toThrow(/at least 8 values/);
    expect(() => detectAnomalies(months(1), { season: 1.5 })).toThrow(/invalid season/);
    expect(() => detectAnomalies(months(1), { alarmRate: 0.7 })).toThrow(/invalid alarmRate/);
  });
});

describe('explainAnomaly', () => {
  it('names the slice that moved', () => {
    const random = seededRandom('slices');
    const slices = ['north', 'south', 'east'].map((slice) => ({
      dimension: 'region',
      slice,
      values: Array.from(
        { length: 48 },
        (_, t) => 100 + 3 * random.normal() + (slice === 'south' && t === 30 ? -60 : 0),
      ),
    }));
    const moved = explainAnomaly(expectSlices(slices, 1), 30, -60);
    expect(moved[0]).toMatchObject({ slice: 'south' });
    expect(moved[0].share).toBeGreaterThan(0.8);
  });
  it('does not judge slices with too little history', () => {
    expect(expectedValues([1, 2, undefined], 1).every((value) => Number.isNaN(value))).toBe(true);
  });
});

describe('the parts', () => {
  it('loess keeps a straight line and refuses a span of 2', () => {
    const line = Float64Array.from({ length: 30 }, (_, t) => 3 + 2 * t);
    const fitted = weightedLoess(
      line,
      line.map(() => 1),
      9,
    );
    fitted.forEach((value, t) => expect(value).toBeCloseTo(line[t], 9));
    expect(() => weightedLoess(line, line, 2)).toThrow(/invalid span/);
  });
  it('decomposition adds up and its season sums to nothing', () => {
    const values = Float64Array.from(months(7));
    const { trend, seasonal, remainder } = decompose(values, 12);
    values.forEach((value, t) => expect(trend[t] + seasonal[t] + remainder[t]).toBeCloseTo(value, 9));
    expect(seasonal.slice(0, 12).reduce((a, b) => a + b, 0)).toBeCloseTo(0, 9);
  });
  it('the robust deviation estimates the standard deviation and withstands outliers', () => {
    const random = seededRandom('deviation');
    const clean = Float64Array.from({ length: 20_000 }, () => 3 * random.normal());
    expect(robustDeviation(clean)).toBeCloseTo(3, 1);
    const soiled = clean.map((value, i) => (i % 20 === 0 ? 1e6 : value));
    expect(robustDeviation(soiled)).toBeLessThan(4);
  });
  it('persistence is measured in spite of outliers', () => {
    const random = seededRandom('ar');
    let level = 0;
    const remainder = Float64Array.from({ length: 2000 }, (_, t) => {
      level = 0.6 * level + random.normal();
      return t % 50 === 0 ? 40 : level;
    });
    expect(scoreRemainder(remainder, 0).persistence).toBeGreaterThan(0.45);
    expect(scoreRemainder(remainder, 0).persistence).toBeLessThan(0.7);
  });
  it('the threshold is higher for rarer alarms and heavier tails', () => {
    const shape = { length: 100, season: 1, persistence: 0 };
    const random = seededRandom('tails');
    const normal = Float64Array.from({ length: 100 }, () => random.normal());
    expect(alarmThreshold(shape, 0.001, normal)).toBeGreaterThan(alarmThreshold(shape, 0.01, normal));
    expect(
      alarmThreshold(
        shape,
        0.001,
        normal.map((z) => z * Math.abs(z)),
      ),
    ).toBeGreaterThan(alarmThreshold(shape, 0.001, normal));
  });
});
