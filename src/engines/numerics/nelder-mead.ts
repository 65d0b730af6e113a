export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly evaluations: number;
  /** False when the evaluations ran out first. */
  readonly converged: boolean;
}

export interface NelderMeadOptions {
  /** First step along each coordinate; default 10 % of the coordinate, at least 0.1. */
  readonly step?: number | ArrayLike<number>;
  /** Stops when the values of the simplex differ by less than this share (default 1e-10) … */
  readonly tolerance?: number;
  /** … and its points by less than this share (default 1e-8). */
  readonly pointTolerance?: number;
  readonly maxEvaluations?: number;
}

/**
 * Minimises a function of few variables without derivatives: Nelder & Mead (1965) with the dimension-dependent
 * coefficients of Gao & Han (2012). A value that is not finite counts as +Infinity, so a constraint can be refused.
 */
export function nelderMead(
  objective: (point: Float64Array) => number,
  start: ArrayLike<number>,
  options: NelderMeadOptions = {},
): Minimum {
  const n = start.length;
  if (n === 0) throw new RangeError('invalid start: no coordinates (at least one is expected)');
  const { tolerance = 1e-10, pointTolerance = 1e-8, maxEvaluations = 400 * n, step } = options;
  let evaluations = 0;
  const evaluate = (point: Float64Array): number => {
    evaluations += 1;
    const value = objective(point);
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  };
  const points = firstSimplex(start, step);
  const values = points.map(evaluate);
  const [expand, contract, shrink] = [1 + 2 / Math.max(2, n), 0.75 - 1 / (2 * Math.max(2, n)), 1 - 1 / Math.max(2, n)];
  const order = points.map((_, i) => i);
  const sort = (): void => void order.sort((a, b) => values[a] - values[b]);
  sort();
  let converged = false;
  while (evaluations < maxEvaluations) {
    const [best, worst, second] = [order[0], order[n], order[n - 1]];
    if (isTight(points, values, best, worst, tolerance, pointTolerance)) {
      converged = true;
      break;
    }
    const centre = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) centre[j] += points[order[i]][j] / n;
    const along = (t: number): Float64Array => centre.map((c, j) => c + t * (c - points[worst][j]));
    const replace = (point: Float64Array, value: number): void => {
      points[worst] = point;
      values[worst] = value;
    };
    const reflected = along(1);
    const value = evaluate(reflected);
    if (value < values[best]) {
      const expanded = along(expand);
      const further = evaluate(expanded);
      if (further < value) replace(expanded, further);
      else replace(reflected, value);
    } else if (value < values[second]) replace(reflected, value);
    else {
      const outside = value < values[worst];
      const contracted = along(outside ? contract : -contract);
      const nearer = evaluate(contracted);
      if (nearer < (outside ? value : values[worst])) replace(contracted, nearer);
      else {
        for (let i = 1; i <= n; i++) {
          const k = order[i];
          points[k] = points[k].map((p, j) => points[best][j] + shrink * (p - points[best][j]));
          values[k] = evaluate(points[k]);
        }
      }
    }
    sort();
  }
  return { point: points[order[0]], value: values[order[0]], evaluations, converged };
}

function firstSimplex(start: ArrayLike<number>, step: NelderMeadOptions['step']): Float64Array[] {
  const first = Float64Array.from(start);
  const points = [first];
  for (let j = 0; j < first.length; j++) {
    const moved = first.slice();
    moved[j] +=
      step === undefined ? Math.max(0.1, 0.1 * Math.abs(first[j])) : typeof step === 'number' ? step : step[j];
    points.push(moved);
  }
  return points;
}

function isTight(
  points: readonly Float64Array[],
  values: readonly number[],
  best: number,
  worst: number,
  tolerance: number,
  pointTolerance: number,
): boolean {
  if (!(values[worst] - values[best] <= tolerance * (Math.abs(values[best]) + tolerance))) return false;
  return points.every((point) =>
    point.every((p, j) => Math.abs(p - points[best][j]) <= pointTolerance * (Math.abs(points[best][j]) + 1)),
  );
}
