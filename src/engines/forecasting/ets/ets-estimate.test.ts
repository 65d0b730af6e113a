import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { referenceData } from '../../../../test/reference-data.ts';
import { sharedSeries } from '../../../../test/shared-series.ts';
import expected from '../../../../test/reference/forecast/expected.json' with { type: 'json' };
import { estimateEts } from './ets-estimate.ts';
import { type EtsForm, admissibleForms, formName } from './ets-form.ts';
import { EtsGradient } from './ets-gradient.ts';
import { runEts } from './ets-recursion.ts';
import { selectEts } from './ets.ts';

const form = (text: string): EtsForm => ({
  error: text[0] as 'A' | 'M',
  trend: text[1] as 'N' | 'A' | 'M',
  damped: text.endsWith('d'),
  season: text[2] as 'N' | 'A' | 'M',
});

describe('exponential smoothing on a made series', () => {
  it('recovers a level that never moves and a line that never bends', () => {
    const line = Float64Array.from({ length: 30 }, (_, t) => 50 + 2 * t + 0.01 * Math.sin(7 * t));
    const holt = estimateEts(line, form('AAN'), 1)!;
    expect(holt.forecast(3).mean[2]).toBeCloseTo(50 + 2 * 32, 1);
    expect(holt.parameters.slope0).toBeCloseTo(2, 2);
  });

  it('lists 15 forms for a positive seasonal series and only additive ones otherwise', () => {
    expect(admissibleForms({ period: 12, positive: true })).toHaveLength(15);
    expect(admissibleForms({ period: 12, positive: false }).map(formName)).toEqual([
      'ETS(A,N,N)',
      'ETS(A,N,A)',
      'ETS(A,A,N)',
      'ETS(A,A,A)',
      'ETS(A,Ad,N)',
      'ETS(A,Ad,A)',
    ]);
  });

  it('has the same one-step means for additive and multiplicative errors with the same constants', () => {
    const y = Float64Array.of(10, 12, 11, 13, 15, 14, 16);
    const smoothing = { alpha: 0.4, beta: 0.1, gamma: 0, phi: 0.9 };
    const run = (error: 'A' | 'M'): number[] => {
      const fitted = new Float64Array(7);
      const state = { level: 10, slope: 0.5, season: new Float64Array(1) };
      runEts(y, { error, trend: 'A', damped: true, season: 'N' }, smoothing, state, fitted);
      return Array.from(fitted);
    };
    expect(run('A')).toEqual(run('M'));
  });

  it('has the gradient that differences of the likelihood show, for every form', () => {
    const random = seededRandom('gradient');
    const y = Float64Array.from(
      { length: 30 },
      (_, t) => (50 + t) * (1 + 0.2 * Math.sin((t * Math.PI) / 2)) + random.normal(),
    );
    for (const one of admissibleForms({ period: 4, positive: true })) {
      const smoothing = { alpha: 0.3, beta: 0.1, gamma: 0.2, phi: one.damped ? 0.9 : 1 };
      const season = one.season === 'N' ? [1] : one.season === 'A' ? [1, 9, -2, -8] : [1, 1.2, 0.98, 0.82];
      const points = [0.3, 0.1, 0.2, smoothing.phi, 49, 1.2, ...season];
      const valueAt = (x: readonly number[]): number => {
        const [alpha, beta, gamma, phi, level, slope, ...rest] = x;
        return runEts(y, one, { alpha, beta, gamma, phi }, { level, slope, season: Float64Array.from(rest) });
      };
      const { smoothing: by, state } = new EtsGradient(y, one, season.length).at(smoothing, {
        level: 49,
        slope: 1.2,
        season: Float64Array.from(season),
      });
      const exact = [by.alpha, by.beta, by.gamma, by.phi, state.level, state.slope, ...state.season];
      exact.forEach((value, i) => {
        const step = 1e-5 * Math.max(1, Math.abs(points[i]));
        const moved = (by_: number): number => valueAt(points.with(i, points[i] + by_));
        const unused =
          (one.trend === 'N' && [1, 3, 5].includes(i)) ||
          (one.season === 'N' && (i === 2 || i >= 6)) ||
          (i === 3 && !one.damped);
        if (unused) return;
        expect(value).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 4);
      });
    }
  });

  it('refuses a multiplicative form on values at or below zero', () => {
    expect(estimateEts(Float64Array.of(1, -2, 3, 4, 5), form('MNN'), 1)).toBeUndefined();
  });
});

