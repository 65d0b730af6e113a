/** What a search found. */
export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly evaluations: number;
}

export interface SearchLimits {
  /** Stops when a step gains less than this share of the value, once more from a fresh start. */
  readonly tolerance?: number;
  /** Stops at once when a step gains less than this. */
  readonly enough?: number;
  readonly iterations?: number;
  /** The exact gradient where it is known; left out: forward differences. */
  readonly gradient?: (x: Float64Array, into: Float64Array) => void;
}

/**
 * BFGS with the exact gradient or forward differences and a backtracking line search (Nocedal & Wright 2006, algorithms 6.1 and 3.1), written
 * for objectives that cost about a microsecond and may be infinite outside their region. No allocation inside the loop.
 */
export function quasiNewton(
  f: (x: Float64Array) => number,
  start: Float64Array,
  { tolerance = 1e-7, iterations = 60, enough = 0, gradient: exact }: SearchLimits = {},
): Minimum {
  const n = start.length;
  const x = Float64Array.from(start);
  const next = new Float64Array(n);
  const gradient = new Float64Array(n);
  const nextGradient = new Float64Array(n);
  const direction = new Float64Array(n);
  const change = new Float64Array(n);
  const inverse = new Float64Array(n * n);
  const product = new Float64Array(n);
  let evaluations = 1;
  let value = f(x);
  const differentiate = (at: Float64Array, centre: number, into: Float64Array): void => {
    if (exact !== undefined) {
      exact(at, into);
      return;
    }
    for (let i = 0; i < n; i++) {
      const kept = at[i];
      const step = 1e-6 * Math.max(1, Math.abs(kept));
      at[i] = kept + step;
      let other = f(at);
      evaluations += 1;
      if (other < Number.POSITIVE_INFINITY) into[i] = (other - centre) / step;
      else {
        at[i] = kept - step;
        other = f(at);
        evaluations += 1;
        into[i] = other < Number.POSITIVE_INFINITY ? (centre - other) / step : 0;
      }
      at[i] = kept;
    }
  };
  if (!(value < Number.POSITIVE_INFINITY) || n === 0) return { x, value, evaluations };
  differentiate(x, value, gradient);
  let fresh = true;
  for (let iteration = 0; iteration < iterations; iteration++) {
    if (fresh) {
      inverse.fill(0);
      for (let i = 0; i < n; i++) {
        const kept = x[i];
        const step = 3e-4 * Math.max(0.3, Math.abs(kept));
        x[i] = kept + step;
        const above = f(x);
        x[i] = kept - step;
        const below = f(x);
        x[i] = kept;
        const bend = (above - 2 * value + below) / (step * step);
        inverse[i * n + i] =
          bend > 0 && bend < Number.POSITIVE_INFINITY
            ? 1 / Math.max(bend, 0.5 * Math.abs(gradient[i]))
            : 1 / Math.max(1, Math.abs(gradient[i]));
      }
      evaluations += 2 * n;
    }
    let slope = 0;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += inverse[i * n + j] * gradient[j];
      direction[i] = -sum;
      slope -= gradient[i] * sum;
    }
    if (slope > -1e-14) {
      if (fresh) break;
      fresh = true;
      continue;
    }
    let longest = 0;
    for (let i = 0; i < n; i++) longest = Math.max(longest, Math.abs(direction[i]));
    let step = longest > 2 ? 2 / longest : 1;
    let trial = Number.POSITIVE_INFINITY;
    for (let halving = 0; halving < 25; halving++) {
      for (let i = 0; i < n; i++) next[i] = x[i] + step * direction[i];
      trial = f(next);
      evaluations += 1;
      if (trial <= value + 1e-4 * step * slope) break;
      trial = trial < Number.POSITIVE_INFINITY ? trial : Number.POSITIVE_INFINITY;
      const quadratic = (-0.5 * slope * step * step) / (trial - value - slope * step);
      step = quadratic > 0.1 * step && quadratic < 0.6 * step ? quadratic : 0.3 * step;
      trial = Number.POSITIVE_INFINITY;
    }
    if (trial === Number.POSITIVE_INFINITY) {
      if (fresh) break;
      fresh = true;
      continue;
    }
    const gain = value - trial;
    differentiate(next, trial, nextGradient);
    let curvature = 0;
    for (let i = 0; i < n; i++) {
      change[i] = next[i] - x[i];
      product[i] = nextGradient[i] - gradient[i];
      curvature += change[i] * product[i];
      x[i] = next[i];
      gradient[i] = nextGradient[i];
    }
    value = trial;
    if (gain <= enough) break;
    if (gain <= tolerance * (1 + Math.abs(value))) {
      if (fresh) break;
      fresh = true;
      continue;
    }
    if (curvature > 1e-12) {
      updateInverse(inverse, change, product, curvature);
    }
    fresh = false;
  }
  return { x, value, evaluations };
}

/** Equation 6.17 of Nocedal & Wright, expanded to rank-one pieces. */
function updateInverse(inverse: Float64Array, change: Float64Array, yield_: Float64Array, curvature: number): void {
  const n = change.length;
  const image = n <= scratch.length ? scratch : new Float64Array(n);
  let bend = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += inverse[i * n + j] * yield_[j];
    image[i] = sum;
    bend += sum * yield_[i];
  }
  const factor = (1 + bend / curvature) / curvature;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      inverse[i * n + j] += factor * change[i] * change[j] - (image[i] * change[j] + change[i] * image[j]) / curvature;
    }
  }
}

const scratch = new Float64Array(512);
