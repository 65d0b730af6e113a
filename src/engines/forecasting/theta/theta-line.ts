import type { ThetaKind } from './theta.ts';

/** The non-seasonal part of a Theta model after estimation. */
export interface ThetaLine {
  readonly alpha: number;
  readonly level0: number;
  /** 1 − 1/θ: how much of the trend line is added to the smoothed level. */
  readonly share: number;
  readonly fitted: Float64Array;
  readonly squares: number;
  readonly level: number;
  /** Mean, slope and intercept of the trend line after the last value. */
  readonly mean: number;
  readonly slope: number;
  readonly intercept: number;
}

const [leastAlpha, mostAlpha] = [0.1, 0.99];
/** Weight of the first value in the dynamic fit, which else ignores the first two: it keeps ℓ₀ near the series. */
const anchor = 0.05;

/**
 * Least squares estimate. The one-step mean μ_t = ℓ_{t−1} + (1 − 1/θ){(1 − α)^{t−1} A + [1 − (1 − α)^t] B/α} (equations
 * 10-14 of Fiorucci et al. 2016) is linear in ℓ₀ and 1 − 1/θ, so both are solved exactly for each α and only α is
 * searched, by golden section between the best points of a grid.
 */
export function fitThetaLine(y: Float64Array, kind: ThetaKind): ThetaLine {
  const cost = (alpha: number): number => solve(y, kind, alpha).squares;
  let best = leastAlpha;
  let lowest = Number.POSITIVE_INFINITY;
  const spacing = (mostAlpha - leastAlpha) / 12;
  for (let i = 0; i <= 12; i++) {
    const value = cost(leastAlpha + i * spacing);
    if (value < lowest) {
      lowest = value;
      best = leastAlpha + i * spacing;
    }
  }
  let low = Math.max(leastAlpha, best - spacing);
  let high = Math.min(mostAlpha, best + spacing);
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let i = 0; i < 18; i++) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (cost(left) < cost(right)) high = right;
    else low = left;
  }
  const middle = (low + high) / 2;
  return finish(y, kind, cost(middle) < lowest ? middle : best);
}

interface Solution {
  readonly level0: number;
  readonly share: number;
  readonly squares: number;
}

function solve(y: Float64Array, kind: ThetaKind, alpha: number): Solution {
  const n = y.length;
  const line = kind === 'dynamic' ? undefined : regressionLine(y);
  let level = 0;
  let decay = 1;
  let [mean, slope, intercept] = [0, line?.slope ?? 0, line?.intercept ?? 0];
  let [ww, wd, dd, we, de, ee] = [0, 0, 0, 0, 0, 0];
  for (let t = 1; t <= n; t++) {
    const c = decay * intercept + ((1 - decay * (1 - alpha)) / alpha) * slope;
    const value = y[t - 1];
    if (t === 1 && line === undefined) {
      dd += anchor;
      de += anchor * value;
      ee += anchor * value * value;
    } else if (t >= 3 || line !== undefined) {
      const e = value - level;
      ww += c * c;
      wd += c * decay;
      dd += decay * decay;
      we += c * e;
      de += decay * e;
      ee += e * e;
    }
    level += alpha * (value - level);
    decay *= 1 - alpha;
    if (line === undefined) {
      slope = ((t - 2) * slope + (6 / t) * (value - mean)) / (t + 1);
      mean += (value - mean) / t;
      intercept = mean - (slope * (t + 1)) / 2;
    }
  }
  const squaresAt = (level0: number, share: number): number =>
    ee + level0 * level0 * dd + share * share * ww - 2 * level0 * de - 2 * share * we + 2 * level0 * share * wd;
  const held = (share: number): Solution => {
    const level0 = dd > 0 ? (de - share * wd) / dd : 0;
    return { level0, share, squares: squaresAt(level0, share) };
  };
  if (kind === 'standard') return held(0.5);
  const determinant = ww * dd - wd * wd;
  if (!(determinant > 1e-12 * ww * dd)) return held(0);
  const share = (we * dd - wd * de) / determinant;
  return held(Math.min(1, Math.max(0, share)));
}

function finish(y: Float64Array, kind: ThetaKind, alpha: number): ThetaLine {
  const n = y.length;
  const { level0, share, squares } = solve(y, kind, alpha);
  const line = kind === 'dynamic' ? undefined : regressionLine(y);
  const fitted = new Float64Array(n);
  let level = level0;
  let decay = 1;
  let [mean, slope, intercept] = [0, line?.slope ?? 0, line?.intercept ?? 0];
  for (let t = 1; t <= n; t++) {
    const value = y[t - 1];
    fitted[t - 1] = level + share * (decay * intercept + ((1 - decay * (1 - alpha)) / alpha) * slope);
    level += alpha * (value - level);
    decay *= 1 - alpha;
    if (line === undefined) {
      slope = ((t - 2) * slope + (6 / t) * (value - mean)) / (t + 1);
      intercept = 0;
    }
    mean += (value - mean) / t;
    if (line === undefined) intercept = mean - (slope * (t + 1)) / 2;
  }
  return { alpha, level0, share, fitted, squares: Math.max(0, squares), level, mean, slope, intercept };
}

/** Means for the steps after the last value; the dynamic line takes each forecast in as if it had been observed. */
export function forecastThetaLine(line: ThetaLine, kind: ThetaKind, horizon: number): Float64Array {
  const n = line.fitted.length;
  const { alpha, share } = line;
  const forecast = new Float64Array(horizon);
  let { level, mean, slope, intercept } = line;
  let decay = (1 - alpha) ** n;
  for (let h = 0; h < horizon; h++) {
    const t = n + h + 1;
    const trend = decay * intercept + ((1 - decay * (1 - alpha)) / alpha) * slope;
    forecast[h] = level + share * trend;
    level += alpha * (forecast[h] - level);
    decay *= 1 - alpha;
    if (kind === 'dynamic') {
      slope = ((t - 2) * slope + (6 / t) * (forecast[h] - mean)) / (t + 1);
      mean += (forecast[h] - mean) / t;
      intercept = mean - (slope * (t + 1)) / 2;
    }
  }
  return forecast;
}

function regressionLine(y: Float64Array): { slope: number; intercept: number } {
  const n = y.length;
  let mean = 0;
  for (let t = 0; t < n; t++) mean += y[t] / n;
  const middle = (n + 1) / 2;
  let top = 0;
  let bottom = 0;
  for (let t = 0; t < n; t++) {
    top += (t + 1 - middle) * (y[t] - mean);
    bottom += (t + 1 - middle) ** 2;
  }
  const slope = bottom === 0 ? 0 : top / bottom;
  return { slope, intercept: mean - slope * middle };
}
