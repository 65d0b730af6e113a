import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cholesky, choleskyLogDeterminant, choleskySolve } from '#engines/numerics/cholesky.ts';
import { matrix } from '#engines/numerics/matrix.ts';
import { seededRandom } from '#kernel/random.ts';
import { referenceData } from '../../../../test/reference-data.ts';
import { sharedSeries } from '../../../../test/shared-series.ts';
import expected from '../../../../test/reference/forecast/expected.json' with { type: 'json' };
import { ArmaAutocovariance } from './arma-autocovariance.ts';
import { fromPartials } from './arma-polynomial.ts';
import { estimateArima } from './estimate-arima.ts';
import { ExactLikelihood } from './exact-likelihood.ts';
import { selectArima } from './stepwise.ts';
import { kpssStatistic } from './unit-roots.ts';

const partial = fc.double({ min: -0.9, max: 0.9, noNaN: true });

describe('the exact ARMA likelihood', () => {
  it('equals the multivariate normal density with the theoretical covariance', () => {
    fc.assert(
      fc.property(
        fc.array(partial, { maxLength: 3 }),
        fc.array(partial, { maxLength: 3 }),
        fc.integer({ min: 1, max: 1000 }),
        (ar, ma, seed) => {
          const phi = Float64Array.from(ar);
          fromPartials(phi);
          const theta = Float64Array.from(ma);
          fromPartials(theta);
          const random = seededRandom(seed);
          const w = Float64Array.from({ length: 12 }, () => random.normal());
          const found = new ExactLikelihood(w, false, 1e-15).evaluate({ phi, theta });
          const gamma = new Float64Array(12);
          new ArmaAutocovariance(phi.length, theta.length, 11).compute({ phi, theta }, gamma);
          const covariance = matrix(12, 12);
          for (let i = 0; i < 12; i++)
            for (let j = 0; j < 12; j++) covariance.data[i * 12 + j] = gamma[Math.abs(i - j)];
          const factor = cholesky(covariance)!;
          const solved = choleskySolve(factor, w);
          let form = 0;
          for (let t = 0; t < 12; t++) form += w[t] * solved[t];
          expect(found.sigma2).toBeCloseTo(form / 12, 6);
          expect(found.deviance).toBeCloseTo(12 * Math.log(form / 12) + choleskyLogDeterminant(factor), 6);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('seasonal ARIMA on made series', () => {
  it('recovers an autoregression and its mean', () => {
    const random = seededRandom('ar');
    let x = 0;
    const y = Float64Array.from({ length: 2000 }, () => 10 + (x = 0.7 * x + random.normal()));
    const model = estimateArima(y, { p: 1, d: 0, q: 0, P: 0, D: 0, Q: 0, period: 1, constant: true })!;
    expect(model.parameters.ar1).toBeCloseTo(0.7, 1);
    expect(model.parameters.mean).toBeCloseTo(10, 0);
    expect(model.sigma).toBeCloseTo(1, 1);
  });

  it('continues a straight line exactly and leaves too short a series alone', () => {
    const line = Float64Array.from({ length: 20 }, (_, t) => 3 + 2 * t);
    const model = estimateArima(line, { p: 0, d: 1, q: 0, P: 0, D: 0, Q: 0, period: 1, constant: true })!;
    expect(Array.from(model.forecast(3).mean)).toEqual([43, 45, 47]);
    expect(
      estimateArima(Float64Array.of(1, 2, 3), { p: 1, d: 1, q: 1, P: 0, D: 0, Q: 0, period: 1, constant: true }),
    ).toBeUndefined();
  });

  it('takes white noise as stationary and a random walk as not', () => {
    const random = seededRandom('walk');
    const noise = Float64Array.from({ length: 200 }, () => random.normal());
    let sum = 0;
    const walk = noise.map((value) => (sum += value));
    expect(kpssStatistic(noise)).toBeLessThan(0.463);
    expect(kpssStatistic(walk)).toBeGreaterThan(0.463);
    expect(selectArima(walk, 1)!.order.d).toBe(1);
  });
});

describe.skipIf(referenceData('forecast-r') === undefined)('seasonal ARIMA against R', () => {
  const series: Record<string, () => Float64Array> = {
    logair: () => sharedSeries('forecast-r/datasets_AirPassengers.csv').map(Math.log),
    oil: () => sharedSeries('forecast-r/fpp2_oil.csv').slice(31, 49),
    beer: () => sharedSeries('forecast-r/fpp2_ausbeer.csv'),
    cement: () => sharedSeries('forecast-r/fpp2_qcement.csv').map(Math.log),
    johnson: () => sharedSeries('forecast-r/datasets_JohnsonJohnson.csv').map(Math.log),
  };

  it('gives the airline model: ma1 −.4018, sma1 −.5569, σ² .001348, AIC −483.4', () => {
    const model = estimateArima(series.logair(), { p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1, period: 12, constant: false })!;
    expect(model.parameters.ma1).toBeCloseTo(-0.4018, 4);
    expect(model.parameters.sma1).toBeCloseTo(-0.5569, 4);
    expect(model.sigma2).toBeCloseTo(0.001348, 6);
    expect(model.aic).toBeCloseTo(-483.4, 1);
  });

  it.each(expected.arima)('$series $order has the likelihood and the forecasts of R', (row) => {
    const [p, d, q, P, D, Q] = row.order;
    const period = row.series === 'logair' ? 12 : row.series === 'oil' ? 1 : 4;
    const model = estimateArima(series[row.series](), { p, d, q, P, D, Q, period, constant: row.constant })!;
    expect(model.logLikelihood!).toBeGreaterThan(row.logLikelihood - 0.01);
    expect(model.logLikelihood!).toBeLessThan(row.logLikelihood + 0.3);
    expect(model.aicc! - model.aic).toBeCloseTo(row.aicc - row.aic, 6);
    const { mean } = model.forecast(8);
    for (let h = 0; h < 8; h++) expect(Math.abs(mean[h] / row.mean[h] - 1)).toBeLessThan(0.004);
  });
});
