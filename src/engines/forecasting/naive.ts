import type { FittedModel } from './fitted-model.ts';

/**
 * The guards: what any method must not do worse than. 'naive' repeats the last value, 'seasonal naive' the value one
 * season ago, 'drift' continues the line from the first to the last value (Hyndman & Athanasopoulos 2021, ch. 5.2, 5.5).
 */
export function naiveModel(y: Float64Array, period: number, kind: 'naive' | 'seasonal naive' | 'drift'): FittedModel {
  const n = y.length;
  const lag = kind === 'seasonal naive' && n > period ? period : 1;
  const slope = kind === 'drift' && n > 1 ? (y[n - 1] - y[0]) / (n - 1) : 0;
  const fitted = new Float64Array(n);
  let squares = 0;
  for (let t = 0; t < n; t++) {
    fitted[t] = t < lag ? y[t] : y[t - lag] + slope;
    squares += (y[t] - fitted[t]) ** 2;
  }
  const free = n - lag - (kind === 'drift' ? 1 : 0);
  const sigma = free > 0 ? Math.sqrt(squares / free) : 0;
  return {
    method: kind,
    parameters: kind === 'drift' ? { slope } : {},
    fitted,
    sigma,
    forecast(horizon) {
      const mean = new Float64Array(horizon);
      const deviation = new Float64Array(horizon);
      for (let h = 1; h <= horizon; h++) {
        const cycles = Math.ceil(h / lag);
        mean[h - 1] = n === 0 ? 0 : y[n - 1 + h - cycles * lag] + slope * h;
        deviation[h - 1] = sigma * Math.sqrt(kind === 'drift' ? h * (1 + h / Math.max(1, n - 1)) : cycles);
      }
      return { mean, deviation };
    },
  };
}
