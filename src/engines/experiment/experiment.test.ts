import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noncentralTCdf } from '#engines/numerics/noncentral-t.ts';
import { seededRandom } from '#kernel/random.ts';
import { analysePilot, newPilotSample } from './analyse-pilot.ts';
import { assignUnits } from './assign-units.ts';
import { alwaysValid, holm, mixtureFor } from './compare-arms.ts';
import { differenceInDifferences } from './difference-in-differences.ts';
import { newMoments } from './moments.ts';
import { powerOfMeans, powerOfProportions } from './power.ts';
import { randomisationTest } from './randomisation-test.ts';
import { simplexWeights, syntheticControl } from './synthetic-control.ts';

const r: {
  powerT: number[][];
  nT: number[][];
  deltaT: number[][];
  kinds: number[];
  powerP: number[][];
  nP: number[][];
  p2: number[][];
  noncentral: number[][];
  welch: { a: number[]; b: number[]; low: number; high: number; p: number; df: number };
  chisq: { counts: number[]; p: number };
} = JSON.parse(readFileSync(join(import.meta.dirname, '../../../test/reference/experiment/expected.json'), 'utf8'));

describe('power against R', () => {
  it('power.t.test: power, n and effect', () => {
    for (const [n, effect, sd, power] of r.powerT)
      expect(powerOfMeans({ n, effect, standardDeviation: sd }).power).toBeCloseTo(power, 8);
    for (const [effect, sd, power, n] of r.nT)
      expect(powerOfMeans({ effect, standardDeviation: sd, power }).n / n).toBeCloseTo(1, 4);
    for (const [n, sd, power, effect] of r.deltaT)
      expect(powerOfMeans({ n, standardDeviation: sd, power }).effect).toBeCloseTo(effect, 4);
    expect(powerOfMeans({ n: 15, effect: 0.6, standardDeviation: 1, kind: 'paired' }).power).toBeCloseTo(r.kinds[0], 8);
    expect(
      powerOfMeans({ n: 15, effect: 0.6, standardDeviation: 1, kind: 'one-sample', sides: 'one-sided' }).power,
    ).toBeCloseTo(r.kinds[1], 8);
    expect(powerOfMeans({ n: 6, effect: 0.1, standardDeviation: 1, strict: true }).power).toBeCloseTo(r.kinds[2], 8);
  });
  it('power.prop.test: power, n and share', () => {
    for (const [n, p1, p2, power] of r.powerP) expect(powerOfProportions({ n, p1, p2 }).power).toBeCloseTo(power, 9);
    for (const [p1, p2, power, n] of r.nP) expect(powerOfProportions({ p1, p2, power }).n / n).toBeCloseTo(1, 4);
    for (const [n, p1, power, p2] of r.p2) expect(powerOfProportions({ n, p1, power }).p2).toBeCloseTo(p2, 5);
  });
  it('noncentral t', () => {
    for (const [t, df, delta, p] of r.noncentral) expect(noncentralTCdf(t, df, delta)).toBeCloseTo(p, 9);
  });
  it('solving back gives what went in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 2000 }), fc.double({ min: 0.3, max: 0.95, noNaN: true }), (n, power) => {
        const { effect } = powerOfMeans({ n, standardDeviation: 2, power });
        expect(powerOfMeans({ n, standardDeviation: 2, effect }).power).toBeCloseTo(power, 6);
      }),
      { numRuns: 30 },
    );
  });
  it('refuses what cannot be solved', () => {
    expect(() => powerOfMeans({ n: 10, effect: 1, standardDeviation: 1, power: 0.8 })).toThrow(/exactly one/);
    expect(() => powerOfMeans({ effect: 0, standardDeviation: 1, power: 0.8 })).toThrow(/other than 0/);
    expect(() => powerOfProportions({ n: 5, p1: 0.99, power: 0.99 })).toThrow(/cannot be reached/);
  });
});

