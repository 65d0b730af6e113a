import type { Family } from '#engines/numerics/generalised-linear-model.ts';
import type { Design } from './design-matrix.ts';

export interface Coefficient {
  readonly term: string;
  readonly estimate: number;
  readonly stdError: number;
  /** t for gaussian, z otherwise; null when the fit is exact and the standard error 0. */
  readonly statistic: number | null;
  /** Two-sided. */
  readonly p: number;
  /** Limits of the interval at `level`. */
  readonly low: number;
  readonly high: number;
}

/** What a fitting method is given. */
export interface FitStart {
  readonly design: Design;
  readonly response: { readonly values: { readonly high: Float64Array; readonly low: Float64Array } };
  readonly weights?: Float64Array;
  readonly offset?: Float64Array;
  readonly family: Family;
  readonly level: number;
  readonly intercept: boolean;
}

/** One line per coefficient that was estimated. `error` gives its standard error, the quantile of its interval and its p. */
export function coefficientTable(
  design: Design,
  estimates: Float64Array,
  aliased: readonly number[],
  error: (j: number) => { stdError: number; quantile: number; p: (statistic: number) => number },
): Coefficient[] {
  return design.names.flatMap((term, j) => {
    if (aliased.includes(j)) return [];
    const estimate = estimates[j];
    const { stdError, quantile, p } = error(j);
    const statistic = stdError > 0 && Number.isFinite(estimate / stdError) ? estimate / stdError : null;
    return {
      term,
      estimate,
      stdError,
      statistic,
      p: statistic === null ? (estimate === 0 ? 1 : 0) : p(statistic),
      low: estimate - quantile * stdError,
      high: estimate + quantile * stdError,
    };
  });
}

/** Akaike's and Schwarz's criteria. */
export function criteria(logLikelihood: number, parameters: number, n: number): { aic: number; bic: number } {
  return { aic: 2 * parameters - 2 * logLikelihood, bic: Math.log(n) * parameters - 2 * logLikelihood };
}

export function clampShare(share: number): number {
  return Math.max(0, Math.min(1, share));
}
