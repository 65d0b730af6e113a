import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaExpectation } from './beta-expectation.ts';
import { bgNbdAlive, bgNbdExpected } from './bg-nbd.ts';

describe('expectation over a beta distribution', () => {
  it.each([
    [20, 20],
    [60, 300],
    [1e5, 1.6e5],
  ])('knows the mean, the second moment and E[1/p] of beta(%d, %d)', (a, b) => {
    const share = a / (a + b);
    expect(betaExpectation(a, b, (p) => p) / share).toBeCloseTo(1, 10);
    expect(betaExpectation(a, b, (p) => p * p) / ((share * (a + 1)) / (a + b + 1))).toBeCloseTo(1, 10);
    expect(betaExpectation(a, b, (p) => 1 / p) / ((a + b - 1) / (a - 1))).toBeCloseTo(1, 10);
  });
});

describe('expected purchases under BG/NBD', () => {
  it.each([
    [0.5, 5, 30, 60, 3],
    [0.243, 4.414, 0.793, 2.426, 2],
    [40, 300, 2, 0.4, 12],
    [0.2, 8, 0.05, 3, 0],
  ])('agree between the closed form and the integral: r %d, α %d, a %d, b %d, x %d', (r, alpha, a, b, x) => {
    const closed = bgNbdExpected({ r, alpha, a, b }, x, 0, 39, 39) / bgNbdAlive({ r, alpha, a, b }, x, 0, 39);
    const each = (p: number): number =>
      p === 0 ? ((r + x) * 39) / (alpha + 39) : -Math.expm1(-(r + x) * Math.log1p((p * 39) / (alpha + 39))) / p;
    expect(betaExpectation(a, b + x, each) / closed).toBeCloseTo(1, 6);
  });

  it('are finite and not negative for parameters at the edges that a search can reach', () => {
    const parameter = fc.double({ min: -12, max: 12, noNaN: true }).map(Math.exp);
    fc.assert(
      fc.property(
        fc.record({ r: parameter, alpha: parameter, a: parameter, b: parameter }),
        fc.integer({ min: 0, max: 40 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (parameters, x, recency) => {
          const found = bgNbdExpected(parameters, x, x === 0 ? 0 : 30 * recency, 30, 12);
          expect(found).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(found)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
