import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { naiveModel } from '../naive.ts';
import { type Member, fitMembers } from './members.ts';
import { rollingWeights } from './rolling-weights.ts';
import { wideningBy } from './widening.ts';
import { trimmedMean } from './trimmed-mean.ts';

const path = (mean: number, deviation = 1) => ({ mean: Float64Array.of(mean), deviation: Float64Array.of(deviation) });

describe('the trimmed mean', () => {
  it('is the mean of the middle three of five equal members, and the plain mean of three', () => {
    expect(
      trimmedMean(
        [9, 1, 2, 3, 100].map((x) => path(x)),
        [0.2, 0.2, 0.2, 0.2, 0.2],
      ).mean[0],
    ).toBeCloseTo(14 / 3, 12);
    expect(
      trimmedMean(
        [9, 1, 2].map((x) => path(x)),
        [1 / 3, 1 / 3, 1 / 3],
      ).mean[0],
    ).toBeCloseTo(4, 12);
  });

  it('lies between the members whatever the weights, and its deviation is no less than any', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true })),
          {
            minLength: 1,
            maxLength: 6,
          },
        ),
        (members) => {
          const total = members.reduce((sum, [, weight]) => sum + weight, 0);
          const found = trimmedMean(
            members.map(([mean]) => path(mean, 2)),
            members.map(([, weight]) => weight / total),
          );
          const means = members.map(([mean]) => mean);
          expect(found.mean[0]).toBeGreaterThanOrEqual(Math.min(...means) - 1e-6);
          expect(found.mean[0]).toBeLessThanOrEqual(Math.max(...means) + 1e-6);
          expect(found.deviation[0]).toBeGreaterThanOrEqual(2 - 1e-12);
        },
      ),
    );
  });

  it('does not let one runaway model set the width', () => {
    const equal = [0.25, 0.25, 0.25, 0.25];
    expect(
      trimmedMean(
        [1, 1, 1, 1].map((x, i) => path(x, i === 0 ? 1e9 : 2)),
        equal,
      ).deviation[0],
    ).toBeCloseTo(6, 9);
  });
});

describe('rolling-origin weights', () => {
  const random = seededRandom('weights');
  const line = Float64Array.from({ length: 40 }, (_, t) => 100 + 5 * t + random.normal());
  const member = (name: Member['name'], kind: 'naive' | 'drift'): Member => ({
    name,
    model: naiveModel(line, 1, kind),
    refit: (y) => naiveModel(y, 1, kind),
  });

  it('add up to one and favour the member that errs less', () => {
    const { weights, errors, origins } = rollingWeights(line, 1, [member('naive', 'naive'), member('ETS', 'drift')]);
    expect(weights[0] + weights[1]).toBeCloseTo(1, 12);
    expect(weights[1]).toBeGreaterThan(0.85);
    expect(errors[0] / errors[1]).toBeCloseTo(weights[1] / weights[0], 9);
    expect(origins).toEqual([37, 34, 31]);
  });

  it('are equal when the series leaves no room for an origin', () => {
    const { weights, origins } = rollingWeights(line.slice(0, 7), 1, [
      member('naive', 'naive'),
      member('ETS', 'drift'),
    ]);
    expect(Array.from(weights)).toEqual([0.5, 0.5]);
    expect(origins).toEqual([]);
  });

  it('come with five members on an ordinary series and naive alone on a constant', () => {
    expect(fitMembers(line, 1).map(({ name }) => name)).toEqual(['ETS', 'DOTM', 'Theta', 'ARIMA', 'CES']);
    expect(fitMembers(new Float64Array(9).fill(4), 1).map(({ name }) => name)).toEqual(['naive']);
  });
});

describe('widening by past surprise', () => {
  it('leaves deviations that held, widens those that did not, within bounds', () => {
    expect(wideningBy({ surprise: undefined, origins: [] })).toBe(1);
    expect(wideningBy({ surprise: 0.4, origins: [30, 27, 24] })).toBe(1);
    expect(wideningBy({ surprise: 6, origins: [30, 27, 24] })).toBeCloseTo(2, 12);
    expect(wideningBy({ surprise: 1e6, origins: [30] })).toBe(3);
  });

  it('measures the errors at the origins in stated deviations', () => {
    const line = Float64Array.from({ length: 40 }, (_, t) => 10 * t);
    const flat: Member = {
      name: 'naive',
      model: naiveModel(line, 1, 'naive'),
      refit: (y) => ({
        ...naiveModel(y, 1, 'naive'),
        forecast: (h) => ({ mean: new Float64Array(h).fill(y[y.length - 1]), deviation: new Float64Array(h).fill(10) }),
      }),
    };
    const { surprise, origins } = rollingWeights(line, 1, [flat, { ...flat, name: 'ETS' }]);
    const steps = [1, 2, 3, 4, 5, 6];
    const meanSquare = (upTo: number) => steps.slice(0, upTo).reduce((sum, h) => sum + h * h, 0) / upTo;
    expect(origins).toEqual([37, 34, 31]);
    expect(surprise).toBeCloseTo((meanSquare(3) + meanSquare(6) + meanSquare(6)) / 3, 9);
  });
});
