import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digamma } from '#engines/numerics/digamma.ts';
import { unitHypergeometric } from '#engines/numerics/hypergeometric-2f1.ts';
import { referenceData } from '../../../../test/reference-data.ts';
import { foldHistory } from './history.ts';
import { type LifetimeModelName, fitLifetime, lifetimeModels } from './lifetime-model.ts';
import { fitSpend } from './spend-model.ts';

const expected = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../test/reference/lifetime/expected.json'), 'utf8'),
) as Record<'digamma' | 'hypergeometric' | 'bgnbd' | 'pareto', number[][]>;
const { bgnbd, paretonbd, bgbb } = lifetimeModels;
const close = (found: number, wanted: number, relative = 1e-10): void =>
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(relative * Math.max(1e-300, Math.abs(wanted)));

describe('special functions', () => {
  it.each(expected.digamma)('digamma(%d)', (x, value) =>
    expect(Math.abs(digamma(x) - value)).toBeLessThan(1e-14 * Math.max(1, Math.abs(value))),
  );
  it.each(expected.hypergeometric)('2F1(1, %d; %d; %d)', (b, c, z, value) =>
    close(unitHypergeometric(b, c, z).value, value, 1e-11),
  );
  it('gives the slopes of 2F1', () => {
    const [b, c, z] = [3.3, 4.1, 0.6];
    const at = unitHypergeometric(b, c, z);
    const h = 1e-6;
    const slope = (up: number, down: number) => (up - down) / (2 * h);
    close(at.byB, slope(unitHypergeometric(b + h, c, z).value, unitHypergeometric(b - h, c, z).value), 1e-7);
    close(at.byC, slope(unitHypergeometric(b, c + h, z).value, unitHypergeometric(b, c - h, z).value), 1e-7);
    close(at.byZ, slope(unitHypergeometric(b, c, z + h).value, unitHypergeometric(b, c, z - h).value), 1e-7);
    expect(() => unitHypergeometric(1, 2, 1)).toThrow(/invalid b, c, z/);
  });
});

describe('one customer, against the printed formulas', () => {
  it.each(expected.bgnbd)('BG/NBD %d %d %d %d, x %d tx %d T %d, %d ahead', (...row) => {
    const [x, tx, T, horizon, value] = row.slice(4);
    close(bgnbd.expected(row.slice(0, 4), x, tx, T, horizon), value, 1e-9);
  });
  it.each(expected.pareto)('Pareto/NBD %d %d %d %d, x %d tx %d T %d by quadrature', (...row) => {
    const [x, tx, T, logLikelihood, alive] = row.slice(4);
    const history = foldHistory({ x: [x], tx: [tx], T: [T] });
    const found = paretonbd.likelihood(history)(Float64Array.from(row.slice(0, 4)), new Float64Array(4));
    close(found, logLikelihood, 1e-9);
    close(paretonbd.alive(row.slice(0, 4), x, tx, T), alive, 1e-9);
  });
});

const positive = fc.double({ min: 0.05, max: 20, noNaN: true });
const parameters = fc.tuple(positive, positive, positive, positive);
const customer = fc
  .tuple(fc.nat(40), fc.double({ min: 0.01, max: 1, noNaN: true }), fc.double({ min: 1, max: 200, noNaN: true }))
  .map(([x, share, T]) => ({ x, tx: x === 0 ? 0 : share * T, T }));

