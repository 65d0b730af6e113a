import { chiSquaredUpper } from '#engines/numerics/chi-squared.ts';
import { fisherFUpper } from '#engines/numerics/fisher-f.ts';
import { type Family, generalisedLinearModel } from '#engines/numerics/generalised-linear-model.ts';
import { leastSquares } from '#engines/numerics/least-squares.ts';
import { matrix } from '#engines/numerics/matrix.ts';
import { normalQuantile, normalUpper } from '#engines/numerics/normal.ts';
import { studentTQuantile, studentTTwoSided } from '#engines/numerics/student-t.ts';
import type { Trace, Usage } from '#kernel/trace.ts';
import { type Design, designMatrix } from './design-matrix.ts';
import { type Formula, columnsOf, expressionText, parseFormula } from './formula.ts';
import { BadCell, type DataColumn, evaluate } from './model-frame.ts';
import { readResponse } from './response.ts';

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

/**
 * Fits `response ~ terms` to columns of data: least squares (gaussian), logistic (binomial) or log-linear (poisson).
 *
 * @param columns number columns (NaN is missing) and category columns (undefined is missing), all of one length
 * Rows with a missing value in a column that the formula uses are left out and counted in `usage`. Throws SyntaxError for
 * the formula, RangeError for an unknown column, BadCell (with the row) for values that cannot be used.
 */
export function fitFormula(
  formula: string | Formula,
  columns: ReadonlyMap<string, DataColumn>,
  options: FormulaFitOptions = {},
): FormulaFit {
  const family = options.family ?? 'gaussian';
  const level = options.level ?? 0.95;
  if (!(level > 0 && level < 1)) throw new RangeError(`invalid level: ${level} (a number between 0 and 1 is expected)`);
  const model = withEverythingElse(typeof formula === 'string' ? parseFormula(formula) : formula, columns, options);
  const needed = neededColumns(model, options);
  const { rows, usage } = completeRows(needed, columns);
  const response = readResponse(model.response, family, columns, rows, options.positive);
  const design = designMatrix(model.terms, model.intercept, columns, rows);
  const weights = options.weights === undefined ? undefined : readWeights(options.weights, columns, rows);
  const offset = sumOfOffsets(model, columns, rows);
  if (design.names.length === 0) throw new RangeError('invalid formula: no terms (at least one is expected)');
  if (rows.length < design.names.length) {
    throw new RangeError(
      `invalid data: ${rows.length} usable rows (at least ${design.names.length}, one per coefficient, are expected)`,
    );
  }
  const text = typeof formula === 'string' ? formula : (options.formulaText ?? `${expressionText(model.response)} ~ …`);
  const start = { design, response, weights, offset, family, level, intercept: model.intercept };
  const core = family === 'gaussian' ? fitGaussian(start) : fitGlm(start, family);
  const notes = [...(response.note === undefined ? [] : [response.note]), ...core.notes];
  for (const [factor, baseline] of Object.entries(design.baselines)) {
    notes.push(`"${factor}" is compared with its first value "${baseline}"`);
  }
  return {
    ...core,
    formula: text,
    family,
    baselines: design.baselines,
    observations: rows.length,
    rows,
    notes,
    usage,
    trace: [
      {
        step: `Built ${design.names.length} columns for ${rows.length} rows from the formula`,
        inputs: { formula: text, terms: design.names },
        source: 'Wilkinson & Rogers (1973); Chambers & Hastie (1992), ch. 2',
      },
      ...core.trace,
    ],
  };
}

interface Start {
  readonly design: Design;
  readonly response: { readonly values: { readonly high: Float64Array; readonly low: Float64Array } };
  readonly weights?: Float64Array;
  readonly offset?: Float64Array;
  readonly family: Family;
  readonly level: number;
  readonly intercept: boolean;
}

type Core = Omit<FormulaFit, 'formula' | 'family' | 'baselines' | 'observations' | 'rows' | 'usage'>;

