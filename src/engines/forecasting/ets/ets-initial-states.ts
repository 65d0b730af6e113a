import { decompose } from '../seasonal-decomposition.ts';
import type { EtsForm } from './ets-form.ts';
import type { EtsState } from './ets-recursion.ts';

/**
 * First guesses of level, slope and season (Hyndman, Koehler, Snyder & Grose 2002, section 3.1): season from a classical
 * decomposition, level and slope from a straight line through the first seasonally adjusted values.
 */
export function initialStates(y: Float64Array, form: EtsForm, period: number): EtsState {
  let season: Float64Array = new Float64Array(form.season === 'N' ? 1 : period);
  let adjusted = y;
  if (form.season !== 'N') {
    const parts = decompose(y, period, form.season === 'M' ? 'multiplicative' : 'additive');
    season = parts.indices;
    adjusted = parts.adjusted;
  }
  const used = Math.min(y.length, Math.max(10, 2 * period));
  const line = firstLine(adjusted, used);
  if (form.trend === 'N') {
    let mean = 0;
    for (let t = 0; t < used; t++) mean += adjusted[t] / used;
    return { level: mean, slope: 0, season };
  }
  if (form.trend === 'A') {
    const level =
      Math.abs(line.intercept + line.slope) < 1e-8 ? line.intercept + 1e-3 * Math.abs(y[0]) : line.intercept;
    return { level, slope: line.slope, season };
  }
  const start = Math.max(line.intercept, 1e-3 * Math.abs(y[0]) + 1e-8);
  const growth = Math.min(1.5, Math.max(0.5, 1 + line.slope / start));
  return { level: start, slope: growth, season };
}

function firstLine(y: Float64Array, used: number): { intercept: number; slope: number } {
  const middle = (used + 1) / 2;
  let mean = 0;
  for (let t = 0; t < used; t++) mean += y[t] / used;
  let top = 0;
  let bottom = 0;
  for (let t = 0; t < used; t++) {
    const d = t + 1 - middle;
    top += d * (y[t] - mean);
    bottom += d * d;
  }
  const slope = bottom === 0 ? 0 : top / bottom;
  return { intercept: mean - slope * middle, slope };
}
