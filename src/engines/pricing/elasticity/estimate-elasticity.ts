import type { Trace } from '#kernel/trace.ts';
import { type CommonSlope, commonSlope } from './common-slope.ts';
import { type CostInstrument, costInstrument } from './cost-instrument.ts';
import { type DemandDesign, type DesignOptions, demandDesign } from './demand-design.ts';
import { type DemandPanel, type DemandUnit, demandUnits } from './demand-panel.ts';
import { type FactoredUnit, type UnitFit, factorUnit, solveUnit } from './fit-unit.ts';
import { fitUnitPoisson } from './fit-unit-poisson.ts';
import { type PartialPooling, borrow, poolUnits, shrink } from './partial-pooling.ts';
import { fitWithPeriodEffects } from './period-effects.ts';
import { unitSpreads } from './unit-spread.ts';
import { type ElasticityWarning, cannotTell, designWarnings, fitWarnings } from './unit-warnings.ts';

export interface ElasticityOptions {
  readonly bySegment?: boolean;
  /** Level of the intervals (default 0.95). */
  readonly level?: number;
  /** 'partial' (default) draws thin products to the others; 'none' takes each by itself. */
  readonly pooling?: 'partial' | 'none';
  /** What moves demand over time: 'auto', 'none', own trend and season, or effects of periods common to all. */
  readonly time?: 'auto' | 'none' | 'season' | 'period';
  /** Lets the elasticity differ under promotion; the estimate is then the one without. */
  readonly promotionSlope?: boolean;
}

export interface ProductElasticity {
  readonly product: string;
  readonly segment?: string;
  /** % change of quantity per 1 % of price; null when nothing can be said. */
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly observations: number;
  readonly method: 'log-log' | 'poisson' | 'borrowed' | 'none';
  /** From its own rows alone. */
  readonly own: { readonly estimate: number; readonly stdError: number; readonly df: number } | null;
  /** Share of the estimate that comes from the other products. */
  readonly borrowed: number;
  readonly terms: readonly { readonly name: string; readonly estimate: number; readonly stdError: number }[];
  readonly warnings: readonly ElasticityWarning[];
}

export interface ElasticityResult {
  readonly elasticities: readonly ProductElasticity[];
  readonly pooled: CommonSlope | null;
  readonly pooling: PartialPooling | null;
  readonly instrument: CostInstrument | null;
  readonly model: {
    readonly time: 'none' | 'season' | 'period';
    readonly harmonics: number;
    readonly trend: boolean;
    readonly promotionSlope: boolean;
  };
  readonly trace: Trace;
}

/** Common effects of periods need this many units and rows per period. */
const leastUnitsForPeriods = 5;
const leastRowsPerPeriod = 8;

/**
 * How demand answers price: log-log demand per product with levels by store, trend, season or common effects of periods,
 * promotion and competitor price; the products drawn to each other by how much they differ. Throws RangeError for no rows.
 */
export function estimateElasticity(panel: DemandPanel, options: ElasticityOptions = {}): ElasticityResult {
  if (panel.product.length === 0) throw new RangeError('invalid panel: no rows (at least one is expected)');
  const { level = 0.95, bySegment = false, promotionSlope = false } = options;
  const units = demandUnits(panel, bySegment).map((unit) => withoutEmptyCells(panel, unit));
  const regular = units.filter((unit) => unit.rows.every((row) => panel.quantity[row] > 0));
  const { design, time, harmonics } = chooseModel(panel, regular.length > 0 ? regular : units, options);
  const fitted = fitAll(panel, units, design, time === 'period');
  const judged = judge(panel, fitted);
  const groupOf = groupsOf(judged, bySegment);
  const telling = judged.filter(({ fit, spread, warnings }) => fit && spread && !warnings.some(tells));
  const pooling =
    options.pooling === 'none'
      ? undefined
      : poolUnits(
          telling.map(({ fit, spread, unit }) => ({ ...ownEstimate(fit!, spread!), group: groupOf(unit.segment) })),
        );
  const elasticities = judged.map((one): ProductElasticity => {
    const { unit, fit, spread, warnings } = one;
    const head = {
      product: unit.product,
      ...(unit.segment === undefined ? {} : { segment: unit.segment }),
      observations: unit.rows.length,
      own:
        fit && spread
          ? { estimate: fit.slope, stdError: Math.sqrt(spread.variance), df: Math.min(1e6, spread.df) }
          : null,
      terms: fit?.terms ?? [],
      warnings,
    };
    const group = groupOf(unit.segment);
    if (fit && spread && !warnings.some(tells))
      return { ...head, ...shrink({ ...ownEstimate(fit, spread), group }, pooling, level), method: fit.family };
    if (pooling === undefined) return { ...head, ...nothing, method: 'none' };
    return { ...head, ...borrow(pooling, group, level), method: 'borrowed' };
  });
  const usable = fitted.filter(({ fit, unit }) => fit?.family === 'log-log' || unit.rows.length === 0);
  const pooled = commonSlope(
    panel,
    usable.map(({ unit, factored, response }) => ({ unit, design: factored.design, response })),
    level,
  );
  const trend = time !== 'none' && panel.period !== undefined;
  return {
    elasticities,
    pooled: pooled ?? null,
    pooling: pooling ?? null,
    instrument: (pooled && instrumentOf(panel, usable, pooled, level)) ?? null,
    model: { time, harmonics, trend, promotionSlope },
    trace: describe(units.length, telling.length, time, harmonics, trend, pooling, pooled),
  };
}

