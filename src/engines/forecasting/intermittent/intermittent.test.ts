import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { forecastSeries } from '../forecast-series.ts';
import { croston } from './croston.ts';
import { forecastIntermittent, isIntermittent } from './intermittent-demand.ts';

describe('intermittent demand', () => {
  it('follows the equations of Croston, SBA and TSB by hand', () => {
    const y = Float64Array.of(0, 2, 0, 4);
    // size 2, gap 4/2 = 2; at t=1: size 2, gap 2 + .5(2 − 2) = 2; at t=3: size 2 + .5(4 − 2) = 3, gap 2 + .5(2 − 2) = 2
    expect(croston(y, 'Croston', 0.5, 0.5).rate).toBeCloseTo(1.5, 12);
    expect(croston(y, 'SBA', 0.5, 0.5).rate).toBeCloseTo(1.5 * 0.75, 12);
    // chance .5 → .25 → .625 → .3125 → .65625; size 3
    expect(croston(y, 'TSB', 0.5, 0.5).rate).toBeCloseTo(0.65625 * 3, 12);
  });

  it('finds the rate of made demand and gives quantiles that start at zero', () => {
    const random = seededRandom('spare parts');
    const y = Float64Array.from({ length: 400 }, () => (random.next() < 0.2 ? 1 + random.integer(9) : 0));
    expect(isIntermittent(y)).toBe(true);
    const found = forecastIntermittent(y);
    const { fit } = found;
    expect(fit.rate).toBeGreaterThan(0.7);
    expect(fit.rate).toBeLessThan(1.3);
    expect(found.quantile(0.5)).toBe(0);
    expect(found.quantile(0.975)).toBeGreaterThan(5);
  });

  it('is chosen by the forecast and fades when demand stops', () => {
    const values = Array.from({ length: 90 }, (_, t) => (t < 50 && t % 4 === 0 ? 10 : 0));
    const { method, mean, lower } = forecastSeries({ id: 'x', values, season: 1 }, { horizon: 3, levels: [95] });
    expect(method).toBe('TSB');
    expect(mean[0]).toBeLessThan(1);
    expect(lower['95']).toEqual([0, 0, 0]);
  });
});
