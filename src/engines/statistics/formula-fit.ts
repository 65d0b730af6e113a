import type { Family } from '#engines/numerics/generalised-linear-model.ts';
import type { Trace, Usage } from '#kernel/trace.ts';
import type { Coefficient } from './coefficient-table.ts';

export interface FormulaFit {
  readonly formula: string;
  readonly family: Family;
  readonly coefficients: readonly Coefficient[];
  /** Terms left out because they are linear combinations of earlier ones. */
  readonly aliased: readonly string[];
  readonly baselines: Readonly<Record<string, string>>;
  /** √(deviance / df): for gaussian the standard deviation of the residuals. */
  readonly residualStdError: number;
  /** Share of the deviance explained, about 0 without an intercept; for gaussian the usual R². */
  readonly r2: number;
  readonly adjustedR2: number;
  /** Residual degrees of freedom. */
  readonly df: number;
  readonly observations: number;
  /** Whether the terms together explain anything: F for gaussian, likelihood ratio χ² otherwise. */
  readonly overall?: { readonly statistic: number; readonly df: readonly number[]; readonly p: number };
  readonly deviance: number;
  readonly nullDeviance: number;
  readonly logLikelihood: number;
  readonly aic: number;
  readonly bic: number;
  readonly fitted: Float64Array;
  readonly residuals: Float64Array;
  /** Row of the data behind each fitted value. */
  readonly rows: Int32Array;
  readonly notes: readonly string[];
  readonly usage: Usage;
  readonly trace: Trace;
}

/** What a fitting method answers. */
export type FitCore = Omit<FormulaFit, 'formula' | 'family' | 'baselines' | 'observations' | 'rows' | 'usage'>;

export interface FormulaFitOptions {
  /** How to name a formula that is handed over parsed. */
  readonly formulaText?: string;
  readonly family?: Family;
  /** Confidence level of the intervals; default 0.95. */
  readonly level?: number;
  /** Name of a column of weights ≥ 0. */
  readonly weights?: string;
  /** For a binomial response of two texts: the one that counts as 1. */
  readonly positive?: string;
}
