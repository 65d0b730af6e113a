import { describe, expect, it } from 'vitest';
import { referenceData } from '../../../../test/reference-data.ts';
import { sharedSeries } from '../../../../test/shared-series.ts';
import expected from '../../../../test/reference/forecast/expected.json' with { type: 'json' };
import { thetaMethod } from './theta.ts';

describe('the Theta method', () => {
  it('adds half the slope of the line to a level that follows it', () => {
    const line = Float64Array.from({ length: 40 }, (_, t) => 10 + 4 * t);
    const { mean } = thetaMethod(line, 1, 'standard').forecast(3);
    expect(mean[2] - mean[1]).toBeCloseTo(2, 6);
    const dynamic = thetaMethod(line, 1, 'dynamic').forecast(3).mean;
    expect(dynamic[0]).toBeCloseTo(10 + 4 * 40, 3);
  });

  it('grows deviations with the horizon and puts the season back', () => {
    const y = Float64Array.from({ length: 60 }, (_, t) => (100 + t) * (1 + 0.3 * Math.sin((t * Math.PI) / 6)));
    const { mean, deviation } = thetaMethod(y, 12, 'dynamic').forecast(12);
    expect(mean[3]).toBeGreaterThan(mean[9] * 1.5);
    expect(deviation[11] / mean[11]).toBeGreaterThanOrEqual(deviation[0] / mean[0]);
  });
});

describe.skipIf(referenceData('forecast-r') === undefined)('the Theta method against R thetaf', () => {
  const series: Record<string, readonly [string, number, number]> = {
    oil: ['fpp2_oil.csv', 1, 31],
    ausair: ['fpp2_ausair.csv', 1, 20],
    air: ['datasets_AirPassengers.csv', 12, 0],
    beer: ['fpp2_ausbeer.csv', 4, 0],
    tourists: ['fpp2_austourists.csv', 4, 0],
  };
  // R smooths first and adds the drift afterwards; here both are estimated in one model, so they agree to about half a per cent.
  it.each(expected.theta)('$series', (row) => {
    const [file, period, from] = series[row.series];
    const all = sharedSeries(`forecast-r/${file}`).slice(from);
    const { mean } = thetaMethod(row.series === 'oil' ? all.slice(0, 18) : all, period, 'standard').forecast(8);
    for (let h = 0; h < 8; h++) expect(Math.abs(mean[h] / row.mean[h] - 1)).toBeLessThan(0.006);
  });
});
