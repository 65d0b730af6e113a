import type { TerritoryProblem } from './territory-problem.ts';

export interface TerritoryBalance {
  /** Workload and potential of each territory as shares of the mean territory; 1 everywhere when there is none at all. */
  readonly workload: Float64Array;
  readonly potential: Float64Array;
  /** Largest deviation from the mean, as a share. */
  readonly worst: { readonly workload: number; readonly potential: number };
}

/**
 * How evenly a division spreads workload and potential over the territories. Places in none (−1) count neither for a
 * territory nor for the mean. O(places + territories).
 */
export function territoryBalance(
  { workload, potential, territories }: Pick<TerritoryProblem, 'workload' | 'potential' | 'territories'>,
  territoryOf: Int32Array,
): TerritoryBalance {
  const shares = (values: Float64Array): Float64Array => {
    const sums = new Float64Array(territories);
    territoryOf.forEach((territory, place) => {
      if (territory !== -1) sums[territory] += values[place];
    });
    const mean = sums.reduce((sum, one) => sum + one, 0) / territories;
    return mean > 0 ? sums.map((one) => one / mean) : sums.fill(1);
  };
  const worst = (values: Float64Array): number =>
    values.reduce((most, share) => Math.max(most, Math.abs(share - 1)), 0);
  const [loads, worths] = [shares(workload), shares(potential)];
  return { workload: loads, potential: worths, worst: { workload: worst(loads), potential: worst(worths) } };
}
