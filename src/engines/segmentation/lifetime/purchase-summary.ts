import { unusable } from '#kernel/unusable-data.ts';
import { type Purchases, indexCustomers } from '../purchases.ts';

export interface PurchaseSummary {
  readonly ids: readonly string[];
  readonly x: Float64Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  /** Mean amount of the repeat purchases, 0 where there is none; absent without amounts. */
  readonly m?: Float64Array;
  /** Purchase days after `until`, per customer: what a hold-out compares with. */
  readonly later: Float64Array;
  /** Customers whose first purchase is after `until`, and rows left out as returns. */
  readonly newcomers: number;
  readonly returns: number;
}

/**
 * Turns purchases into histories: purchases of one day count once (their amounts add up), the first is not a repeat, and
 * time runs from the first purchase to `until` (day numbers), measured in `unitDays`. Rows with a negative amount are
 * returns and count as no purchase. Customers who first bought after `until` are only counted.
 *
 * Throws UnusableData when nobody bought by `until`. Cost O(n log n).
 */
export function summarisePurchases(purchases: Purchases, until: number, unitDays: number): PurchaseSummary {
  const { ids, of } = indexCustomers(purchases.customer);
  const rows: number[] = [];
  let returns = 0;
  for (let row = 0; row < of.length; row++) {
    if ((purchases.amount?.[row] ?? 0) < 0) returns += 1;
    else rows.push(row);
  }
  // customer and day in one sortable number: days span less than 2^22 from the earliest
  const earliest = rows.reduce((day, row) => Math.min(day, purchases.day[row]), Number.POSITIVE_INFINITY);
  const keys = Float64Array.from(rows, (row) => of[row] * 4_194_304 + (purchases.day[row] - earliest));
  const sums = purchases.amount === undefined ? undefined : new Map<number, number>();
  if (sums !== undefined)
    rows.forEach((row, i) => sums.set(keys[i], (sums.get(keys[i]) ?? 0) + purchases.amount![row]));
  keys.sort();
  const kept = { ids: [] as string[], x: [] as number[], tx: [] as number[], T: [] as number[], m: [] as number[] };
  const later: number[] = [];
  let newcomers = 0;
  for (let i = 0; i < keys.length; ) {
    const customer = Math.floor(keys[i] / 4_194_304);
    const first = keys[i] - customer * 4_194_304 + earliest;
    let [x, last, after, spent] = [0, first, 0, 0];
    let previous = Number.NaN;
    for (; i < keys.length && Math.floor(keys[i] / 4_194_304) === customer; i++) {
      if (keys[i] === previous) continue;
      previous = keys[i];
      const day = keys[i] - customer * 4_194_304 + earliest;
      if (day > until) after += 1;
      else if (day > first) {
        x += 1;
        last = day;
        spent += sums?.get(keys[i]) ?? 0;
      }
    }
    if (first >= until) {
      newcomers += 1;
      continue;
    }
    kept.ids.push(ids[customer]);
    kept.x.push(x);
    kept.tx.push((last - first) / unitDays);
    kept.T.push((until - first) / unitDays);
    kept.m.push(x > 0 ? spent / x : 0);
    later.push(after);
  }
  if (kept.ids.length === 0) throw unusable('at least one customer who first bought before the last day that counts');
  return {
    ids: kept.ids,
    x: Float64Array.from(kept.x),
    tx: Float64Array.from(kept.tx),
    T: Float64Array.from(kept.T),
    m: purchases.amount === undefined ? undefined : Float64Array.from(kept.m),
    later: Float64Array.from(later),
    newcomers,
    returns,
  };
}
