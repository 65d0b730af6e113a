import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as beta from './beta.ts';
import * as chiSquared from './chi-squared.ts';
import * as fisherF from './fisher-f.ts';
import * as gamma from './gamma.ts';
import { logGamma } from './log-gamma.ts';
import * as normal from './normal.ts';
import * as studentT from './student-t.ts';

const functions: Readonly<Record<string, (...args: number[]) => number>> = {
  ...normal,
  ...studentT,
  ...chiSquared,
  ...fisherF,
  ...gamma,
  betaDensity: beta.betaDensity,
  betaCdf: beta.betaCdf,
  betaUpper: beta.betaUpper,
  betaQuantile: beta.betaQuantile,
  betaUpperQuantile: beta.betaUpperQuantile,
  logGamma,
} as Record<string, (...args: number[]) => number>;
const file = join(import.meta.dirname, '../../../test/reference/distributions/expected.json');
const expected: [string, number[], number][] = JSON.parse(readFileSync(file, 'utf8'));

describe('distribution functions against R', () => {
  it.each([...new Set(expected.map(([name]) => name))])('%s agrees to 1e-10 relative, tails included', (name) => {
    const cases = expected.filter(([other]) => other === name);
    expect(cases.length).toBeGreaterThan(10);
    for (const [, args, value] of cases) {
      const found = functions[name](...args);
      const off = Math.abs(found - value) / Math.max(Math.abs(value), 1e-290);
      expect(off, `${name}(${args.join(', ')}) = ${found}, R says ${value}`).toBeLessThan(1e-10);
    }
  });
});

describe('laws of distributions', () => {
  const probability = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true });
  const shape = fc.double({ min: 0.1, max: 2000, noNaN: true });
  const near = (found: number, p: number): void => expect(Math.abs(found - p)).toBeLessThan(1e-11 * p + 1e-15);

  it('the quantile of p has p below it', () => {
    fc.assert(
      fc.property(probability, shape, shape, (p, a, b) => {
        near(normal.normalCdf(normal.normalQuantile(p)), p);
        near(studentT.studentTCdf(studentT.studentTQuantile(p, a), a), p);
        near(gamma.gammaCdf(gamma.gammaQuantile(p, a, b), a, b), p);
        const { x, y } = beta.betaInverse(p, false, a, b);
        if (y > 0.01) near(beta.betaCdf(x, a, b), p);
        near(fisherF.fisherFCdf(fisherF.fisherFQuantile(p, a, b), a, b), p);
      }),
      { numRuns: 150 },
    );
  });

  it('both tails add up to one', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e4, noNaN: true }), shape, shape, (x, a, b) => {
        expect(gamma.gammaCdf(x, a, b) + gamma.gammaUpper(x, a, b)).toBeCloseTo(1, 13);
        expect(fisherF.fisherFCdf(x, a, b) + fisherF.fisherFUpper(x, a, b)).toBeCloseTo(1, 13);
        expect(studentT.studentTCdf(-x, a)).toBeCloseTo(studentT.studentTUpper(x, a), 14);
      }),
      { numRuns: 200 },
    );
  });

  it('log Γ(x + 1) = log Γ(x) + log x', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-8, max: 1e6, noNaN: true }), (x) => {
        const sum = logGamma(x) + Math.log(x);
        expect(Math.abs(logGamma(x + 1) - sum)).toBeLessThan(
          4e-15 * (Math.abs(logGamma(x)) + Math.abs(Math.log(x)) + 1),
        );
      }),
    );
  });

  it('refuses what is outside', () => {
    expect(() => normal.normalQuantile(1.2)).toThrow('invalid p: 1.2');
    expect(() => studentT.studentTCdf(1, 0)).toThrow('invalid df: 0');
    expect(() => gamma.gammaQuantile(Number.NaN, 1)).toThrow(RangeError);
    expect(() => logGamma(-1)).toThrow(RangeError);
    expect(normal.normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
  });
});
