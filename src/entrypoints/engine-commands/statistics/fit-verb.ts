import { decimalToDoubleDouble } from '#engines/numerics/decimal-double-double.ts';
import type { Family } from '#engines/numerics/generalised-linear-model.ts';
import { fitFormula } from '#engines/statistics/fit-formula.ts';
import type { FormulaFit } from '#engines/statistics/formula-fit.ts';
import { type Formula, columnsOf } from '#engines/statistics/formula.ts';
import { parseFormula } from '#engines/statistics/parse-formula.ts';
import { BadCell, type DataColumn } from '#engines/statistics/model-frame.ts';
import { UnusableData, unusable } from '#kernel/unusable-data.ts';
import { findColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { normaliseNumber } from '#platform/tabular/values.ts';
import { WrongCall } from '../../command-arguments.ts';
import type { EngineAnswer, EngineCall, EngineVerb } from '../define-engine-command.ts';
import { refusalOf } from '../refusal.ts';
import { type TypedColumn, typedColumn } from '../typed-columns.ts';
import { describeFit, fiveNumbers, pictureOfFit } from './describe-fit.ts';

export const fitVerb: EngineVerb = {
  summary: 'Fits a regression given as a formula',
  files: [1, 1],
  input: 'any columns; the formula names them (names that are no plain words stand in `backticks`)',
  options: [
    {
      name: 'formula',
      kind: 'text',
      required: true,
      help: 'such as "log(amount) ~ price + region + poly(age, 2) - 1"',
    },
    {
      name: 'family',
      kind: 'text',
      help: 'gaussian (least squares), binomial (logistic) or poisson (counts)',
      fallback: 'gaussian',
      oneOf: ['gaussian', 'binomial', 'poisson'],
    },
    { name: 'weights', kind: 'text', help: 'a column of weights' },
    { name: 'positive', kind: 'text', help: 'the value of a binomial response that counts as 1' },
    { name: 'level', kind: 'number', help: 'confidence level in percent', fallback: 95, min: 1, max: 99.99 },
  ],
  run,
};

/** Beyond this many cells the digits behind the 17th are not kept. */
const exactCells = 100_000;

async function run(call: EngineCall): Promise<EngineAnswer> {
  const formula = readFormula(String(call.options.formula));
  const table = await call.readTable(call.files[0]);
  if (table.rows.length === 0) throw unusable('at least one row under the header', { file: table.name, line: 1 });
  const weights = call.options.weights as string | undefined;
  const columns = modelColumns(table, formula, weights, call.map);
  const fit = tryFit(table, () =>
    fitFormula(formula.parsed, columns, {
      formulaText: formula.text,
      family: call.options.family as Family,
      level: Number(call.options.level) / 100,
      weights,
      positive: call.options.positive as string | undefined,
    }),
  );
  return { json: asJson(fit, table), text: describeFit(fit), plot: pictureOfFit(fit) };
}

function readFormula(text: string): { text: string; parsed: Formula } {
  try {
    return { text, parsed: parseFormula(text) };
  } catch (problem) {
    if (problem instanceof SyntaxError) throw new WrongCall(`--formula: ${problem.message}`);
    throw problem;
  }
}

/** The columns that the formula names (all of them for `.`), each under the name the formula uses. */
function modelColumns(
  table: Table,
  formula: { parsed: Formula },
  weights: string | undefined,
  map: Readonly<Record<string, string>>,
): Map<string, DataColumn> {
  const { response, terms, offsets, everythingElse } = formula.parsed;
  const names = new Set([response, ...offsets, ...terms.flatMap(({ factors }) => factors)].flatMap(columnsOf));
  if (weights !== undefined) names.add(weights);
  const found = new Map<string, DataColumn>();
  const used = new Set<number>();
  const missing: string[] = [];
  for (const name of names) {
    const exact = table.header.indexOf(map[name] ?? name);
    const index = exact === -1 ? findColumn(table, map[name] ?? name) : exact;
    if (index === -1) missing.push(name);
    else {
      used.add(index);
      found.set(name, asDataColumn(table, typedColumn(table, index)));
    }
  }
  if (missing.length > 0) {
    throw new UnusableData(
      missing.map((name) => ({
        file: table.name,
        line: 1,
        column: name,
        found: table.header.join(', '),
        expected: `a column named "${name}"; --map ${name}=HEADER renames`,
      })),
    );
  }
  if (everythingElse) {
    table.header.forEach((name, index) => {
      if (used.has(index) || name === '') return;
      const typed = typedColumn(table, index);
      if (typed.kind !== 'empty') found.set(name, asDataColumn(table, typed));
    });
  }
  return found;
}

function asDataColumn(table: Table, column: TypedColumn): DataColumn {
  if (column.kind === 'empty') {
    throw unusable('a column with values', { file: table.name, line: 1, column: column.name, found: 'only blanks' });
  }
  if (column.problemCount > 0) throw new UnusableData(column.problems, column.problemCount);
  if (column.kind === 'category') return { kind: 'category', values: column.texts };
  if (column.kind === 'date' || table.rows.length * table.header.length > exactCells) {
    return { kind: 'number', values: column.numbers! };
  }
  const low = Float64Array.from(column.texts, (text) => {
    const decimal = text === undefined ? undefined : normaliseNumber(text, column.decimalComma);
    return decimal === undefined ? 0 : decimalToDoubleDouble(decimal).low;
  });
  return { kind: 'number', values: column.numbers!, low };
}

/** Turns the engine's refusals into problems that name the line. */
function tryFit(table: Table, fit: () => FormulaFit): FormulaFit {
  try {
    return fit();
  } catch (problem) {
    if (problem instanceof BadCell) {
      throw unusable(problem.expected, { file: table.name, line: table.lines[problem.row], column: problem.column });
    }
    if (problem instanceof RangeError) throw refusalOf(problem, table.name);
    throw problem;
  }
}

function asJson(fit: FormulaFit, table: Table): Record<string, unknown> {
  const { fitted: _fitted, residuals, rows, usage, ...rest } = fit;
  const [smallest, lower, middle, upper, largest] = fiveNumbers(residuals);
  const kept = new Set(rows);
  const skippedLines = usage.skipped === 0 ? [] : table.lines.filter((_, row) => !kept.has(row)).slice(0, 20);
  return {
    ...rest,
    residuals: { smallest, quartiles: [lower, middle, upper], largest },
    used: usage.used,
    skipped: usage.skipped,
    usage: { ...usage, lines: skippedLines },
  };
}
