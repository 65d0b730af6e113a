import type { DemandPanel } from './demand-panel.ts';
import { type FactoredUnit, type UnitFit, solveUnit } from './fit-unit.ts';

/** What moved the demand of all units in the same period, and the fits without it. */
export interface PeriodEffects {
  readonly fits: readonly (UnitFit | undefined)[];
  /** log of the common factor by period. */
  readonly effect: ReadonlyMap<number, number>;
  /** Share of the rows of its own periods that each unit contributes: what it loses by the comparison. */
  readonly ownShare: readonly number[];
}

/**
 * Effects of periods common to all units, together with a demand function per unit: alternating projections
 * (Gauss-Seidel; Guimarães & Portugal 2010), which converges to the joint least squares.
 */
export function fitWithPeriodEffects(
  panel: DemandPanel,
  units: readonly FactoredUnit[],
  responses: readonly Float64Array[],
): PeriodEffects {
  const period = panel.period!;
  const count = new Map<number, number>();
  for (const { unit } of units) for (const row of unit.rows) count.set(period[row], (count.get(period[row]) ?? 0) + 1);
  const effect = new Map([...count.keys()].map((t) => [t, 0]));
  let fits: (UnitFit | undefined)[] = [];
  for (let round = 0; round < 60; round++) {
    fits = units.map((one, u) =>
      solveUnit(
        one,
        responses[u].map((value, i) => value - effect.get(period[one.unit.rows[i]])!),
      ),
    );
    const step = new Map<number, number>();
    units.forEach(({ unit }, u) => {
      const residual = fits[u]?.residual;
      if (residual === undefined) return;
      unit.rows.forEach((row, i) => step.set(period[row], (step.get(period[row]) ?? 0) + residual[i]));
    });
    let largest = 0;
    for (const [t, sum] of step) {
      const move = sum / count.get(t)!;
      largest = Math.max(largest, Math.abs(move));
      effect.set(t, effect.get(t)! + move);
    }
    if (largest < 1e-9) break;
  }
  const ownShare = units.map(({ unit }) => {
    const own = new Map<number, number>();
    for (const row of unit.rows) own.set(period[row], (own.get(period[row]) ?? 0) + 1);
    let sum = 0;
    for (const row of unit.rows) sum += own.get(period[row])! / count.get(period[row])!;
    return sum / unit.rows.length;
  });
  return { fits, effect, ownShare };
}