const nothing = { estimate: null, low: null, high: null, borrowed: 0 } as const;
const tells = (warning: ElasticityWarning): boolean => cannotTell.has(warning);

interface Fitted {
  readonly unit: DemandUnit;
  readonly factored: FactoredUnit;
  readonly fit: UnitFit | undefined;
  readonly response: Float64Array;
  readonly ownShare: number;
}

/** Stores (or segments) in which a product never sold say nothing about how it sells. */
function withoutEmptyCells(panel: DemandPanel, unit: DemandUnit): DemandUnit {
  const sold = new Set<number>();
  unit.rows.forEach((row, i) => {
    if (panel.quantity[row] > 0) sold.add(unit.cell[i]);
  });
  if (sold.size === unit.cells || sold.size === 0) return unit;
  const order = new Map([...sold].map((cell, place) => [cell, place]));
  const keep = [...unit.rows.keys()].filter((i) => sold.has(unit.cell[i]));
  return {
    ...unit,
    rows: Int32Array.from(keep, (i) => unit.rows[i]),
    cell: Int32Array.from(keep, (i) => order.get(unit.cell[i])!),
    cells: sold.size,
  };
}

type MakeDesign = (unit: DemandUnit) => DemandDesign;

/** Season by the smallest total BIC; effects of periods when there are units enough to compare with. */
function chooseModel(
  panel: DemandPanel,
  units: readonly DemandUnit[],
  options: ElasticityOptions,
): { design: MakeDesign; time: 'none' | 'season' | 'period'; harmonics: number } {
  const asked = options.time ?? 'auto';
  const make =
    (over: Pick<DesignOptions, 'harmonics' | 'trend'>): MakeDesign =>
    (unit) =>
      demandDesign(panel, unit, { ...over, promotionSlope: options.promotionSlope ?? false });
  if (panel.period === undefined || asked === 'none')
    return { design: make({ harmonics: 0, trend: false }), time: 'none', harmonics: 0 };
  const rows = units.reduce((sum, unit) => sum + unit.rows.length, 0);
  const periods = new Set(units.flatMap((unit) => [...unit.rows].map((row) => panel.period![row]))).size;
  const common =
    asked === 'period' ||
    (asked === 'auto' && units.length >= leastUnitsForPeriods && rows >= leastRowsPerPeriod * periods);
  let best = 0;
  if (panel.season >= 4 && !common) {
    const score = [0, 1, 2].map((harmonics) => totalBic(panel, units, make({ harmonics, trend: true })));
    best = score.indexOf(Math.min(...score));
  }
  return { design: make({ harmonics: best, trend: true }), time: common ? 'period' : 'season', harmonics: best };
}

function totalBic(panel: DemandPanel, units: readonly DemandUnit[], design: MakeDesign): number {
  let sum = 0;
  for (const unit of units) {
    const factored = factorUnit(unit, design(unit));
    const fit = solveUnit(factored, logQuantity(panel, unit));
    if (fit === undefined || !(fit.variance > 0)) continue;
    const n = unit.rows.length;
    sum += n * Math.log((fit.variance * fit.df) / n) + (n - fit.df) * Math.log(n);
  }
  return sum;
}

function logQuantity(panel: DemandPanel, unit: DemandUnit): Float64Array {
  return Float64Array.from(unit.rows, (row) => Math.log(panel.quantity[row]));
}