function fitGaussian({ design, response, weights, offset, level, intercept }: Start): Core {
  const high = offset === undefined ? response.values.high : response.values.high.map((y, i) => y - offset[i]);
  const low = offset === undefined ? response.values.low : undefined;
  const fit = leastSquares(design.high, high, { weights, designLow: design.low, responseLow: low });
  const n = fit.residualDf + fit.rank;
  const total = spread(high, weights, intercept);
  const rss = fit.residualSumOfSquares;
  const df = fit.residualDf;
  const variance = df === 0 ? 0 : rss / df;
  const quantile = df === 0 ? 0 : studentTQuantile(0.5 + level / 2, df);
  const coefficients = coefficientTable(design, fit.coefficients, fit.aliased, (j) => {
    const stdError = Math.sqrt(variance * fit.unscaledCovariance.data[j * design.names.length + j]);
    return { stdError, quantile, p: (statistic) => (df === 0 ? 1 : studentTTwoSided(statistic, df)) };
  });
  const modelDf = fit.rank - (intercept ? 1 : 0);
  const r2 = total === 0 ? 0 : clampShare(1 - rss / total);
  const statistic = (total - rss) / modelDf / variance;
  const usable = modelDf > 0 && df > 0 && variance > 0 && Number.isFinite(statistic);
  const logLikelihood = rss > 0 ? gaussianLogLikelihood(rss, n, weights) : 0;
  const notes: string[] = [];
  if (df === 0) notes.push('As many coefficients as rows: the fit is exact and says nothing about its errors');
  else if (rss <= 1e-26 * Math.max(total, spread(high, weights, false))) {
    notes.push('The fit is exact to working precision; standard errors mean nothing here');
  }
  return {
    coefficients,
    aliased: fit.aliased.map((j) => design.names[j]),
    residualStdError: Math.sqrt(variance),
    r2,
    adjustedR2: df === 0 ? r2 : 1 - ((1 - r2) * (n - (intercept ? 1 : 0))) / df,
    df,
    overall: usable ? { statistic, df: [modelDf, df], p: fisherFUpper(statistic, modelDf, df) } : undefined,
    deviance: rss,
    nullDeviance: total,
    logLikelihood,
    ...criteria(rss > 0 ? logLikelihood : 0, fit.rank + 1, n),
    fitted: offset === undefined ? fit.fitted : fit.fitted.map((value, i) => value + offset[i]),
    residuals: fit.residuals,
    notes,
    trace: [
      {
        step:
          fit.precision === 'double-double'
            ? 'Solved the least-squares problem by Householder QR in double-double arithmetic (about 30 digits)'
            : 'Solved the least-squares problem by Householder QR with iterative refinement',
        inputs: { rows: n, columns: design.names.length },
        output: { rank: fit.rank, residualSumOfSquares: rss },
        source: 'Golub & Van Loan (2013), algorithm 5.2.1 and §5.3.8',
      },
    ],
  };
}

function fitGlm({ design, response, weights, offset, level, intercept }: Start, family: 'binomial' | 'poisson'): Core {
  const y = response.values.high;
  const fit = generalisedLinearModel(design.high, y, family, { weights, offset });
  const ones = matrix(y.length, 1, new Float64Array(y.length).fill(1));
  const nullFit = intercept ? generalisedLinearModel(ones, y, family, { weights, offset }) : undefined;
  const nullDeviance = nullFit?.deviance ?? zeroDeviance(y, family, weights, offset);
  const n = fit.residualDf + fit.rank;
  const quantile = normalQuantile(0.5 + level / 2);
  const coefficients = coefficientTable(design, fit.coefficients, fit.aliased, (j) => ({
    stdError: Math.sqrt(fit.covariance.data[j * design.names.length + j]),
    quantile,
    p: (statistic) => Math.min(1, 2 * normalUpper(Math.abs(statistic))),
  }));
  const modelDf = fit.rank - (intercept ? 1 : 0);
  const notes: string[] = [];
  if (!fit.converged) notes.push(`The iterations stopped after ${fit.iterations} without settling`);
  if (fit.separated > 0) {
    notes.push(
      `${fit.separated} rows are predicted as certain: the terms separate the two classes, so some estimates run off to infinity and their errors mean nothing`,
    );
  }
  const df = fit.residualDf;
  const gain = Math.max(0, nullDeviance - fit.deviance);
  const r2 = nullDeviance === 0 ? 0 : clampShare(1 - fit.deviance / nullDeviance);
  return {
    coefficients,
    aliased: fit.aliased.map((j) => design.names[j]),
    residualStdError: df === 0 ? 0 : Math.sqrt(fit.deviance / df),
    r2,
    adjustedR2: df === 0 ? r2 : 1 - ((1 - r2) * (n - (intercept ? 1 : 0))) / df,
    df,
    overall: modelDf > 0 ? { statistic: gain, df: [modelDf], p: chiSquaredUpper(gain, modelDf) } : undefined,
    deviance: fit.deviance,
    nullDeviance,
    logLikelihood: fit.logLikelihood,
    ...criteria(fit.logLikelihood, fit.rank, n),
    fitted: fit.fitted,
    residuals: fit.devianceResiduals,
    notes,
    trace: [
      {
        step: `Maximised the ${family} likelihood by iteratively reweighted least squares, each step by QR`,
        inputs: { rows: n, columns: design.names.length },
        output: { iterations: fit.iterations, deviance: fit.deviance, rank: fit.rank },
        source: 'McCullagh & Nelder (1989), §2.5',
      },
    ],
  };
}

