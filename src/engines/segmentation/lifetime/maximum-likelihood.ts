import { bfgs } from '#engines/numerics/bfgs.ts';
import { cholesky, choleskyInverse, choleskySolve } from '#engines/numerics/cholesky.ts';
import { type Matrix, matrix } from '#engines/numerics/matrix.ts';

/** Log-likelihood at positive parameters; writes its derivatives by parameter into `gradient`. */
export type Likelihood = (parameters: Float64Array, gradient: Float64Array) => number;

export interface Estimate {
  readonly values: readonly number[];
  /** From the curvature at the maximum; undefined when it is flat in some direction. */
  readonly standardErrors?: readonly number[];
  /** 95 % intervals, symmetric on the log scale. */
  readonly intervals?: readonly (readonly [number, number])[];
  /** Covariance of the logarithms, row after row. */
  readonly logCovariance?: Float64Array;
  readonly logLikelihood: number;
  readonly converged: boolean;
  readonly evaluations: number;
}

/** A likelihood and how many customers it is of: all work is done on the mean, so that rounding stays below the slope. */
export interface Sample {
  readonly likelihood: Likelihood;
  readonly customers: number;
}

/** Largest |log parameter| searched: beyond it a parameter is at the edge and the data do not tell it. */
const edge = 12;
/** Slope of the mean log-likelihood by a log parameter that counts as flat. */
const flat = 3e-9;

/**
 * Maximum likelihood for parameters that are all positive: BFGS on their logarithms from the best of several starts,
 * with analytic derivatives, then Newton steps with the observed information (differences of the gradient), from
 * which the standard errors come. With a `pilot` (a subset of the customers) the search runs on it and only the Newton
 * steps read everyone; the answer is the maximum over everyone all the same.
 */
export function maximiseLikelihood(all: Sample, starts: readonly (readonly number[])[], pilot: Sample = all): Estimate {
  const n = starts[0].length;
  const first = meanOf(pilot, n);
  let point = search(first, starts);
  let information = curvature(first, point);
  const whole = pilot === all ? first : meanOf(all, n);
  point = newton(whole, point, information);
  if (!isFlat(whole, point)) {
    point = search(whole, [Array.from(point, Math.exp)]);
    information = curvature(whole, point);
    point = newton(whole, point, information);
  }
  const { value: meanValue } = whole.at(point);
  const steepness = slopeAt(whole, point);
  information = curvature(first, point);
  const values = Array.from(point, Math.exp);
  const logCovariance = information && choleskyInverse(information).data.map((value) => value / all.customers);
  const common = {
    values,
    logLikelihood: -meanValue * all.customers,
    converged: steepness < 1e-6 && point.every((value) => Math.abs(value) < edge - 0.1),
    evaluations: first.evaluations() + (whole === first ? 0 : whole.evaluations()),
  };
  if (logCovariance === undefined || logCovariance.some((value) => !Number.isFinite(value))) return common;
  const deviations = values.map((_, i) => Math.sqrt(logCovariance[i * n + i]));
  const bound = (parameter: number, i: number, side: number): number =>
    parameter * Math.exp(Math.max(-300, Math.min(300, side * 1.96 * deviations[i])));
  return {
    ...common,
    logCovariance,
    standardErrors: values.map((parameter, i) => parameter * deviations[i]),
    intervals: values.map((parameter, i) => [bound(parameter, i, -1), bound(parameter, i, 1)] as const),
  };
}

interface MeanObjective {
  /** Minus the mean log-likelihood and its slope by the log parameters. */
  at(logs: Float64Array): { readonly value: number; readonly slope: Float64Array };
  evaluations(): number;
}

function meanOf({ likelihood, customers }: Sample, n: number): MeanObjective {
  let evaluations = 0;
  const seen = { point: new Float64Array(n).fill(Number.NaN), value: 0, slope: new Float64Array(n) };
  return {
    at(logs) {
      if (logs.every((value, i) => value === seen.point[i])) return seen;
      evaluations += 1;
      seen.point.set(logs);
      const parameters = logs.map(Math.exp);
      const gradient = new Float64Array(n);
      seen.value = -likelihood(parameters, gradient) / customers;
      seen.slope = gradient.map((value, i) => (-value * parameters[i]) / customers);
      return seen;
    },
    evaluations: () => evaluations,
  };
}

function search(mean: MeanObjective, starts: readonly (readonly number[])[]): Float64Array {
  const objective = (logs: Float64Array): number => {
    if (logs.some((value) => Math.abs(value) > edge)) return Number.POSITIVE_INFINITY;
    const { value } = mean.at(logs);
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  };
  const gradient = (logs: Float64Array, into: Float64Array): void => into.set(mean.at(logs).slope);
  let best: { point: Float64Array; value: number } | undefined;
  for (const start of starts) {
    const found = bfgs(objective, start.map(Math.log), { gradient, tolerance: 1e-6, maxIterations: 120 });
    if (best === undefined || found.value < best.value - 1e-9) best = found;
  }
  return best!.point;
}

/** Newton steps with a fixed factor of the information, as long as they flatten the slope. */
function newton(mean: MeanObjective, start: Float64Array, factor: Matrix | undefined): Float64Array {
  let point = start;
  if (factor === undefined) return point;
  let steepness = slopeAt(mean, point);
  for (let step = 0; step < 12 && steepness > flat; step++) {
    const move = choleskySolve(factor, mean.at(point).slope);
    const next = point.map((value, i) => value - move[i]);
    if (next.some((value) => Math.abs(value) > edge)) break;
    const after = slopeAt(mean, next);
    if (!(after < 0.9 * steepness)) break;
    point = next;
    steepness = after;
  }
  return point;
}

function slopeAt(mean: MeanObjective, point: Float64Array): number {
  return mean.at(point).slope.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function isFlat(mean: MeanObjective, point: Float64Array): boolean {
  return slopeAt(mean, point) < 100 * flat;
}

/** Cholesky factor of the observed information per customer; undefined when it is not positive definite. */
function curvature(mean: MeanObjective, point: Float64Array): Matrix | undefined {
  const n = point.length;
  const information = matrix(n, n);
  const width = 1e-5;
  const here = mean.at(point).slope;
  for (let i = 0; i < n; i++) {
    const probe = point.slice();
    probe[i] += width;
    const there = mean.at(probe).slope;
    for (let j = 0; j < n; j++) {
      const slope = (there[j] - here[j]) / width;
      information.data[i * n + j] += slope / 2;
      information.data[j * n + i] += slope / 2;
    }
  }
  return information.data.every((value) => Number.isFinite(value)) ? cholesky(information) : undefined;
}
