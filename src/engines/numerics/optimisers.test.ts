import { describe, expect, it } from 'vitest';
import { bfgs } from './bfgs.ts';
import { brentMinimum, brentRoot } from './brent.ts';
import { nelderMead } from './nelder-mead.ts';

const rosenbrock = (p: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i + 1 < p.length; i++) sum += 100 * (p[i + 1] - p[i] ** 2) ** 2 + (1 - p[i]) ** 2;
  return sum;
};

describe('optimisers', () => {
  it.each([2, 4])('find the bottom of the banana valley in %i dimensions', (n) => {
    const start = Array.from({ length: n }, (_, i) => (i % 2 === 0 ? -1.2 : 1));
    const walked = nelderMead(rosenbrock, start, { maxEvaluations: 8000 });
    const descended = bfgs(rosenbrock, start);
    expect(walked.converged && descended.converged).toBe(true);
    for (const value of walked.point) expect(value).toBeCloseTo(1, 5);
    for (const value of descended.point) expect(value).toBeCloseTo(1, 4);
    expect(descended.evaluations).toBeLessThan(walked.evaluations);
  });

  it('use a gradient when it is given', () => {
    const found = bfgs((p) => (p[0] - 3) ** 2 + 10 * (p[1] + 1) ** 2, [0, 0], {
      gradient: (p, into) => into.set([2 * (p[0] - 3), 20 * (p[1] + 1)]),
    });
    expect(found.point[0]).toBeCloseTo(3, 8);
    expect(found.point[1]).toBeCloseTo(-1, 8);
  });

  it('step back from where the function is not finite', () => {
    const guarded = (p: Float64Array): number => (p[0] <= 0 ? Number.NaN : p[0] - Math.log(p[0]));
    expect(nelderMead(guarded, [5]).point[0]).toBeCloseTo(1, 5);
    expect(bfgs(guarded, [5]).point[0]).toBeCloseTo(1, 5);
  });

  it('Brent finds a root and a minimum to full precision', () => {
    expect(brentRoot((x) => Math.cos(x) - x, 0, 1).point).toBeCloseTo(0.739_085_133_215_160_6, 12);
    expect(brentRoot((x) => x ** 3 - 2, 0, 5).point).toBeCloseTo(Math.cbrt(2), 12);
    expect(brentMinimum((x) => Math.exp(x) - 2 * x, -3, 4).point).toBeCloseTo(Math.LN2, 7);
    expect(() => brentRoot((x) => x * x + 1, 0, 1)).toThrow('opposite signs');
  });
});