describe('laws of the models in time', () => {
  it.each(['bgnbd', 'paretonbd'] as const)(
    '%s: chances are chances, more horizon is more purchases, no overflow',
    (name) => {
      fc.assert(
        fc.property(parameters, customer, fc.constantFrom(1, 40), (p, { x, tx, T }, times) => {
          const model = lifetimeModels[name];
          const heavy = x * times;
          const alive = model.alive(p, heavy, tx, T);
          expect(alive).toBeGreaterThanOrEqual(0);
          expect(alive).toBeLessThanOrEqual(1);
          const near = model.expected(p, heavy, tx, T, 5);
          const far = model.expected(p, heavy, tx, T, 50);
          expect(Number.isFinite(far)).toBe(true);
          expect(near).toBeGreaterThanOrEqual(0);
          expect(far).toBeGreaterThanOrEqual(near * (1 - 1e-9) - 1e-12);
          // nobody buys faster than the posterior rate of someone who never leaves
          expect(far).toBeLessThanOrEqual(((p[0] + heavy) / (p[1] + T)) * 50 * alive * (1 + 1e-9) + 1e-9);
        }),
      );
    },
  );

  it.each(['bgnbd', 'paretonbd'] as const)('%s: the written derivatives are the derivatives', (name) => {
    fc.assert(
      fc.property(parameters, fc.array(customer, { minLength: 1, maxLength: 5 }), (p, rows) => {
        const history = { x: rows.map((row) => row.x), tx: rows.map((row) => row.tx), T: rows.map((row) => row.T) };
        const likelihood = lifetimeModels[name].likelihood(foldHistory(history));
        const gradient = new Float64Array(4);
        const value = likelihood(Float64Array.from(p), gradient);
        p.forEach((parameter, i) => {
          const width = 1e-5 * parameter;
          const [up, down] = [1, -1].map((side) =>
            likelihood(
              Float64Array.from(p, (one, j) => (i === j ? one + side * width : one)),
              new Float64Array(4),
            ),
          );
          const slack = 1e-5 * Math.abs(gradient[i]) + (1e-9 * (1 + Math.abs(value))) / parameter;
          expect(Math.abs(gradient[i] - (up - down) / (2 * width))).toBeLessThan(slack + 1e-6);
        });
      }),
    );
  });

  it('passes through a = 1 and s = 1 without a step', () => {
    const around = (f: (parameter: number) => number) => [f(1 - 1e-7), f(1), f(1 + 1e-7)];
    for (const [low, at, high] of [
      around((a) => bgnbd.expected([0.24, 4.4, a, 2.4], 3, 20, 30, 26)),
      around((s) => paretonbd.expected([0.55, 10, s, 11], 3, 20, 30, 26)),
    ]) {
      expect(Math.abs(at - (low + high) / 2)).toBeLessThan(1e-9);
    }
    expect(bgnbd.expected([0.24, 4.4, 0.4, 0.6], 0, 0, 0, 26)).toBeGreaterThan(0); // a + b = 1
  });

  it('does not depend on the unit of time', () => {
    const weeks = { x: [0, 2, 5, 1, 0, 9], tx: [0, 20, 33, 4, 0, 30], T: [39, 38, 37, 36, 30, 35] };
    const days = { x: weeks.x, tx: weeks.tx.map((t) => t * 7), T: weeks.T.map((t) => t * 7) };
    const many = (h: typeof weeks) => ({ x: [...h.x, ...h.x], tx: [...h.tx, ...h.tx], T: [...h.T, ...h.T] });
    const [inWeeks, inDays] = [fitLifetime(many(weeks)), fitLifetime(many(days))];
    close(inDays.values[1] / 7, inWeeks.values[1], 1e-3);
    close(bgnbd.expected(inDays.values, 2, 140, 266, 70), bgnbd.expected(inWeeks.values, 2, 20, 38, 10), 1e-3);
  });
});

// Fader, Hardie & Shang (2010), table 1: donations of 11,104 people over 6 years as x, t_x and number of people (n = 6).
const donations = [
  [6, 6, 1203],
  [5, 6, 728],
  [4, 6, 512],
  [3, 6, 357],
  [2, 6, 234],
  [1, 6, 129],
  [5, 5, 335],
  [4, 5, 284],
  [3, 5, 225],
  [2, 5, 173],
  [1, 5, 119],
  [4, 4, 240],
  [3, 4, 181],
  [2, 4, 155],
  [1, 4, 78],
  [3, 3, 322],
  [2, 3, 255],
  [1, 3, 129],
  [2, 2, 613],
  [1, 2, 277],
  [1, 1, 1091],
  [0, 0, 3464],
];

