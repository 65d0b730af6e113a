import { balancedTerritories } from '#engines/territory/design/balanced-territories.ts';
import type { TerritoryDesign, TerritoryProblem } from '#engines/territory/design/territory-problem.ts';
import { stepBudget } from '#kernel/search-budget.ts';

/** One design, for a worker thread: bounded by steps, so that the same customers get the same proposal everywhere. */
export function designTerritories({ problem, steps }: { problem: TerritoryProblem; steps: number }): TerritoryDesign {
  return balancedTerritories(problem, { seed: 1, budget: stepBudget(steps) });
}

/** Mean squared distance of places to the middle of the territory they are in, on the unit sphere; places in none are left out. */
export function spreadOf({ at, territories }: Pick<TerritoryProblem, 'at' | 'territories'>, territoryOf: Int32Array) {
  const [sums, sizes] = [new Float64Array(3 * territories), new Float64Array(territories)];
  territoryOf.forEach((t, i) => {
    if (t === -1) return;
    sizes[t] += 1;
    for (let axis = 0; axis < 3; axis++) sums[3 * t + axis] += at[3 * i + axis];
  });
  let squares = 0;
  let counted = 0;
  territoryOf.forEach((t, i) => {
    if (t === -1) return;
    counted += 1;
    for (let axis = 0; axis < 3; axis++) squares += (at[3 * i + axis] - sums[3 * t + axis] / sizes[t]) ** 2;
  });
  return counted === 0 ? 0 : squares / counted;
}
