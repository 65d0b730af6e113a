import { type Matrix, matrix } from '#engines/numerics/matrix.ts';
import type { Expression, Term } from './formula.ts';
import { expressionText, termKey } from './formula.ts';
import { BadCell, type DataColumn, type NumberVector, evaluate, powers, product } from './model-frame.ts';

export interface Design {
  readonly names: readonly string[];
  readonly high: Matrix;
  readonly low: Matrix;
  /** The first level of each factor coded by contrasts: the one the others are compared with. */
  readonly baselines: Readonly<Record<string, string>>;
}

interface Block {
  readonly names: readonly string[];
  readonly vectors: readonly NumberVector[];
}

/** More levels than this make a term unusable: it is most likely an identifier. */
const mostLevels = 500;

/**
 * Builds the design matrix as R's `model.matrix` does: numbers as they are, poly(x, k) as raw powers, categories as dummy
 * columns. A category is coded against its first level where the model holds the same term without it, by all its levels
 * otherwise (Chambers & Hastie 1992, §2.4.1).
 */
export function designMatrix(
  terms: readonly Term[],
  intercept: boolean,
  columns: ReadonlyMap<string, DataColumn>,
  rows: Int32Array,
): Design {
  const names: string[] = [];
  const vectors: NumberVector[] = [];
  const baselines: Record<string, string> = {};
  if (intercept) {
    names.push('(Intercept)');
    vectors.push({ high: new Float64Array(rows.length).fill(1), low: new Float64Array(rows.length) });
  }
  const known = new Set(terms.map(termKey));
  if (intercept) known.add('');
  const seen = new Set<string>(intercept ? [''] : []);
  for (const term of terms) {
    const blocks = term.factors.map((factor) => {
      const without = termKey({ factors: term.factors.filter((other) => other !== factor) });
      const contrasts = without === '' ? seen.has('') : known.has(without);
      return factorBlock(factor, contrasts, columns, rows, baselines);
    });
    if (!intercept && term.factors.length === 1 && isCategory(term.factors[0], columns)) seen.add('');
    const crossed = blocks.reduce(crossBlocks);
    names.push(...crossed.names);
    vectors.push(...crossed.vectors);
  }
  const high = matrix(rows.length, vectors.length);
  const low = matrix(rows.length, vectors.length);
  vectors.forEach((vector, j) => {
    for (let i = 0; i < rows.length; i++) {
      high.data[i * vectors.length + j] = vector.high[i];
      low.data[i * vectors.length + j] = vector.low[i];
    }
  });
  return { names, high, low, baselines };
}

function isCategory(factor: Expression, columns: ReadonlyMap<string, DataColumn>): boolean {
  if (factor.kind === 'call' && factor.name === 'factor') return true;
  return factor.kind === 'column' && columns.get(factor.name)?.kind === 'category';
}

function factorBlock(
  factor: Expression,
  contrasts: boolean,
  columns: ReadonlyMap<string, DataColumn>,
  rows: Int32Array,
  baselines: Record<string, string>,
): Block {
  const text = expressionText(factor);
  if (isCategory(factor, columns)) {
    const cells = categoriesOf(factor, columns, rows);
    const levels = sortedLevels(cells);
    if (levels.length < 2) throw new BadCell(rows[0] ?? 0, text, `at least two different values of "${text}"`);
    if (levels.length > mostLevels) {
      throw new BadCell(rows[0] ?? 0, text, `at most ${mostLevels} categories of "${text}" (it has ${levels.length})`);
    }
    if (contrasts) baselines[text] = levels[0];
    const coded = contrasts ? levels.slice(1) : levels;
    return {
      names: coded.map((level) => `${text}${level}`),
      vectors: coded.map((level) => ({
        high: Float64Array.from(cells, (cell) => (cell === level ? 1 : 0)),
        low: new Float64Array(rows.length),
      })),
    };
  }
  if (factor.kind === 'call' && factor.name === 'poly') {
    const degree = factor.degree!;
    const made = powers(evaluate(factor.argument, columns, rows), degree);
    if (made.some((vector) => vector.high.some((value) => !Number.isFinite(value)))) {
      throw new BadCell(rows[0] ?? 0, text, 'powers below 1e308');
    }
    return { names: made.map((_, k) => `${text}${k + 1}`), vectors: made };
  }
  return { names: [text], vectors: [evaluate(factor, columns, rows)] };
}

function categoriesOf(factor: Expression, columns: ReadonlyMap<string, DataColumn>, rows: Int32Array): string[] {
  const inner = factor.kind === 'call' ? factor.argument : factor;
  const column = inner.kind === 'column' ? columns.get(inner.name) : undefined;
  if (column?.kind === 'category') return Array.from(rows, (row) => column.values[row]!);
  return Array.from(evaluate(inner, columns, rows).high, String);
}

/** Numbers by size, else text by code point (the same on every machine). */
function sortedLevels(cells: readonly string[]): string[] {
  const levels = [...new Set(cells)];
  const numeric = levels.every((level) => level.trim() !== '' && Number.isFinite(Number(level)));
  return numeric ? levels.sort((a, b) => Number(a) - Number(b)) : levels.sort();
}

/** R's order: the first factor's columns vary fastest. */
function crossBlocks(a: Block, b: Block): Block {
  const names: string[] = [];
  const vectors: NumberVector[] = [];
  for (let j = 0; j < b.vectors.length; j++) {
    for (let i = 0; i < a.vectors.length; i++) {
      names.push(`${a.names[i]}:${b.names[j]}`);
      vectors.push(product(a.vectors[i], b.vectors[j]));
    }
  }
  return { names, vectors };
}
