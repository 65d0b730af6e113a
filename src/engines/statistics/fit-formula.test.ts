import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decimalToDoubleDouble } from '#engines/numerics/decimal-double-double.ts';
import type { Family } from '#engines/numerics/generalised-linear-model.ts';
import { referenceData } from '../../../test/reference-data.ts';
import { fitFormula } from './fit-formula.ts';
import type { DataColumn } from './model-frame.ts';

const folder = join(import.meta.dirname, '../../../test/reference');
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

function numbers(texts: readonly (string | number)[]): DataColumn {
  const parts = texts.map((text) => decimalToDoubleDouble(String(text)));
  return {
    kind: 'number',
    values: Float64Array.from(parts, (p) => p.high),
    low: Float64Array.from(parts, (p) => p.low),
  };
}

/** log relative error: how many digits agree. */
function digits(found: number, certified: number): number {
  if (found === certified) return 16;
  return -Math.log10(Math.abs(found - certified) / (certified === 0 ? 1 : Math.abs(certified)));
}

describe('against exact rational arithmetic', () => {
  const problems: {
    name: string;
    degree: number;
    x: string[];
    y: string[];
    coefficients: number[];
    residualVariance: number;
  }[] = read(join(folder, 'linear-models/expected.json'));
  it.each(problems)('$name: 13 digits', ({ degree, x, y, coefficients, residualVariance }) => {
    const fit = fitFormula(
      `y ~ poly(x, ${degree})`,
      new Map([
        ['x', numbers(x)],
        ['y', numbers(y)],
      ]),
    );
    coefficients.forEach((value, k) => expect(digits(fit.coefficients[k].estimate, value)).toBeGreaterThan(13));
    expect(Math.abs(fit.residualStdError ** 2 - residualVariance)).toBeLessThan(1e-12 * residualVariance + 1e-20);
  });
});

// R's glm takes its standard errors from the weights of the last step but one: they agree to about 7 digits.
describe('against R', () => {
  const { data, fits } = read(join(folder, 'generalised-linear-models/expected.json'));
  const columns = new Map<string, DataColumn>(
    Object.entries(data as Record<string, (string | number)[]>).map(([name, values]) => [
      name,
      typeof values[0] === 'string' ? { kind: 'category', values: values as string[] } : numbers(values),
    ]),
  );
  interface Expected {
    formula: string;
    family: Family;
    weighted: boolean;
    [key: string]: unknown;
  }
  it.each(fits as Expected[])('$family $formula', (expected) => {
    const fit = fitFormula(expected.formula, columns, {
      family: expected.family,
      weights: expected.weighted ? 'w' : undefined,
    });
    const terms = (expected.terms as string[]).map((term) => term.replace(', raw = TRUE', ''));
    expect(fit.coefficients.map(({ term }) => term)).toEqual(terms);
    fit.coefficients.forEach((coefficient, j) => {
      for (const key of ['estimate', 'stdError', 'statistic'] as const) {
        const wanted = (expected[key] as number[])[j];
        expect(Math.abs(coefficient[key]! - wanted), `${coefficient.term} ${key}`).toBeLessThan(
          1e-6 * (Math.abs(wanted) + 1e-3),
        );
      }
      expect(coefficient.p).toBeCloseTo((expected.p as number[])[j], 6);
    });
    expect(fit.df).toBe(expected.df);
    for (const [key, found] of Object.entries({
      sigma: fit.residualStdError,
      deviance: fit.deviance,
      r2: fit.r2,
      aic: fit.aic,
      bic: fit.bic,
      logLik: fit.logLikelihood,
    })) {
      expect(found, key).toBeCloseTo(expected[key] as number, 7);
    }
  });
});

const certified = referenceData('nist-strd/linear_strd_share.json');
describe.skipIf(certified === undefined)('against the certified values of NIST', () => {
  const formulas: Record<string, string> = {
    Longley: 'y ~ x1 + x2 + x3 + x4 + x5 + x6',
    Norris: 'y ~ x1',
    NoInt1: 'y ~ x1 - 1',
    Wampler1: 'y ~ poly(x1, 5)',
    Wampler2: 'y ~ poly(x1, 5)',
  };
  const sets = certified === undefined ? [] : read(certified);
  it.each(
    sets as {
      name: string;
      x: string[][];
      y: string[];
      exact_beta: string[];
      exact_sd: string[];
      exact_residual_sd: string;
      exact_r2: string;
    }[],
  )('$name', ({ name, x, y, exact_beta, exact_sd, exact_residual_sd, exact_r2 }) => {
    const columns = new Map([['y', numbers(y)]]);
    const rows = x.map((row) => (Array.isArray(row) ? row : [row]));
    rows[0].forEach((_, j) => columns.set(`x${j + 1}`, numbers(rows.map((row) => row[j]))));
    const fit = fitFormula(formulas[name], columns);
    fit.coefficients.forEach(({ estimate, stdError }, j) => {
      expect(digits(estimate, Number(exact_beta[j]))).toBeGreaterThan(12);
      expect(digits(stdError, Number(exact_sd[j]))).toBeGreaterThan(12);
    });
    expect(digits(fit.residualStdError, Number(exact_residual_sd))).toBeGreaterThan(12);
    expect(digits(fit.r2, Number(exact_r2))).toBeGreaterThan(12);
  });
});

describe('bad input', () => {
  const columns = new Map<string, DataColumn>([
    ['y', numbers([1, 2, 4, 3, 5])],
    ['x', { kind: 'number', values: Float64Array.of(1, 2, Number.NaN, 4, 0) }],
    ['won', { kind: 'category', values: ['yes', 'no', 'yes', 'no', 'no'] }],
  ]);

  it('leaves incomplete rows out and says so', () => {
    const fit = fitFormula('y ~ x', columns);
    expect(fit.usage).toEqual({ used: 4, skipped: 1, reasons: [{ reason: '"x" is blank', count: 1 }] });
    expect([...fit.rows]).toEqual([0, 1, 3, 4]);
  });

  it('refuses with the place in hand', () => {
    expect(() => fitFormula('y ~ log(x)', columns)).toThrow(
      'row 5, log(x): values for which log(x) is a finite number',
    );
    expect(() => fitFormula('y ~ q', columns)).toThrow('no column "q" (one of y, x, won is expected)');
    expect(() => fitFormula('y ~ poly(x, 5)', columns)).toThrow('4 usable rows (at least 6');
    expect(() => fitFormula('won ~ x', columns)).toThrow('numbers, because the formula computes');
    expect(() => fitFormula('y ~ x', columns, { family: 'binomial' })).toThrow('a number from 0 to 1');
  });

  it('says when the classes separate instead of printing endless numbers', () => {
    const fit = fitFormula(
      'won ~ y',
      new Map([
        ['y', numbers([1, 2, 3, 4, 5, 6])],
        ['won', { kind: 'category', values: ['no', 'no', 'no', 'yes', 'yes', 'yes'] }],
      ]),
      {
        family: 'binomial',
      },
    );
    expect(fit.notes.join()).toContain('separate the two classes');
    for (const { estimate, stdError } of fit.coefficients) expect(Number.isFinite(estimate + stdError)).toBe(true);
  });
});