function coefficientTable(
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

/** Σ w·y² about the weighted mean (with an intercept) or about 0. */
function spread(y: Float64Array, weights: Float64Array | undefined, centred: boolean): number {
  let mass = 0;
  let mean = 0;
  if (centred) {
    for (let i = 0; i < y.length; i++) {
      const weight = weights?.[i] ?? 1;
      mass += weight;
      mean += weight === 0 ? 0 : (weight / mass) * (y[i] - mean);
    }
  }
  return y.reduce((sum, value, i) => sum + (weights?.[i] ?? 1) * (value - mean) ** 2, 0);
}

function gaussianLogLikelihood(rss: number, n: number, weights: Float64Array | undefined): number {
  const logWeights = weights === undefined ? 0 : weights.reduce((sum, w) => sum + (w > 0 ? Math.log(w) : 0), 0);
  return 0.5 * (logWeights - n * (Math.log(2 * Math.PI) + 1 - Math.log(n) + Math.log(rss)));
}

function criteria(logLikelihood: number, parameters: number, n: number): { aic: number; bic: number } {
  return { aic: 2 * parameters - 2 * logLikelihood, bic: Math.log(n) * parameters - 2 * logLikelihood };
}

function clampShare(share: number): number {
  return Math.max(0, Math.min(1, share));
}

/** Deviance of the model without any term: linear predictor 0 (plus the offset). */
function zeroDeviance(
  y: Float64Array,
  family: 'binomial' | 'poisson',
  weights: Float64Array | undefined,
  offset: Float64Array | undefined,
): number {
  const zeros = matrix(y.length, 1);
  return generalisedLinearModel(zeros, y, family, { weights, offset }).deviance;
}

function withEverythingElse(
  model: Formula,
  columns: ReadonlyMap<string, DataColumn>,
  options: FormulaFitOptions,
): Formula {
  if (!model.everythingElse) return model;
  const used = new Set([...columnsOf(model.response), ...model.offsets.flatMap(columnsOf), options.weights ?? '']);
  const known = new Set(
    model.terms.filter(({ factors }) => factors.length === 1).map(({ factors }) => expressionText(factors[0])),
  );
  const rest = [...columns.keys()].filter((name) => !used.has(name) && !known.has(name));
  const mains = rest.map((name) => ({ factors: [{ kind: 'column' as const, name }] }));
  return { ...model, terms: [...mains, ...model.terms], everythingElse: false };
}

function neededColumns(model: Formula, options: FormulaFitOptions): Set<string> {
  const names = [model.response, ...model.offsets, ...model.terms.flatMap(({ factors }) => factors)].flatMap(columnsOf);
  return new Set([...names, ...(options.weights === undefined ? [] : [options.weights])]);
}

function completeRows(
  needed: ReadonlySet<string>,
  columns: ReadonlyMap<string, DataColumn>,
): { rows: Int32Array; usage: Usage } {
  const lists = [...needed].map((name) => {
    const column = columns.get(name);
    if (column === undefined) {
      throw new RangeError(
        `invalid formula: no column "${name}" (one of ${[...columns.keys()].join(', ')} is expected)`,
      );
    }
    return { name, column };
  });
  const count = lists.length === 0 ? 0 : lists[0].column.values.length;
  const missing = new Map<string, number>();
  const rows: number[] = [];
  for (let row = 0; row < count; row++) {
    const gap = lists.find(({ column }) =>
      column.kind === 'number' ? Number.isNaN(column.values[row]) : column.values[row] === undefined,
    );
    if (gap === undefined) rows.push(row);
    else missing.set(gap.name, (missing.get(gap.name) ?? 0) + 1);
  }
  const reasons = [...missing].map(([name, times]) => ({ reason: `"${name}" is blank`, count: times }));
  return { rows: Int32Array.from(rows), usage: { used: rows.length, skipped: count - rows.length, reasons } };
}

function readWeights(name: string, columns: ReadonlyMap<string, DataColumn>, rows: Int32Array): Float64Array {
  const { high } = evaluate({ kind: 'column', name }, columns, rows);
  const wrong = high.findIndex((weight) => !(weight >= 0));
  if (wrong !== -1) throw new BadCell(rows[wrong], name, 'a weight of at least 0');
  return high;
}

function sumOfOffsets(
  model: Formula,
  columns: ReadonlyMap<string, DataColumn>,
  rows: Int32Array,
): Float64Array | undefined {
  if (model.offsets.length === 0) return undefined;
  const sum = new Float64Array(rows.length);
  for (const offset of model.offsets) evaluate(offset, columns, rows).high.forEach((value, i) => (sum[i] += value));
  return sum;
}
