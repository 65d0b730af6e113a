import { type Comparison, welch } from './compare-arms.ts';

export interface DidRow {
  readonly unit: string;
  /** Consecutive periods as whole numbers. */
  readonly period: number;
  readonly treated: boolean;
  readonly value: number;
}

export interface DidAnswer extends Comparison {
  readonly units: { readonly treated: number; readonly control: number };
  /** How differently the arms moved per period before the start: an interval without 0 speaks against the comparison. */
  readonly preTrend: Comparison | null;
  /** Difference of the arms by period, against the last one before the start. */
  readonly byPeriod: readonly {
    readonly period: number;
    readonly estimate: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly warnings: readonly string[];
  readonly skipped: number;
}

/**
 * Change of the treated less change of the others, after less before, where assigning by lot is impossible. Each unit counts
 * with its own change, so errors may go together inside units in any way (Bertrand, Duflo & Mullainathan 2004, §IV.C); with all
 * periods present it is the two-way fixed-effects estimate. Throws RangeError for fewer than 2 units per arm with both sides.
 */
export function differenceInDifferences(rows: readonly DidRow[], start: number, level = 0.95): DidAnswer {
  const units = new Map<string, { treated: boolean; at: Map<number, number[]> }>();
  for (const { unit, period, treated, value } of rows) {
    const own = units.get(unit) ?? { treated, at: new Map<number, number[]>() };
    if (own.treated !== treated) throw new RangeError(`invalid unit: "${unit}" is in both arms`);
    const values = own.at.get(period);
    if (values === undefined) own.at.set(period, [value]);
    else values.push(value);
    units.set(unit, own);
  }
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const series = [...units.values()].map(({ treated, at }) => ({
    treated,
    points: [...at].map(([period, values]) => ({ period, value: mean(values) })).sort((a, b) => a.period - b.period),
  }));
  const whole = series.filter(
    ({ points }) => points.some(({ period }) => period < start) && points.some(({ period }) => period >= start),
  );
  const arm = (of: (one: (typeof whole)[number]) => number | undefined, treated: boolean) => {
    const values = whole.flatMap((one) => {
      const value = one.treated === treated ? of(one) : undefined;
      return value === undefined ? [] : [value];
    });
    const centre = mean(values);
    const spread = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / Math.max(1, values.length - 1);
    return {
      estimate: centre,
      variance: spread / values.length,
      df: Math.max(1, values.length - 1),
      count: values.length,
    };
  };
  const versus = (
    of: (one: (typeof whole)[number]) => number | undefined,
  ): (Comparison & { counts: readonly [number, number] }) | undefined => {
    const [a, b] = [arm(of, true), arm(of, false)];
    return a.count < 2 || b.count < 2 ? undefined : { ...welch(a, b, level), counts: [a.count, b.count] };
  };
  const change = versus(({ points }) => {
    const [before, after] = [
      points.filter(({ period }) => period < start),
      points.filter(({ period }) => period >= start),
    ];
    return mean(after.map(({ value }) => value)) - mean(before.map(({ value }) => value));
  });
  if (change === undefined)
    throw new RangeError('invalid units: at least 2 treated and 2 others seen before and after the start are expected');
  const preTrend = versus(({ points }) => {
    const before = points.filter(({ period }) => period < start);
    if (before.length < 2) return undefined;
    const centre = mean(before.map(({ period }) => period));
    const spread = before.reduce((sum, { period }) => sum + (period - centre) ** 2, 0);
    return before.reduce((sum, { period, value }) => sum + (period - centre) * value, 0) / spread;
  });
  const last = Math.max(...rows.filter(({ period }) => period < start).map(({ period }) => period));
  const periods = [...new Set(rows.map(({ period }) => period))].sort((a, b) => a - b);
  const byPeriod = periods.flatMap((period) => {
    const found = versus(({ points }) => {
      const [now, then] = [points.find((one) => one.period === period), points.find((one) => one.period === last)];
      return now === undefined || then === undefined ? undefined : now.value - then.value;
    });
    return found === undefined ? [] : [{ period, estimate: found.estimate, low: found.low, high: found.high }];
  });
  const warnings: string[] = [];
  if (preTrend === undefined)
    warnings.push('fewer than two periods before the start: whether the arms moved alike cannot be checked');
  else if (preTrend.low > 0 || preTrend.high < 0)
    warnings.push('the arms moved differently before the start already: the estimate is not to be trusted');
  if (Math.min(...change.counts) < 10)
    warnings.push('fewer than 10 units in an arm: the interval leans on normal values');
  const { counts, ...plain } = change;
  return {
    ...plain,
    units: { treated: counts[0], control: counts[1] },
    preTrend: preTrend ?? null,
    byPeriod,
    warnings,
    skipped: series.length - whole.length,
  };
}