function sampleOf(
  arms: Readonly<Record<string, readonly (readonly number[])[]>>,
  metric: { denominator?: boolean; pre?: boolean } = {},
) {
  const sample = newPilotSample([{ name: 'm', ...metric }]);
  for (const [arm, rows] of Object.entries(arms)) for (const row of rows) sample.add(arm, row);
  return sample;
}

describe('analysis', () => {
  it('Welch as R’s t.test (arms above 30 units)', () => {
    const many = (values: readonly number[]): number[][] => [...values, ...values, ...values].map((value) => [value]);
    const { effects } = analysePilot(sampleOf({ a: many(r.welch.a), b: many(r.welch.b) }), { control: 'a' });
    expect(effects[0]).toMatchObject({ method: 'welch', arm: 'b' });
    const mean = (values: readonly number[]): number => values.reduce((s, v) => s + v, 0) / values.length;
    expect(effects[0].estimate).toBeCloseTo(mean(r.welch.b) - mean(r.welch.a), 10);
  });
  it('small arms: exact from the assignment; 12 people, all 924 ways', () => {
    const found = randomisationTest([11, 12, 13, 14, 15, 16], [1, 2, 3, 4, 5, 6]);
    expect(found).toMatchObject({ assignments: 924, exact: true, estimate: 10 });
    expect(found.p).toBeCloseTo(2 / 924, 12);
    expect(found.low).toBeGreaterThan(0);
    const { effects } = analysePilot(
      sampleOf({ a: [1, 2, 3, 4, 5, 6].map((v) => [v]), b: [11, 12, 13, 14, 15, 16].map((v) => [v]) }),
      { control: 'a' },
    );
    expect(effects[0].method).toBe('randomisation');
  });
  it('randomisation: no effect is rejected as often as the level says, skewed values too', () => {
    const random = seededRandom(8);
    let rejected = 0;
    for (let i = 0; i < 400; i++) {
      const draw = (): number[] => Array.from({ length: 6 }, () => Math.exp(1.5 * random.normal()));
      if (randomisationTest(draw(), draw()).p <= 0.05) rejected += 1;
    }
    expect(rejected / 400).toBeLessThan(0.08);
    expect(rejected / 400).toBeGreaterThan(0.02);
  });
  it('CUPED narrows the interval without moving what is estimated on average', () => {
    const random = seededRandom(3);
    const rows = (shift: number): number[][] =>
      Array.from({ length: 4000 }, () => {
        const before = random.normal();
        return [shift + 2 * before + random.normal(), before];
      });
    const arms = { a: rows(0), b: rows(0.2) };
    const plain = analysePilot(sampleOf({ a: arms.a.map(([v]) => [v]), b: arms.b.map(([v]) => [v]) }), { control: 'a' })
      .effects[0];
    const cuped = analysePilot(sampleOf(arms, { pre: true }), { control: 'a' }).effects[0];
    expect(cuped.varianceReduction).toBeCloseTo(0.8, 1);
    expect(cuped.high - cuped.low).toBeLessThan(0.5 * (plain.high - plain.low));
    expect(cuped.low).toBeLessThan(0.2);
    expect(cuped.high).toBeGreaterThan(0.2);
  });
  it('a ratio is the ratio of sums', () => {
    const { arms, effects } = analysePilot(
      sampleOf(
        {
          a: [
            [1, 2],
            [3, 4],
            [5, 5],
          ],
          b: [
            [2, 2],
            [4, 5],
            [9, 8],
          ],
        },
        { denominator: true },
      ),
      { control: 'a' },
    );
    expect(arms[0].means.m).toBeCloseTo(9 / 11, 12);
    expect(effects[0].estimate).toBeCloseTo(15 / 15 - 9 / 11, 12);
  });
  it('alarms when the arms do not have the planned shares; χ² as R', () => {
    const arm = (n: number): number[][] => Array.from({ length: n }, (_, i) => [i % 2]);
    const { sampleRatio } = analysePilot(sampleOf({ a: arm(5010), b: arm(4890) }), { control: 'a' });
    expect(sampleRatio.p).toBeCloseTo(r.chisq.p, 10);
    expect(analysePilot(sampleOf({ a: arm(6000), b: arm(4000) }), { control: 'a' }).sampleRatio.alarm).toBe(true);
    expect(
      analysePilot(sampleOf({ a: arm(6000), b: arm(4000) }), { control: 'a', shares: { a: 60, b: 40 } }).sampleRatio
        .alarm,
    ).toBe(false);
  });
  it('stays sealed until the planned size, unless always valid', () => {
    const sample = sampleOf({
      a: Array.from({ length: 50 }, (_, i) => [i % 3]),
      b: Array.from({ length: 50 }, (_, i) => [i % 2]),
    });
    expect(analysePilot(sample, { control: 'a', planned: 200 })).toMatchObject({
      effects: [],
      sealed: { planned: 200, have: 100 },
    });
    expect(analysePilot(sample, { control: 'a', planned: 100 }).effects).toHaveLength(1);
    expect(analysePilot(sample, { control: 'a', planned: 200, peeking: true }).effects[0].method).toBe('always valid');
  });
  it('guards alarm at harm only', () => {
    const rows = (mean: number): number[][] => Array.from({ length: 400 }, (_, i) => [mean + (i % 7)]);
    const sample = sampleOf({ a: rows(0), b: rows(1) });
    expect(analysePilot(sample, { control: 'a', guards: new Map([['m', true]]) }).guards[0].alarm).toBe(true);
    expect(analysePilot(sample, { control: 'a', guards: new Map([['m', false]]) }).guards[0].alarm).toBe(false);
  });
  it('moments: the order of rows does not matter', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
          { minLength: 2 },
        ),
        (rows) => {
          const [one, two] = [newMoments(2), newMoments(2)];
          for (const row of rows) one.add(row);
          for (const row of rows.toReversed()) two.add(row);
          expect(two.covariance(0, 1)).toBeCloseTo(one.covariance(0, 1), 0);
          expect(two.mean(1)).toBeCloseTo(one.mean(1), 6);
        },
      ),
    );
  });
  it('Holm as p.adjust', () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
  });
});

