import type { DemandPanel, DemandUnit } from './demand-panel.ts';
import type { FactoredUnit, UnitFit } from './fit-unit.ts';

export type ElasticityWarning =
  | 'constantPrice'
  | 'littleVariation'
  | 'monotonePrice'
  | 'fewObservations'
  | 'confounded'
  | 'positive'
  | 'priceFollowsDemand'
  | 'zeroQuantities'
  | 'wideInterval';

/** With one of these the rows of a product do not tell its elasticity. */
export const cannotTell: ReadonlySet<ElasticityWarning> = new Set<ElasticityWarning>([
  'constantPrice',
  'monotonePrice',
  'fewObservations',
  'confounded',
]);

export const warningTexts: Readonly<Record<ElasticityWarning, string>> = {
  constantPrice: 'cannot tell: the price never changed',
  littleVariation: 'too little price variation: prices differ by less than 2 % apart from promotion, trend and season',
  monotonePrice: 'cannot tell: the price only moved one way, so its effect cannot be told from a trend',
  fewObservations: 'cannot tell: too few observations for the terms of the model',
  confounded: 'cannot tell: price moves together with promotion, competitor price, trend or season',
  positive: 'demand rises with price: suspect endogeneity (price follows demand) or a term that is missing',
  priceFollowsDemand: 'suspect endogeneity: prices change after unusual demand',
  zeroQuantities: 'periods without a sale are kept: estimated by Poisson pseudo-maximum likelihood',
  wideInterval: 'cannot tell from its own rows alone: their interval is wider than 4',
};

/** Prices that differ by less than this (in logarithms) are one price. */
const samePrice = 1e-6;
const leastSpread = 0.02;
const leastOwnVariation = 0.05;

/** What the prices of a unit allow to be said, before anything is fitted. */
export function designWarnings(
  panel: DemandPanel,
  { unit, design, ownVariation, qr }: FactoredUnit,
): ElasticityWarning[] {
  const { logPrice } = design;
  const found: ElasticityWarning[] = [];
  let [ups, downs, moves] = [0, 0, 0];
  for (let i = 1; i < logPrice.length; i++) {
    if (unit.cell[i] !== unit.cell[i - 1]) continue;
    const step = logPrice[i] - logPrice[i - 1];
    if (Math.abs(step) > samePrice) moves += 1;
    if (step > samePrice) ups += 1;
    if (step < -samePrice) downs += 1;
  }
  if (moves === 0) return ['constantPrice'];
  if (panel.period !== undefined && (ups === 0 || downs === 0)) found.push('monotonePrice');
  if (logPrice.length - unit.cells - qr.rank < 3) found.push('fewObservations');
  if (ownVariation < leastOwnVariation) found.push('confounded');
  return found;
}

/** What a fit shows. `stdError` is that of the own slope. */
export function fitWarnings(panel: DemandPanel, unit: DemandUnit, fit: UnitFit, stdError: number): ElasticityWarning[] {
  const found: ElasticityWarning[] = [];
  if (fit.family === 'poisson') found.push('zeroQuantities');
  else if (Math.sqrt(fit.information / unit.rows.length) < leastSpread) found.push('littleVariation');
  if (fit.slope - 2 * stdError > 0) found.push('positive');
  if (followsDemand(panel, unit, fit) > 3.5) found.push('priceFollowsDemand');
  if (stdError > 1) found.push('wideInterval');
  return found;
}

/** z of "the price rises in the period after demand was unusually high", over all cells. Prices set in advance give N(0, 1). */
export function followsDemand(panel: DemandPanel, unit: DemandUnit, fit: UnitFit): number {
  if (panel.period === undefined) return 0;
  let [sum, square] = [0, 0];
  for (let i = 1; i < unit.rows.length; i++) {
    if (unit.cell[i] !== unit.cell[i - 1]) continue;
    const step = Math.log(panel.price[unit.rows[i]] / panel.price[unit.rows[i - 1]]);
    const score = step * fit.residual[i - 1];
    sum += score;
    square += score * score;
  }
  return square === 0 ? 0 : sum / Math.sqrt(square);
}
