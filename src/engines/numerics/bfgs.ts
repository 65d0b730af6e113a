import type { Minimum } from './nelder-mead.ts';

export interface BfgsOptions {
  /** Writes the gradient at `point` into `into`; central differences when left out. */
  readonly gradient?: (point: Float64Array, into: Float64Array) => void;
  /** Stops when every entry of the gradient is below this × max(1, |value|) (default 1e-8; 1e-6 by differences). */
  readonly tolerance?: number;
  readonly maxIterations?: number;
}

/**
 * Minimises a smooth function by the BFGS update of the inverse Hessian with a backtracking line search under the Armijo
 * condition and a curvature check: Nocedal & Wright (2006), algorithm 6.1. A value that is not finite is stepped back from.
 */
export function bfgs(
  objective: (point: Float64Array) => number,
  start: ArrayLike<number>,
  options: BfgsOptions = {},
): Minimum {
  const n = start.length;
  let evaluations = 0;
  const evaluate = (point: Float64Array): number => {
    evaluations += 1;
    return objective(point);
  };
  const slopeAt = options.gradient ?? centralDifferences(evaluate);
  const { tolerance = options.gradient === undefined ? 1e-6 : 1e-8, maxIterations = 100 + 20 * n } = options;
  let point = Float64Array.from(start);
  let value = evaluate(point);
  if (!Number.isFinite(value))
    throw new RangeError(`invalid start: the objective is ${value} there (a finite value is expected)`);
  let gradient = new Float64Array(n);
  slopeAt(point, gradient);
  const inverse = new Float64Array(n * n);
  const reset = (scale: number): void => {
    inverse.fill(0);
    for (let i = 0; i < n; i++) inverse[i * n + i] = scale;
  };
  reset(1 / Math.max(1, norm(gradient)));
  let fresh = true;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (gradient.every((g) => Math.abs(g) <= tolerance * Math.max(1, Math.abs(value)))) {
      return { point, value, evaluations, converged: true };
    }
    const direction = new Float64Array(n);
    let slope = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) direction[i] -= inverse[i * n + j] * gradient[j];
      slope += direction[i] * gradient[i];
    }
    let length = 1;
    let moved = point;
    let next = Number.NaN;
    for (let halvings = 0; halvings < 60 && slope < 0; halvings++) {
      moved = point.map((p, i) => p + length * direction[i]);
      next = evaluate(moved);
      if (next <= value + 1e-4 * length * slope) break;
      length *= 0.5;
      next = Number.NaN;
    }
    if (Number.isNaN(next)) {
      if (fresh) return { point, value, evaluations, converged: norm(gradient) <= 1e-4 * Math.max(1, Math.abs(value)) };
      reset(1 / Math.max(1, norm(gradient)));
      fresh = true;
      continue;
    }
    const newGradient = new Float64Array(n);
    slopeAt(moved, newGradient);
    update(inverse, n, moved, point, newGradient, gradient, fresh);
    const still = Math.abs(value - next) <= 1e-15 * Math.abs(value) && length === 1;
    [point, value, gradient] = [moved, next, newGradient];
    fresh = false;
    if (still) return { point, value, evaluations, converged: true };
  }
  return { point, value, evaluations, converged: false };
}

/** H ← (I − ρsyᵀ)H(I − ρysᵀ) + ρssᵀ, skipped when the curvature sᵀy is not positive; equation 6.17. */
function update(
  inverse: Float64Array,
  n: number,
  moved: Float64Array,
  point: Float64Array,
  newGradient: Float64Array,
  gradient: Float64Array,
  fresh: boolean,
): void {
  const s = moved.map((p, i) => p - point[i]);
  const y = newGradient.map((g, i) => g - gradient[i]);
  let sy = 0;
  let yy = 0;
  for (let i = 0; i < n; i++) {
    sy += s[i] * y[i];
    yy += y[i] * y[i];
  }
  if (!(sy > 1e-12 * Math.sqrt(yy) * norm(s))) return;
  if (fresh) {
    inverse.fill(0);
    for (let i = 0; i < n; i++) inverse[i * n + i] = sy / yy;
  }
  const hy = new Float64Array(n);
  let yhy = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) hy[i] += inverse[i * n + j] * y[j];
    yhy += y[i] * hy[i];
  }
  const scale = (1 + yhy / sy) / sy;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) inverse[i * n + j] += scale * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / sy;
}

function centralDifferences(objective: (point: Float64Array) => number) {
  return (point: Float64Array, into: Float64Array): void => {
    const probe = point.slice();
    for (let i = 0; i < point.length; i++) {
      const width = 6e-6 * Math.max(1, Math.abs(point[i]));
      probe[i] = point[i] + width;
      const above = objective(probe);
      probe[i] = point[i] - width;
      const below = objective(probe);
      probe[i] = point[i];
      into[i] = (above - below) / (2 * width);
    }
  };
}

function norm(values: Float64Array): number {
  return Math.hypot(...values);
}
