import { seededRandom } from '#kernel/random.ts';
import type { EtsForm } from './ets-form.ts';
import type { EtsSmoothing, EtsState } from './ets-recursion.ts';

/**
 * Standard deviations of an exponential smoothing forecast, by the class of the form (Hyndman et al. 2008, ch. 6):
 * class 1 (additive error, linear) equation 6.1; class 2 (multiplicative error, linear) 6.3; class 3 (multiplicative
 * error and season) 6.25, exact within one cycle; other forms by simulating 1,000 paths from a fixed seed.
 * `errorVariance` is relative for multiplicative errors.
 */
export function etsDeviation(
  form: EtsForm,
  smoothing: EtsSmoothing,
  state: EtsState,
  offset: number,
  errorVariance: number,
  mean: Float64Array,
): Float64Array {
  if (form.trend === 'M') return simulatedDeviation(form, smoothing, state, offset, errorVariance, mean.length);
  const horizon = mean.length;
  const period = state.season.length;
  const weight = responses(form, smoothing, period, horizon);
  const deviation = new Float64Array(horizon);
  if (form.error === 'A') {
    let sum = 1;
    for (let h = 0; h < horizon; h++) {
      deviation[h] = Math.sqrt(errorVariance * sum);
      sum += weight[h] * weight[h];
    }
    return deviation;
  }
  const theta = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    const s = form.season === 'M' ? state.season[(offset + h) % period] : 1;
    const base = mean[h] / s;
    theta[h] = base * base;
    for (let j = 1; j <= h; j++) theta[h] += errorVariance * weight[j - 1] * weight[j - 1] * theta[h - j];
    const cycles = form.season === 'M' ? Math.floor(h / period) : 0;
    const seasonal = (1 + smoothing.gamma * smoothing.gamma * errorVariance) ** cycles;
    deviation[h] = Math.abs(s) * Math.sqrt(Math.max(0, theta[h] * (1 + errorVariance) * seasonal - base * base));
  }
  return deviation;
}

/** c_j of table 6.2: how far an error j steps back moves the mean, the multiplicative season left out. */
function responses(
  form: EtsForm,
  { alpha, beta, gamma, phi }: EtsSmoothing,
  period: number,
  horizon: number,
): Float64Array {
  const weight = new Float64Array(horizon);
  let growth = 0;
  let power = 1;
  for (let j = 1; j <= horizon; j++) {
    power *= phi;
    growth += power;
    weight[j - 1] =
      alpha + (form.trend === 'N' ? 0 : beta * growth) + (form.season === 'A' && j % period === 0 ? gamma : 0);
  }
  return weight;
}

function simulatedDeviation(
  form: EtsForm,
  { alpha, beta, gamma, phi }: EtsSmoothing,
  state: EtsState,
  offset: number,
  errorVariance: number,
  horizon: number,
): Float64Array {
  const random = seededRandom('ets');
  const paths = 1000;
  const sigma = Math.sqrt(errorVariance);
  const sums = new Float64Array(horizon);
  const squares = new Float64Array(horizon);
  const period = state.season.length;
  for (let path = 0; path < paths; path++) {
    let { level, slope } = state;
    const season = Float64Array.from(state.season);
    for (let h = 0; h < horizon; h++) {
      const grown = slope ** phi;
      const base = level * grown;
      const s = form.season === 'M' ? season[(offset + h) % period] : 1;
      const error = Math.max(-0.99, sigma * random.normal());
      const value = base * s * (1 + error);
      sums[h] += value;
      squares[h] += value * value;
      slope = Math.max(1e-6, grown + (beta * base * error) / level);
      level = Math.max(1e-12, base * (1 + alpha * error));
      if (form.season === 'M') season[(offset + h) % period] = s * (1 + gamma * error);
    }
  }
  return sums.map((sum, h) => Math.sqrt(Math.max(0, squares[h] / paths - (sum / paths) ** 2)));
}
