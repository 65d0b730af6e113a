import { moderate, variancePrior } from '#engines/numerics/moderated-variance.ts';
import { jackknifeVariance, neweyWestVariance } from '#engines/numerics/one-coefficient-variance.ts';
import type { DemandPanel, DemandUnit } from './demand-panel.ts';
import type { UnitFit } from './fit-unit.ts';

/** How far the own estimate of a unit may be off. */
export interface UnitSpread {
  readonly variance: number;
  readonly df: number;
  /** How many times the textbook variance it is, and what made it so. */
  readonly inflation: number;
  readonly because: 'independent' | 'row' | 'store' | 'period' | 'neighbouring periods';
}

/** As many clusters as the other units' ratio counts for. */
const borrowedClusters = 20;

/**
 * Variances of the own slopes. The residual variance of a unit borrows from the others (Smyth 2004); unequal spread and
 * errors that go together (in a store, in a period, in neighbouring periods) multiply it by the largest ratio of a robust
 * to the textbook variance, the own ratio drawn towards that of all units.
 */
export function unitSpreads(
  panel: DemandPanel,
  units: readonly { readonly unit: DemandUnit; readonly fit: UnitFit; readonly ownShare: number }[],
): UnitSpread[] {
  const regular = units.filter(({ fit }) => fit.family === 'log-log' && fit.variance > 0);
  const prior = variancePrior(
    regular.map(({ fit }) => fit.variance),
    regular.map(({ fit }) => fit.df),
  );
  const ratios = units.map(({ unit, fit }) => robustRatios(panel, unit, fit));
  const pooled = poolRatios(ratios);
  return units.map(({ fit, ownShare }, u) => {
    const { variance, df } =
      fit.family === 'log-log' ? moderate(fit.variance, fit.df, fit.variance > 0 ? prior : undefined) : fit;
    let [inflation, because, freedom]: [number, UnitSpread['because'], number] = [1, 'independent', df];
    for (const { kind, ratio, clusters } of ratios[u]) {
      const shared = pooled.get(kind)!;
      const lent = units.length > 1 ? borrowedClusters : 0;
      const drawn = (clusters * ratio + lent * shared) / (clusters + lent);
      // below one standard error of the ratio there is nothing to see, and always taking the largest would widen sound intervals
      if (drawn > Math.max(inflation, 1 + Math.sqrt(2 / (clusters + lent))))
        [inflation, because, freedom] = [drawn, kind, Math.min(df, clusters - 1 + lent)];
    }
    return { variance: (inflation * variance) / fit.information / (1 - ownShare), df: freedom, inflation, because };
  });
}

interface Ratio {
  readonly kind: Exclude<UnitSpread['because'], 'independent'>;
  readonly ratio: number;
  readonly clusters: number;
}

function robustRatios(panel: DemandPanel, unit: DemandUnit, fit: UnitFit): Ratio[] {
  const textbook = fit.variance / fit.information;
  if (!(textbook > 0)) return [];
  const found: Ratio[] = [];
  const add = (kind: Ratio['kind'], { variance, clusters }: { variance: number; clusters: number }): void => {
    if (Number.isFinite(variance)) found.push({ kind, ratio: variance / textbook, clusters });
  };
  add('row', jackknifeVariance(fit.price, fit.residual));
  if (unit.cells >= 5) add('store', jackknifeVariance(fit.price, fit.residual, unit.cell));
  const { period } = panel;
  if (period === undefined) return found;
  const at = Float64Array.from(unit.rows, (row) => period[row]);
  const distinct = new Set(at).size;
  if (distinct < 8) return found;
  if (distinct < 0.8 * at.length) add('period', jackknifeVariance(fit.price, fit.residual, at));
  else if (unit.cells < 5) {
    const lags = Math.floor(0.75 * Math.cbrt(at.length));
    const correction = at.length / Math.max(1, fit.df);
    const variance = correction * neweyWestVariance(fit.price, fit.residual, unit.cell, lags);
    add('neighbouring periods', { variance, clusters: Math.max(2, Math.floor(at.length / (lags + 1))) });
  }
  return found;
}

/** The mean ratio of each kind, by the number of clusters behind it. */
function poolRatios(ratios: readonly (readonly Ratio[])[]): Map<string, number> {
  const sums = new Map<string, [number, number]>();
  for (const { kind, ratio, clusters } of ratios.flat()) {
    const [sum, weight] = sums.get(kind) ?? [0, 0];
    sums.set(kind, [sum + clusters * ratio, weight + clusters]);
  }
  return new Map([...sums].map(([kind, [sum, weight]]) => [kind, sum / weight]));
}