describe.skipIf(referenceData('forecast-r') === undefined)('exponential smoothing against R forecast', () => {
  const series: Record<string, { y: () => Float64Array; period: number }> = {
    oil: { y: () => sharedSeries('forecast-r/fpp2_oil.csv').slice(31, 49), period: 1 },
    ausair: { y: () => sharedSeries('forecast-r/fpp2_ausair.csv').slice(20), period: 1 },
    beer: { y: () => sharedSeries('forecast-r/fpp2_ausbeer.csv'), period: 4 },
    tourists: { y: () => sharedSeries('forecast-r/fpp2_austourists.csv'), period: 4 },
    cement: { y: () => sharedSeries('forecast-r/fpp2_qcement.csv'), period: 4 },
    johnson: { y: () => sharedSeries('forecast-r/datasets_JohnsonJohnson.csv'), period: 4 },
    air: { y: () => sharedSeries('forecast-r/datasets_AirPassengers.csv'), period: 12 },
  };

  it('gives ses(oil): α .8339, forecast 542.68', () => {
    const model = estimateEts(series.oil.y(), form('ANN'), 1)!;
    expect(model.parameters.alpha).toBeCloseTo(expected.ses.alpha, 3);
    expect(model.forecast(1).mean[0]).toBeCloseTo(542.68, 2);
    expect(model.aicc).toBeCloseTo(expected.ses.aicc, 4);
  });

  it('finds a likelihood for holt(ausair) at least as high as at the published α .8302', () => {
    const model = estimateEts(series.ausair.y(), form('AAN'), 1)!;
    expect(model.logLikelihood!).toBeGreaterThanOrEqual(expected.holt.logLikelihood - 1e-6);
    expect(Math.abs(model.parameters.alpha - 0.8302)).toBeLessThan(0.015);
    for (let h = 0; h < 5; h++) expect(model.forecast(5).mean[h] / expected.holt.mean[h]).toBeCloseTo(1, 3);
  });

  it('means the same likelihood as R, and no start value near the published α .8302 reaches the one it finds', () => {
    const y = series.ausair.y();
    const logLikelihood = (alpha: number, level: number, slope: number): number =>
      -runEts(y, form('AAN'), { alpha, beta: 1e-4, gamma: 0, phi: 1 }, { level, slope, season: new Float64Array(1) }) /
      2;
    expect(logLikelihood(0.8302, 15.5715, 2.1017)).toBeCloseTo(expected.holt.logLikelihood, 5);
    let best = Number.NEGATIVE_INFINITY;
    for (let level = 14; level < 17; level += 0.02) {
      for (let slope = 1.9; slope < 2.3; slope += 0.005) best = Math.max(best, logLikelihood(0.8302, level, slope));
    }
    expect(estimateEts(y, form('AAN'), 1)!.logLikelihood!).toBeGreaterThan(best + 1e-3);
  });

  it.each(expected.ets)('$model on $series is at least as likely as in R, with its means and deviations', (row) => {
    const { y, period } = series[row.series];
    const model = estimateEts(y(), form(row.model), period)!;
    expect(model.logLikelihood!).toBeGreaterThan(row.logLikelihood - 0.02);
    expect(model.aicc! - row.aicc).toBeCloseTo(-2 * (model.logLikelihood! - row.logLikelihood), 3);
    if (model.logLikelihood! > row.logLikelihood + 0.3) return;
    const { mean, deviation } = model.forecast(8);
    for (let h = 0; h < 8; h++) {
      expect(Math.abs(mean[h] / row.mean[h] - 1)).toBeLessThan(0.015);
      expect(Math.abs(deviation[h] / row.deviation[h] - 1)).toBeLessThan(0.12);
    }
  });

  it('chooses ETS(M,A,M) for Australian tourists and beer as R does', () => {
    expect(selectEts(series.tourists.y(), 4)!.method).toBe('ETS(M,A,M)');
    expect(selectEts(series.beer.y(), 4)!.method).toBe('ETS(M,A,M)');
  });
});