function fitAll(panel: DemandPanel, units: readonly DemandUnit[], design: MakeDesign, periods: boolean): Fitted[] {
  const fitted = new Map<DemandUnit, Fitted>();
  const regular: { factored: FactoredUnit; response: Float64Array }[] = [];
  for (const unit of units) {
    const quantity = Float64Array.from(unit.rows, (row) => panel.quantity[row]);
    const own = design(unit);
    if (quantity.every((value) => value > 0)) {
      regular.push({ factored: factorUnit(unit, own), response: quantity.map(Math.log) });
    } else if (quantity.some((value) => value > 0)) {
      fitted.set(unit, { unit, ...fitUnitPoisson(unit, own, quantity), response: quantity, ownShare: 0 });
    } else {
      fitted.set(unit, { unit, factored: factorUnit(unit, own), fit: undefined, response: quantity, ownShare: 0 });
    }
  }
  const responses = regular.map(({ response }) => response);
  const common = periods
    ? fitWithPeriodEffects(
        panel,
        regular.map(({ factored }) => factored),
        responses,
      )
    : undefined;
  regular.forEach(({ factored, response }, u) => {
    const { unit } = factored;
    fitted.set(unit, {
      unit,
      factored,
      fit: common ? common.fits[u] : solveUnit(factored, response),
      response: common
        ? response.map((value, i) => value - (common.effect.get(panel.period![unit.rows[i]]) ?? 0))
        : response,
      ownShare: common?.ownShare[u] ?? 0,
    });
  });
  return units.map((unit) => fitted.get(unit)!);
}

function judge(panel: DemandPanel, fitted: readonly Fitted[]) {
  const designs = fitted.map(({ factored }) => designWarnings(panel, factored));
  const sound = fitted.flatMap(({ fit }, u) => (fit && !designs[u].some(tells) ? [u] : []));
  const spreads = unitSpreads(
    panel,
    sound.map((u) => ({ unit: fitted[u].unit, fit: fitted[u].fit!, ownShare: fitted[u].ownShare })),
  );
  return fitted.map((one, u) => {
    const place = sound.indexOf(u);
    const spread = place === -1 ? undefined : spreads[place];
    const warnings: ElasticityWarning[] = [...designs[u]];
    if (one.fit && spread) warnings.push(...fitWarnings(panel, one.unit, one.fit, Math.sqrt(spread.variance)));
    else if (warnings.length === 0) warnings.push('fewObservations');
    return { ...one, spread, warnings };
  });
}

function ownEstimate(fit: UnitFit, spread: { variance: number; df: number }) {
  return { estimate: fit.slope, variance: spread.variance, df: Math.min(1e6, spread.df) };
}

/** Each segment has a mean of its own when every one has at least 5 products that tell; else all share one. */
function groupsOf(
  judged: readonly { unit: DemandUnit; spread: unknown }[],
  bySegment: boolean,
): (segment: string | undefined) => number {
  if (!bySegment) return () => 0;
  const counts = new Map<string, number>();
  for (const { unit, spread } of judged)
    counts.set(unit.segment ?? '', (counts.get(unit.segment ?? '') ?? 0) + (spread === undefined ? 0 : 1));
  if ([...counts.values()].some((count) => count < 5)) return () => 0;
  const order = [...counts.keys()];
  return (segment) => order.indexOf(segment ?? '');
}

function instrumentOf(
  panel: DemandPanel,
  usable: readonly Fitted[],
  pooled: CommonSlope,
  level: number,
): CostInstrument | undefined {
  const { cost } = panel;
  if (cost === undefined || usable.some(({ unit }) => unit.rows.some((row) => !(cost[row] > 0)))) return undefined;
  const columns = usable.map(({ unit }) => Float64Array.from(unit.rows, (row) => Math.log(cost[row])));
  return costInstrument(pooled, pooled.free(columns), level);
}

function describe(
  units: number,
  telling: number,
  time: string,
  harmonics: number,
  trend: boolean,
  pooling: PartialPooling | undefined,
  pooled: CommonSlope | undefined,
): Trace {
  const over =
    time === 'none'
      ? 'nothing over time'
      : `${trend ? 'own trend' : 'no trend'}, ${time === 'period' ? 'effects of periods common to all' : `${harmonics} pairs of sine and cosine of the season`}`;
  return [
    { step: `log quantity on log price, a level per store and product, ${over}`, inputs: { units, telling } },
    ...(pooled === undefined
      ? []
      : [
          {
            step: `one slope for all, interval by ${pooled.clusters} clusters (${pooled.clusteredBy})`,
            output: pooled.estimate,
            source: 'MacKinnon, Nielsen & Webb (2023), CV3',
          },
        ]),
    ...(pooling === undefined
      ? [{ step: 'every product by itself: too few to tell how products differ, or asked for' }]
      : [
          {
            step: `products drawn to the mean; they differ by a standard deviation of ${pooling.spread.toFixed(3)} (REML)`,
            output: pooling.means,
            source: 'Morris (1983); Viechtbauer (2005)',
          },
        ]),
  ];
}
