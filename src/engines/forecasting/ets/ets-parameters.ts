import type { EtsForm } from './ets-form.ts';
import type { EtsSensitivity } from './ets-gradient.ts';
import type { EtsSmoothing, EtsState } from './ets-recursion.ts';

/** Bounds of Hyndman & Khandakar (2008): 0 < β < α < 1, 0 < γ < 1 − α, .8 < φ < .98. */
const least = 1e-4;
const most = 0.9999;
const [leastDamping, mostDamping] = [0.8, 0.98];

const squash = (x: number): number => 1 / (1 + Math.exp(-x));
const unsquash = (p: number): number => Math.log(p / (1 - p));

/** Unbounded search coordinates → smoothing constants inside their bounds. Order: α, β, γ, φ, as the form has them. */
export function readSmoothing(x: Float64Array, form: EtsForm, into: EtsSmoothing): number {
  let i = 0;
  into.alpha = least + (most - least) * squash(x[i++]);
  into.beta = form.trend === 'N' ? 0 : least + (into.alpha - least) * squash(x[i++]);
  into.gamma = form.season === 'N' ? 0 : least + (1 - into.alpha) * squash(x[i++]);
  into.phi = form.damped ? leastDamping + (mostDamping - leastDamping) * squash(x[i++]) : 1;
  return i;
}

export function writeSmoothing({ alpha, beta, gamma, phi }: EtsSmoothing, form: EtsForm, x: Float64Array): number {
  const inside = (share: number): number => unsquash(Math.min(1 - 1e-6, Math.max(1e-6, share)));
  let i = 0;
  x[i++] = inside((alpha - least) / (most - least));
  if (form.trend !== 'N') x[i++] = inside((beta - least) / (alpha - least));
  if (form.season !== 'N') x[i++] = inside((gamma - least) / (1 - alpha));
  if (form.damped) x[i++] = inside((phi - leastDamping) / (mostDamping - leastDamping));
  return i;
}

/** Starting values of Hyndman et al. (2002): α ½, β α/10, γ (1 − α)/20, φ .9, quicker smoothing for short cycles. */
export function firstSmoothing(form: EtsForm, period: number): EtsSmoothing {
  const cycle = form.season === 'N' ? 1 : period;
  const alpha = cycle > 12 ? 0.2 : 0.5 / Math.sqrt(Math.max(1, cycle / 4));
  return { alpha, beta: form.trend === 'N' ? 0 : 0.1 * alpha, gamma: 0.05 * (1 - alpha), phi: form.damped ? 0.93 : 1 };
}

/**
 * Initial states as search coordinates after the smoothing constants: level, slope, and all seasonal places but the last,
 * which follows from their sum. Level and slope are in units of `scale` so that one step size suits every series.
 */
export function readStates(x: Float64Array, at: number, form: EtsForm, scale: number, into: EtsState): void {
  let i = at;
  into.level = x[i++] * scale;
  if (form.trend === 'A') into.slope = x[i++] * scale;
  else if (form.trend === 'M') into.slope = x[i++];
  if (form.season === 'N') return;
  const last = into.season.length - 1;
  const unit = form.season === 'A' ? scale : 1;
  let rest = form.season === 'A' ? 0 : last + 1;
  for (let k = 0; k < last; k++) {
    into.season[k] = x[i++] * unit;
    rest -= into.season[k];
  }
  into.season[last] = rest;
}

export function writeStates(state: EtsState, at: number, form: EtsForm, scale: number, x: Float64Array): number {
  let i = at;
  x[i++] = state.level / scale;
  if (form.trend === 'A') x[i++] = state.slope / scale;
  else if (form.trend === 'M') x[i++] = state.slope;
  if (form.season !== 'N') {
    const unit = form.season === 'A' ? scale : 1;
    for (let k = 0; k < state.season.length - 1; k++) x[i++] = state.season[k] / unit;
  }
  return i;
}

/** Sensitivities of constants and first states → of search coordinates: the chain rule through readSmoothing and readStates. */
export function writeGradient(
  { smoothing: by, state: byState }: EtsSensitivity,
  { alpha, beta, gamma, phi }: EtsSmoothing,
  form: EtsForm,
  scale: number,
  into: Float64Array,
): void {
  const bend = (value: number, low: number, high: number): number => {
    const share = (value - low) / (high - low);
    return (value - low) * (1 - share);
  };
  let byAlpha = by.alpha;
  if (form.trend !== 'N') byAlpha += (by.beta * (beta - least)) / (alpha - least);
  if (form.season !== 'N') byAlpha -= (by.gamma * (gamma - least)) / (1 - alpha);
  let i = 0;
  into[i++] = byAlpha * bend(alpha, least, most);
  if (form.trend !== 'N') into[i++] = by.beta * bend(beta, least, alpha);
  if (form.season !== 'N') into[i++] = by.gamma * bend(gamma, least, least + 1 - alpha);
  if (form.damped) into[i++] = by.phi * bend(phi, leastDamping, mostDamping);
  into[i++] = byState.level * scale;
  if (form.trend !== 'N') into[i++] = byState.slope * scale;
  if (form.season === 'N') return;
  const last = byState.season.length - 1;
  const unit = form.season === 'A' ? scale : 1;
  for (let k = 0; k < last; k++) into[i++] = (byState.season[k] - byState.season[last]) * unit;
}
