import { matrixFromColumns } from '#engines/numerics/matrix.ts';
import {
  type QrFactor,
  applyQ,
  applyQTransposed,
  householderQr,
  inverseGram,
  solveUpper,
} from '#engines/numerics/qr.ts';
import { absorbCells } from './absorb-cells.ts';
import type { DemandDesign, TermName } from './demand-design.ts';
import type { DemandUnit } from './demand-panel.ts';

/** Demand of one unit: the slope of log price and what its spread is judged by. */
export interface UnitFit {
  readonly family: 'log-log' | 'poisson';
  readonly slope: number;
  /** Log price with everything else taken out (times √weight). */
  readonly price: Float64Array;
  /** Σ price². */
  readonly information: number;
  readonly residual: Float64Array;
  /** Residual variance and its degrees of freedom. */
  readonly variance: number;
  readonly df: number;
  readonly terms: readonly { readonly name: TermName; readonly estimate: number; readonly stdError: number }[];
}

/** Below this share of its own variation left, log price is a copy of the other columns. */
const leastOwnVariation = 1e-6;

/** A unit's design with the levels of its cells taken out, factored once and solved for as many responses as wanted. */
export interface FactoredUnit {
  readonly unit: DemandUnit;
  readonly design: DemandDesign;
  readonly qr: QrFactor;
  /** False when price does not move apart from the other columns. */
  readonly identified: boolean;
  /** Share of the variation of log price (within cells) that the other columns do not explain. */
  readonly ownVariation: number;
}

/** Price comes last, so that what depends on the columns before it is price (limited pivoting drops later columns). */
export function factorUnit(unit: DemandUnit, design: DemandDesign, weight?: Float64Array): FactoredUnit {
  const absorb = (column: Float64Array): Float64Array => {
    const free = absorbCells(column, unit.cell, unit.cells, weight);
    return weight === undefined ? free : free.map((value, i) => value * Math.sqrt(weight[i]));
  };
  const columns = [...design.terms.map(({ values }) => values), ...design.controls].map(absorb);
  const price = absorb(design.logPrice);
  const qr = householderQr(matrixFromColumns([...columns, price]), 1e-9);
  const total = price.reduce((sum, value) => sum + value * value, 0);
  const at = qr.pivot.subarray(0, qr.rank).indexOf(columns.length);
  const own = at === -1 || total === 0 ? 0 : qr.packed[at * qr.rows + at] ** 2 / total;
  return { unit, design, qr, identified: own > leastOwnVariation && total > 1e-12, ownVariation: own };
}

/** Fits a response (one value per row of the unit, cell levels still in it). Undefined when price cannot be told. */
export function solveUnit(
  factored: FactoredUnit,
  response: Float64Array,
  family: UnitFit['family'] = 'log-log',
  weight?: Float64Array,
): UnitFit | undefined {
  const { unit, design, qr, identified } = factored;
  const n = unit.rows.length;
  const df = n - unit.cells - qr.rank;
  if (!identified || df < 1) return undefined;
  const free = absorbCells(response, unit.cell, unit.cells, weight);
  const y = weight === undefined ? free : free.map((value, i) => value * Math.sqrt(weight[i]));
  const rotated = applyQTransposed(qr, y.slice());
  const solution = solveUpper(qr, rotated);
  const remainder = rotated.slice();
  remainder.fill(0, 0, qr.rank);
  const residual = applyQ(qr, remainder);
  const last = qr.rank - 1;
  const unitVector = new Float64Array(n);
  unitVector[last] = qr.packed[last * qr.rows + last];
  const price = applyQ(qr, unitVector);
  const variance = residual.reduce((sum, value) => sum + value * value, 0) / df;
  const gram = inverseGram(qr);
  const terms = design.terms.flatMap(({ name }, j) => {
    const place = qr.pivot.subarray(0, qr.rank).indexOf(j);
    if (place === -1) return [];
    return [{ name, estimate: solution[place], stdError: Math.sqrt(variance * gram.data[place * qr.rank + place]) }];
  });
  return {
    family,
    slope: solution[last],
    price,
    information: price.reduce((sum, value) => sum + value * value, 0),
    residual,
    variance,
    df,
    terms,
  };
}
