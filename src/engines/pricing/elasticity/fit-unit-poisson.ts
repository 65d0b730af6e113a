import type { DemandDesign } from './demand-design.ts';
import type { DemandUnit } from './demand-panel.ts';
import { type FactoredUnit, type UnitFit, factorUnit, solveUnit } from './fit-unit.ts';

/**
 * Demand with periods without any sale: E[q] = exp(level + β·log price + …) by Poisson pseudo-maximum likelihood, which needs
 * only the mean to be right and takes zeros as they are (Santos Silva & Tenreyro 2006, equation 9), by iteratively
 * reweighted least squares. Cells that never sold say nothing about a slope and must be left out before.
 */
export function fitUnitPoisson(
  unit: DemandUnit,
  design: DemandDesign,
  quantity: Float64Array,
): { readonly factored: FactoredUnit; readonly fit: UnitFit | undefined } {
  const mean = quantity.reduce((sum, value) => sum + value, 0) / quantity.length;
  let eta = quantity.map((value) => Math.log((value + mean) / 2));
  let deviance = Number.POSITIVE_INFINITY;
  for (let round = 0; ; round++) {
    const mu = eta.map((value) => Math.exp(Math.min(30, Math.max(-30, value))));
    const working = eta.map((value, i) => value + (quantity[i] - mu[i]) / mu[i]);
    const factored = factorUnit(unit, design, mu);
    const fit = solveUnit(factored, working, 'poisson', mu);
    const now = poissonDeviance(quantity, mu);
    const still = Math.abs(deviance - now) < 1e-10 * (Math.abs(now) + 0.1);
    if (fit === undefined || still || round === 60) return { factored, fit };
    deviance = now;
    eta = working.map((value, i) => value - fit.residual[i] / Math.sqrt(mu[i]));
  }
}

function poissonDeviance(quantity: Float64Array, mu: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < mu.length; i++)
    sum += 2 * ((quantity[i] > 0 ? quantity[i] * Math.log(quantity[i] / mu[i]) : 0) - (quantity[i] - mu[i]));
  return sum;
}
