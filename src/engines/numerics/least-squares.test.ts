import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { cholesky, choleskyInverse, choleskySolve } from './cholesky.ts';
import { decimalToDoubleDouble } from './decimal-double-double.ts';
import { leastSquares } from './least-squares.ts';
import { crossProduct, identity, matrix, matrixFromRows, multiply, multiplyTransposed, transpose } from './matrix.ts';
import { applyQ, applyQTransposed, householderQr } from './qr.ts';

interface Problem {
  name: string;
  degree: number;
  x: string[];
  y: string[];
  coefficients: number[];
}
const file = join(import.meta.dirname, '../../../test/reference/linear-models/expected.json');
const problems: Problem[] = JSON.parse(readFileSync(file, 'utf8'));

function randomProblem(rows: number, cols: number, seed: number) {
  const random = seededRandom(seed);
  const x = matrix(rows, cols);
  for (let i = 0; i < x.data.length; i++) x.data[i] = i % cols === 0 ? 1 : random.normal();
  return { x, y: Float64Array.from({ length: rows }, () => random.normal()) };
}

describe('least squares', () => {
  it.each(problems)(
    '$name: plain double powers reach 9 digits where the data allow it',
    ({ degree, x, y, coefficients, name }) => {
      const rows = x.map((text) => Array.from({ length: degree + 1 }, (_, k) => Number(text) ** k));
      const { coefficients: found } = leastSquares(matrixFromRows(rows), y.map(Number));
      // x¹⁰ rounded to a double already costs this problem 9 of its 16 digits; poly() carries the powers further.
      const digits = name === 'decatic' ? 6 : 9;
      coefficients.forEach((value, k) => expect(Math.abs(found[k] / value - 1)).toBeLessThan(10 ** -digits));
    },
  );

  it('leaves residuals at right angles to the columns, on both paths', () => {
    for (const [rows, cols] of [
      [50, 4],
      [30_000, 12],
    ]) {
      const { x, y } = randomProblem(rows, cols, rows);
      const fit = leastSquares(x, y);
      expect(fit.precision).toBe(rows > 1000 ? 'refined' : 'double-double');
      for (const value of multiplyTransposed(x, fit.residuals)) expect(Math.abs(value)).toBeLessThan(1e-10 * rows);
      const identityLike = multiply(fit.unscaledCovariance, crossProduct(x));
      identityLike.data.forEach((value, i) => expect(value).toBeCloseTo(i % (cols + 1) === 0 ? 1 : 0, 9));
    }
  });

  it('reports dependent columns instead of dividing by zero', () => {
    const { x, y } = randomProblem(40, 3, 3);
    const wide = matrix(40, 5);
    for (let i = 0; i < 40; i++) {
      const [a, b, c] = x.data.subarray(i * 3, i * 3 + 3);
      wide.data.set([a, b, 2 * a - b, c, 0], i * 5);
    }
    const fit = leastSquares(wide, y);
    expect(fit.aliased).toEqual([2, 4]);
    expect(fit.rank).toBe(3);
    const plain = leastSquares(x, y).coefficients;
    [plain[0], plain[1], 0, plain[2], 0].forEach((value, j) => expect(fit.coefficients[j]).toBeCloseTo(value, 12));
  });

  it('a weight of 2 counts a row twice', () => {
    const { x, y } = randomProblem(20, 3, 9);
    const weights = Float64Array.from({ length: 20 }, (_, i) => (i < 5 ? 2 : 1));
    const doubled = matrix(25, 3);
    doubled.data.set(x.data);
    doubled.data.set(x.data.subarray(0, 15), 60);
    const twice = leastSquares(doubled, [...y, ...y.subarray(0, 5)]);
    const weighted = leastSquares(x, y, { weights });
    weighted.coefficients.forEach((value, j) => expect(value).toBeCloseTo(twice.coefficients[j], 12));
    expect(weighted.residualSumOfSquares).toBeCloseTo(twice.residualSumOfSquares, 12);
    expect(() => leastSquares(x, y.subarray(1))).toThrow('invalid y: 19');
  });
});

describe('matrices', () => {
  it('Q keeps lengths and Q·Qᵀy = y', () => {
    const { x, y } = randomProblem(12, 4, 5);
    const qr = householderQr(x);
    const back = applyQ(qr, applyQTransposed(qr, y.slice()));
    back.forEach((value, i) => expect(value).toBeCloseTo(y[i], 13));
  });

  it('Cholesky solves and inverts, and refuses what is not positive definite', () => {
    const { x } = randomProblem(30, 5, 8);
    const gram = crossProduct(x);
    const factor = cholesky(gram)!;
    multiply(factor, transpose(factor)).data.forEach((value, i) => expect(value).toBeCloseTo(gram.data[i], 10));
    multiply(choleskyInverse(factor), gram).data.forEach((value, i) =>
      expect(value).toBeCloseTo(identity(5).data[i], 10),
    );
    const solved = choleskySolve(factor, gram.data.subarray(0, 5));
    [1, 0, 0, 0, 0].forEach((value, i) => expect(solved[i]).toBeCloseTo(value, 10));
    expect(cholesky(matrix(2, 2, Float64Array.of(1, 2, 2, 1)))).toBeUndefined();
  });

  it('decimal text keeps the digits a double cannot', () => {
    expect(decimalToDoubleDouble('0.1')).toEqual({ high: 0.1, low: -5.551115123125783e-18 });
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 12 }), (digits, places) => {
        const { high, low } = decimalToDoubleDouble(`${digits}e-${places}`);
        expect(high).toBe(Number(`${digits}e-${places}`));
        expect(Math.abs(low)).toBeLessThanOrEqual(Math.abs(high) * 2 ** -53);
      }),
    );
    expect(decimalToDoubleDouble('3.25e4')).toEqual({ high: 32_500, low: 0 });
  });
});