describe('BG/BB', () => {
  it('gives the published estimates of the donation data', () => {
    const fit = fitLifetime(
      {
        x: donations.map(([x]) => x),
        tx: donations.map(([, tx]) => tx),
        T: donations.map(() => 6),
        count: donations.map(([, , count]) => count),
      },
      'bgbb',
    );
    expect(fit.values.map((value) => value.toFixed(2))).toEqual(['1.20', '0.75', '0.66', '2.78']);
    expect(fit.logLikelihood.toFixed(1)).toBe('-33225.6');
    expect(fit.converged).toBe(true);
  });

  it('agrees with the closed form of eq. 14 and with summing over every future', () => {
    const p = [1.204, 0.75, 0.657, 2.783];
    const one = bgbb.expected(p, 3, 5, 6, 1);
    const five = bgbb.expected(p, 3, 5, 6, 5);
    expect(five).toBeGreaterThan(one);
    expect(one).toBeCloseTo(bgbb.alive(p, 3, 5, 6) * ((1.204 + 3) / (1.204 + 0.75 + 6)), 12);
  });

  it('refuses what cannot be', () => {
    expect(() => fitLifetime({ x: [3], tx: [2], T: [6] }, 'bgbb')).toThrow(/at most t_x = 2/);
    expect(() => fitLifetime({ x: [1], tx: [2], T: [6.5] }, 'bgbb')).toThrow(/whole number of occasions/);
  });
});

describe('bad input', () => {
  it.each([
    [{ x: [1.5], tx: [1], T: [2] }, /whole number of repeat purchases/],
    [{ x: [1], tx: [3], T: [2] }, /from 0 to T = 2/],
    [{ x: [0], tx: [1], T: [2] }, /0 because x is 0/],
    [{ x: [2], tx: [0], T: [2] }, /above 0 because x is above 0/],
    [{ x: [0], tx: [0], T: [0] }, /a time above 0/],
    [{ x: [0, 0], tx: [0, 0], T: [3, 4] }, /at least one customer with a repeat purchase/],
    [{ x: [], tx: [], T: [] }, /at least one customer/],
  ])('refuses %j', (history, message) => {
    expect(() => fitLifetime(history)).toThrow(message);
  });
  it('never answers with NaN, however few or odd the customers', () => {
    const names: readonly LifetimeModelName[] = ['bgnbd', 'paretonbd'];
    fc.assert(
      fc.property(fc.array(customer, { minLength: 1, maxLength: 6 }), fc.constantFrom(...names), (rows, name) => {
        if (rows.every((row) => row.x === 0)) return;
        const fit = fitLifetime({ x: rows.map((r) => r.x), tx: rows.map((r) => r.tx), T: rows.map((r) => r.T) }, name);
        expect(fit.values.every((value) => Number.isFinite(value) && value > 0)).toBe(true);
        expect(Number.isFinite(fit.logLikelihood)).toBe(true);
        if (fit.standardErrors === undefined || !fit.converged) expect(fit.warnings.length).toBeGreaterThan(0);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});

const cdnow = referenceData('cdnow-lifetimes/cdnow_customers_summary_with_transactions.csv');
describe.skipIf(cdnow === undefined)('CDNOW', () => {
  const rows =
    cdnow === undefined
      ? []
      : readFileSync(cdnow, 'utf8')
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split(',').map(Number));
  const history = { x: rows.map((r) => r[1]), tx: rows.map((r) => r[2]), T: rows.map((r) => r[3]) };

  it('BG/NBD: published estimates, expectations and log-likelihood', () => {
    const fit = fitLifetime(history);
    expect(fit.values.map((value) => value.toFixed(3))).toEqual(['0.243', '4.414', '0.793', '2.426']);
    expect(fit.logLikelihood.toFixed(1)).toBe('-9582.4');
    expect(bgnbd.expected(fit.values, 0, 0, 0, 39).toFixed(3)).toBe('1.195');
    expect(bgnbd.expected(fit.values, 2, 30.43, 38.86, 39).toFixed(3)).toBe('1.226');
  });
  it('Pareto/NBD: published estimates and log-likelihood', () => {
    const fit = fitLifetime(history, 'paretonbd');
    expect(fit.values.map((value, i) => value.toFixed(i === 3 ? 2 : 3))).toEqual(['0.553', '10.578', '0.606', '11.67']);
    expect(fit.logLikelihood.toFixed(1)).toBe('-9595.0');
  });
  it('gamma-gamma: published estimates', () => {
    const fit = fitSpend(
      history.x,
      rows.map((r) => r[4]),
    );
    expect(fit?.values.map((value) => value.toFixed(2))).toEqual(['6.25', '3.74', '15.45']);
  });
});
