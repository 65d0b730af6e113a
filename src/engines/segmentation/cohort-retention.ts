import { wilsonInterval } from '#engines/numerics/wilson-interval.ts';
import type { Trace } from '#kernel/trace.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { type Purchases, indexCustomers } from './purchases.ts';

export interface CohortOptions {
  /** Maps a day number to the whole number of its period (months since year 0, weeks, …); it must never fall. */
  readonly periodOf: (day: number) => number;
  /** Last day number observed. Default: the last purchase. Decides which cells are known. */
  readonly until?: number;
}

export interface CohortRow {
  /** Period number in which these customers first bought. */
  readonly cohort: number;
  readonly size: number;
  /** active[k]: customers of the cohort that bought k periods after their first. active[0] = size. */
  readonly active: readonly number[];
  readonly retention: readonly number[];
  /** Amount bought k periods after the first; absent without amounts. */
  readonly amount?: readonly number[];
}

export interface RetentionAge {
  readonly age: number;
  readonly customers: number;
  readonly retention: number;
  /** 95 % Wilson interval over all cohorts that reached this age. */
  readonly low: number;
  readonly high: number;
}

export interface CohortResult {
  readonly cohorts: readonly CohortRow[];
  readonly average: readonly RetentionAge[];
  readonly trace: Trace;
}

/**
 * Of the customers who first bought in a period, how many bought again k periods later? One row per cohort, as long as
 * the data reaches; the last period counts although it may be cut short by `until`, which the caller should place at a
 * period's end. Returns (negative amounts) count as no purchase but lower the amount.
 *
 * Throws UnusableData without purchases. Interval: Wilson 1927. Cost O(n).
 */
export function cohortRetention(purchases: Purchases, { periodOf, until }: CohortOptions): CohortResult {
  const { ids, of } = indexCustomers(purchases.customer);
  const firstDay = new Float64Array(ids.length).fill(Number.POSITIVE_INFINITY);
  let lastDay = Number.NEGATIVE_INFINITY;
  const counts = (row: number): boolean =>
    (purchases.amount?.[row] ?? 0) >= 0 && (until === undefined || purchases.day[row] <= until);
  for (let row = 0; row < of.length; row++) {
    if (!counts(row)) continue;
    const day = purchases.day[row];
    if (day < firstDay[of[row]]) firstDay[of[row]] = day;
    if (day > lastDay) lastDay = day;
  }
  if (lastDay === Number.NEGATIVE_INFINITY) throw unusable('at least one purchase');
  const lastPeriod = periodOf(until ?? lastDay);
  const first = Int32Array.from(firstDay, (day) => (Number.isFinite(day) ? periodOf(day) : -1));
  const rows = new Map<number, { size: number; active: number[]; amount: number[] }>();
  for (let i = 0; i < ids.length; i++) {
    if (!Number.isFinite(firstDay[i])) continue;
    let row = rows.get(first[i]);
    if (row === undefined) {
      const length = lastPeriod - first[i] + 1;
      row = { size: 0, active: Array.from({ length }, () => 0), amount: Array.from({ length }, () => 0) };
      rows.set(first[i], row);
    }
    row.size += 1;
  }
  const seen = new Set<number>();
  const width = lastPeriod + 1;
  for (let row = 0; row < of.length; row++) {
    const customer = of[row];
    const cohort = rows.get(first[customer]);
    if (cohort === undefined || !Number.isFinite(firstDay[customer])) continue;
    if (until !== undefined && purchases.day[row] > until) continue;
    const age = periodOf(purchases.day[row]) - first[customer];
    if (age < 0 || age >= cohort.active.length) continue;
    cohort.amount[age] += purchases.amount?.[row] ?? 0;
    if (!counts(row)) continue;
    const key = customer * width + first[customer] + age;
    if (seen.has(key)) continue;
    seen.add(key);
    cohort.active[age] += 1;
  }
  const cohorts = [...rows]
    .sort(([a], [b]) => a - b)
    .map(([cohort, { size, active, amount }]) => ({
      cohort,
      size,
      active,
      retention: active.map((count) => count / size),
      ...(purchases.amount === undefined ? {} : { amount: amount.map((sum) => Number(sum.toPrecision(12))) }),
    }));
  return {
    cohorts,
    average: averageByAge(cohorts),
    trace: [
      { step: 'place each customer in the period of the first purchase', inputs: { customers: ids.length } },
      { step: 'count who bought again k periods later', inputs: { cohorts: cohorts.length, lastPeriod } },
      { step: 'pool cohorts by age with 95 % Wilson intervals', source: 'Wilson 1927' },
    ],
  };
}

function averageByAge(cohorts: readonly CohortRow[]): RetentionAge[] {
  const longest = Math.max(...cohorts.map((cohort) => cohort.active.length));
  return Array.from({ length: longest }, (_, age) => {
    const reached = cohorts.filter((cohort) => cohort.active.length > age);
    const customers = reached.reduce((sum, cohort) => sum + cohort.size, 0);
    const active = reached.reduce((sum, cohort) => sum + cohort.active[age], 0);
    return { age, customers, retention: active / customers, ...wilsonInterval(active, customers) };
  });
}
