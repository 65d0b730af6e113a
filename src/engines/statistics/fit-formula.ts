import { completeRows, neededColumns, readWeights, sumOfOffsets } from './complete-rows.ts';
import { designMatrix } from './design-matrix.ts';
import { fitGaussian } from './fit-gaussian.ts';
import { fitLikelihood } from './fit-likelihood.ts';
import type { FormulaFit, FormulaFitOptions } from './formula-fit.ts';
import { type Formula, columnsOf, expressionText } from './formula.ts';
import type { DataColumn } from './model-frame.ts';
import { parseFormula } from './parse-formula.ts';
import { readResponse } from './response.ts';

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
  const core = family === 'gaussian' ? fitGaussian(start) : fitLikelihood(start, family);
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