describe('always valid', () => {
  it('keeps its level however often one looks, and is near its narrowest where planned', () => {
    const random = seededRandom(4);
    let wrong = 0;
    const [runs, most] = [400, 1500];
    const tau = mixtureFor(2 / 1000, 0.95);
    for (let run = 0; run < runs; run++) {
      const [a, b] = [newMoments(1), newMoments(1)];
      for (let n = 1; n <= most; n++) {
        a.add([random.normal()]);
        b.add([random.normal()]);
        if (n < 30) continue;
        const arm = (m: typeof a) => ({ estimate: m.mean(0), variance: m.covariance(0, 0) / n, df: n - 1 });
        const { low, high } = alwaysValid(arm(b), arm(a), 0.95, tau);
        if (low > 0 || high < 0) {
          wrong += 1;
          break;
        }
      }
    }
    expect(wrong / runs).toBeLessThanOrEqual(0.05);
  });
});

describe('assignment', () => {
  const units = Array.from({ length: 61 }, (_, i) => ({
    id: `u${i}`,
    stratum: i % 3 === 0 ? 'x' : 'y',
    covariates: [i, (i * 7) % 13],
  }));
  it('is the same for the same seed, and even', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.constantFrom('complete', 'stratified', 'matched'),
        fc.integer({ min: 2, max: 4 }),
        (seed, method, k) => {
          const arms = Array.from({ length: k }, (_, i) => `arm ${i}`);
          const found = assignUnits(units, { arms, seed, method: method as 'complete' });
          expect(assignUnits(units, { arms, seed, method: method as 'complete' })).toEqual(found);
          const counts = found.arms.map(({ n }) => n);
          expect(counts.reduce((a, b) => a + b)).toBe(61);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
          if (method === 'stratified') {
            for (const stratum of ['x', 'y']) {
              const inside = arms.map(
                (arm) => units.filter((one, i) => one.stratum === stratum && found.arm[i] === arm).length,
              );
              expect(Math.max(...inside) - Math.min(...inside)).toBeLessThanOrEqual(1);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
  it('keeps clusters together', () => {
    const grouped = units.map((one, i) => ({ ...one, cluster: `c${i % 8}` }));
    const { arm } = assignUnits(grouped, { arms: ['a', 'b'], method: 'complete' });
    for (let c = 0; c < 8; c++)
      expect(new Set(grouped.flatMap(({ cluster }, i) => (cluster === `c${c}` ? [arm[i]] : []))).size).toBe(1);
  });
  it('matching makes arms more alike', () => {
    const gap = (method: 'complete' | 'matched'): number =>
      Array.from({ length: 40 }, (_, seed) => assignUnits(units, { arms: ['a', 'b'], seed, method }).balance[0]).reduce(
        (a, b) => a + b,
      );
    expect(gap('matched')).toBeLessThan(0.5 * gap('complete'));
  });
});

describe('without a lot', () => {
  const panel = (seed: number, trend: number) => {
    const random = seededRandom(seed);
    return Array.from({ length: 40 }, (_, u) => {
      const [level, treated] = [10 * random.normal(), u < 20];
      return Array.from({ length: 10 }, (_, period) => ({
        unit: `u${u}`,
        period,
        treated,
        value: level + period + (treated ? trend * period + (period >= 6 ? 2 : 0) : 0) + 0.5 * random.normal(),
      }));
    }).flat();
  };
  it('difference-in-differences finds the effect under common trends, and warns without them', () => {
    const found = differenceInDifferences(panel(1, 0), 6);
    expect(found.low).toBeLessThan(2);
    expect(found.high).toBeGreaterThan(2);
    expect(found.estimate).toBeCloseTo(2, 0);
    expect(found.warnings).toEqual([]);
    expect(differenceInDifferences(panel(1, 0.5), 6).warnings.join()).toMatch(/moved differently before/);
  });
  it('synthetic control recovers a planted mixture and effect', () => {
    const random = seededRandom(6);
    const periods = Array.from({ length: 30 }, (_, t) => t);
    const donors = Array.from({ length: 12 }, () => {
      let level = 50 + 20 * random.normal();
      return periods.map(() => (level += random.normal()));
    });
    const treated = periods.map((t) => 0.6 * donors[2][t] + 0.4 * donors[7][t] + (t >= 20 ? 5 : 0));
    const units = ['T', ...donors.map((_, i) => `d${i}`)];
    const found = syntheticControl(units, [treated, ...donors], periods, 'T', 20);
    expect(found.estimate).toBeCloseTo(5, 2);
    expect(found.weights.map(({ unit }) => unit)).toEqual(['d2', 'd7']);
    expect(found.weights[0].weight).toBeCloseTo(0.6, 3);
    expect(found.p).toBeCloseTo(1 / 13, 9);
    const weights = simplexWeights(
      [1, 2, 3],
      [
        [1, 2, 3],
        [9, 9, 9],
      ],
    );
    expect(weights[0]).toBeCloseTo(1, 6);
  });
  it('refuses what it cannot compare', () => {
    expect(() =>
      differenceInDifferences(
        panel(1, 0).filter(({ treated }) => treated),
        6,
      ),
    ).toThrow(/at least 2 treated/);
    expect(() =>
      syntheticControl(
        ['a', 'b'],
        [
          [1, 2],
          [1, 2],
        ],
        [0, 1],
        'a',
        1,
      ),
    ).toThrow(/at least 3/);
  });
});
