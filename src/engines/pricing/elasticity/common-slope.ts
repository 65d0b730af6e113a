import { matrixFromColumns } from '#engines/numerics/matrix.ts';
import { jackknifeVariance } from '#engines/numerics/one-coefficient-variance.ts';
import { applyQ, applyQTransposed, householderQr } from '#engines/numerics/qr.ts';
import { studentTQuantile } from '#engines/numerics/student-t.ts';
import { absorbCells } from './absorb-cells.ts';
import type { DemandDesign, TermName } from './demand-design.ts';
import type { DemandPanel, DemandUnit } from './demand-panel.ts';

export interface CommonTerm {
  readonly name: 'price' | TermName;
  readonly estimate: number;
  readonly stdError: number;
  readonly low: number;
  readonly high: number;
}

/** One elasticity for everything, with a level (and trend, season) for every unit. */
export interface CommonSlope extends CommonTerm {
  readonly terms: readonly CommonTerm[];
  readonly observations: number;
  readonly clusteredBy: 'product' | 'store' | 'period' | 'row';
  readonly clusters: number;
  /** Cluster of every row; absent when each row is its own. */
  readonly clusterOf?: Int32Array;
  /** Log price and log quantity with everything else taken out, in the order of the units. */
  readonly price: Float64Array;
  readonly quantity: Float64Array;
  /** Takes the same out of another column, given unit by unit. */
  readonly free: (column: readonly Float64Array[]) => Float64Array;
}

export interface CommonInput {
  readonly unit: DemandUnit;
  readonly design: DemandDesign;
  /** log quantity, common effects of periods already taken out. */
  readonly response: Float64Array;
}

/** Least squares with all slopes in common and intervals by clusters. Undefined when price cannot be told from the rest. */
export function commonSlope(panel: DemandPanel, units: readonly CommonInput[], level: number): CommonSlope | undefined {
  if (units.length === 0) return undefined;
  const names = units[0].design.terms.map(({ name }) => name);
  const free = units.map(partialOut);
  const join = (of: (one: (typeof free)[number]) => Float64Array): Float64Array =>
    Float64Array.from(free.flatMap((one) => [...of(one)]));
  const response = join((one) => one.response);
  const columns = [...names.map((_, j) => join((one) => one.terms[j])), join((one) => one.price)];
  const clusters = chooseClusters(panel, units);
  const labels = ['price', ...names] as CommonTerm['name'][];
  const found = labels.map((name, k) => {
    const own = k === 0 ? names.length : k - 1;
    const others = columns.filter((_, j) => j !== own);
    const [x] = project(others, [columns[own]]);
    return { name, own, x };
  });
  const residualOf = project(columns, [response])[0];
  const terms = found.flatMap(({ name, own, x }): CommonTerm[] => {
    const information = x.reduce((sum, value) => sum + value * value, 0);
    const total = columns[own].reduce((sum, value) => sum + value * value, 0);
    if (!(information > 1e-9 * total) || total < 1e-12) return [];
    const estimate = x.reduce((sum, value, i) => sum + value * response[i], 0) / information;
    const { variance, clusters: count } = jackknifeVariance(x, residualOf, clusters.of);
    const stdError = Math.sqrt(variance);
    const half = studentTQuantile(0.5 + level / 2, Math.max(1, Math.min(1e6, count - 1))) * stdError;
    return [{ name, estimate, stdError, low: estimate - half, high: estimate + half }];
  });
  const price = terms.find(({ name }) => name === 'price');
  if (price === undefined || !Number.isFinite(price.stdError)) return undefined;
  return {
    ...price,
    terms,
    observations: response.length,
    clusteredBy: clusters.kind,
    clusters: clusters.count,
    ...(clusters.of === undefined ? {} : { clusterOf: clusters.of }),
    price: found[0].x,
    quantity: project(columns.slice(0, -1), [response])[0],
    free: (column) => {
      const own = units.flatMap(({ unit, design }, u) => [...takeOut(unit, design, [column[u]])[0]]);
      return project(columns.slice(0, -1), [Float64Array.from(own)])[0];
    },
  };
}

/** Residuals of each of `targets` on `columns`. */
function project(columns: readonly Float64Array[], targets: readonly Float64Array[]): Float64Array[] {
  if (columns.length === 0) return [...targets];
  const qr = householderQr(matrixFromColumns(columns), 1e-9);
  return targets.map((target) => {
    const rotated = applyQTransposed(qr, target.slice());
    rotated.fill(0, 0, qr.rank);
    return applyQ(qr, rotated);
  });
}

/** What is particular to a unit (levels of its cells, trend, season) taken out of all its columns. */
function partialOut({ unit, design, response }: CommonInput): {
  price: Float64Array;
  terms: Float64Array[];
  response: Float64Array;
} {
  const [price, free, ...terms] = takeOut(unit, design, [
    design.logPrice,
    response,
    ...design.terms.map(({ values }) => values),
  ]);
  return { price, response: free, terms };
}

function takeOut(unit: DemandUnit, design: DemandDesign, columns: readonly Float64Array[]): Float64Array[] {
  const absorb = (column: Float64Array): Float64Array => absorbCells(column, unit.cell, unit.cells);
  return project(design.controls.map(absorb), columns.map(absorb));
}

/** The coarsest grouping that leaves at least 8 groups; errors inside a group may go together in any way. */
function chooseClusters(
  panel: DemandPanel,
  units: readonly CommonInput[],
): { kind: CommonSlope['clusteredBy']; count: number; of?: Int32Array } {
  const number = (key: (unit: DemandUnit, i: number) => string): { count: number; of: Int32Array } => {
    const known = new Map<string, number>();
    const of = units.flatMap(({ unit }) =>
      [...unit.rows].map((_, i) => {
        const name = key(unit, i);
        if (!known.has(name)) known.set(name, known.size);
        return known.get(name)!;
      }),
    );
    return { count: known.size, of: Int32Array.from(of) };
  };
  const least = 8;
  const byProduct = number(({ product }) => product);
  if (byProduct.count >= least) return { kind: 'product', ...byProduct };
  const { store, period } = panel;
  if (store !== undefined) {
    const byStore = number((unit, i) => store[unit.rows[i]]);
    if (byStore.count >= least) return { kind: 'store', ...byStore };
  }
  if (period !== undefined) {
    const byPeriod = number((unit, i) => String(period[unit.rows[i]]));
    if (byPeriod.count >= least) return { kind: 'period', ...byPeriod };
  }
  return { kind: 'row', count: units.reduce((sum, { unit }) => sum + unit.rows.length, 0) };
}
