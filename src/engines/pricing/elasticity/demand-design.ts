import type { DemandPanel, DemandUnit } from './demand-panel.ts';

/** What stands beside price in the demand of a unit. Levels of the cells are not columns: they are taken out of all of them. */
export interface DemandDesign {
  /** Terms of interest, common to all units: promotion, price × promotion, competitor price. */
  readonly terms: readonly { readonly name: TermName; readonly values: Float64Array }[];
  /** Nuisance of the unit: its trend and its season. */
  readonly controls: readonly Float64Array[];
  readonly logPrice: Float64Array;
}

export type TermName = 'promotion' | 'price × promotion' | 'competitor price';

export interface DesignOptions {
  /** Pairs of sine and cosine of the season. */
  readonly harmonics: number;
  readonly trend: boolean;
  /** Lets the elasticity differ under promotion. */
  readonly promotionSlope: boolean;
}

/** A trend needs this many periods, a season two of itself and this many rows per column. */
const leastTrendPeriods = 8;
const rowsPerSeasonColumn = 8;

export function demandDesign(panel: DemandPanel, unit: DemandUnit, options: DesignOptions): DemandDesign {
  const pick = (values: ArrayLike<number>): Float64Array => Float64Array.from(unit.rows, (row) => values[row]);
  const logPrice = pick(panel.price).map(Math.log);
  const terms: { name: TermName; values: Float64Array }[] = [];
  if (panel.promotion !== undefined) {
    const promotion = pick(panel.promotion);
    terms.push({ name: 'promotion', values: promotion });
    if (options.promotionSlope)
      terms.push({ name: 'price × promotion', values: promotion.map((on, i) => on * logPrice[i]) });
  }
  if (panel.competitorPrice !== undefined)
    terms.push({ name: 'competitor price', values: pick(panel.competitorPrice).map(Math.log) });
  return { terms, controls: timeControls(panel, unit, options), logPrice };
}

function timeControls(panel: DemandPanel, unit: DemandUnit, options: DesignOptions): Float64Array[] {
  const { period, season } = panel;
  if (period === undefined) return [];
  const at = Float64Array.from(unit.rows, (row) => period[row]);
  const distinct = new Set(at).size;
  const [first, last] = [at.reduce((a, b) => Math.min(a, b)), at.reduce((a, b) => Math.max(a, b))];
  const controls: Float64Array[] = [];
  if (options.trend && distinct >= leastTrendPeriods)
    controls.push(at.map((t) => (t - first) / Math.max(1, last - first) - 0.5));
  const fits = season >= 4 && last - first + 1 >= 2 * season && distinct >= rowsPerSeasonColumn * 2 * options.harmonics;
  for (let k = 1; fits && k <= options.harmonics && 2 * k < season; k++) {
    controls.push(at.map((t) => Math.sin((2 * Math.PI * k * t) / season)));
    controls.push(at.map((t) => Math.cos((2 * Math.PI * k * t) / season)));
  }
  return controls;
}
