import { median } from '#engines/numerics/quantile.ts';
import type { Trace, Usage } from '#kernel/trace.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { type Purchases, indexCustomers } from './purchases.ts';
import { type RfmSegment, rfmSegment, rfmSegmentRules } from './rfm-segments.ts';

export interface RfmOptions {
  /** Day number on which recency is counted; later purchases are left out and reported. */
  readonly asOf: number;
}

export interface RfmCustomer {
  readonly id: string;
  /** Days from the last purchase to the as-of day. */
  readonly recencyDays: number;
  /** Orders (when `order` is given) or purchase rows with an amount of at least zero. */
  readonly frequency: number;
  /** Sum of amounts; returns (negative amounts) are deducted. */
  readonly monetary: number;
  readonly r: number;
  readonly f: number;
  readonly m: number;
  readonly segment: RfmSegment;
}

export interface RfmSegmentSummary {
  readonly segment: RfmSegment;
  readonly customers: number;
  readonly share: number;
  readonly monetary: number;
  readonly monetaryShare: number;
  readonly medianRecencyDays: number;
}

export interface RfmResult {
  readonly customers: readonly RfmCustomer[];
  readonly segments: readonly RfmSegmentSummary[];
  readonly usage: Usage;
  readonly trace: Trace;
}

/**
 * Recency, frequency and monetary value of each customer (Hughes 1994), each scored 1 to 5 by quintile, and the named
 * segment that follows from the scores.
 *
 * A score of k says: better than at least (k − 1) × 20 % of the customers. Customers with equal values get equal
 * scores, so a quintile is larger or empty where many are tied (half the base bought once, say).
 *
 * Purchases need amounts. Throws UnusableData when no purchase lies on or before the as-of day.
 * Limits: scores are relative to the customers given, and say nothing on why; cost O(n log n).
 */
export function rfm(purchases: Purchases, { asOf }: RfmOptions): RfmResult {
  const { ids, of } = indexCustomers(purchases.customer);
  const last = new Float64Array(ids.length).fill(Number.NEGATIVE_INFINITY);
  const frequency = new Float64Array(ids.length);
  const monetary = new Float64Array(ids.length);
  const orders = purchases.order === undefined ? undefined : new Set<string>();
  let later = 0;
  for (let row = 0; row < of.length; row++) {
    if (purchases.day[row] > asOf) {
      later += 1;
      continue;
    }
    const customer = of[row];
    const amount = purchases.amount?.[row] ?? 0;
    monetary[customer] += amount;
    if (amount < 0) continue; // a return lowers the value but is no visit to the till
    if (purchases.day[row] > last[customer]) last[customer] = purchases.day[row];
    const order = purchases.order?.[row];
    if (orders !== undefined && order !== undefined) {
      const key = `${customer}\u0000${order}`;
      if (orders.has(key)) continue;
      orders.add(key);
    }
    frequency[customer] += 1;
  }
  const kept: number[] = [];
  for (let i = 0; i < ids.length; i++) if (frequency[i] > 0) kept.push(i);
  if (kept.length === 0) throw unusable('at least one purchase on or before the as-of day');
  let onlyReturns = 0;
  for (let row = 0; row < of.length; row++) {
    if (frequency[of[row]] === 0 && purchases.day[row] <= asOf) onlyReturns += 1;
  }
  const r = quintileScores(kept.map((i) => last[i]));
  const f = quintileScores(kept.map((i) => frequency[i]));
  const m = quintileScores(kept.map((i) => monetary[i]));
  const customers = kept.map((i, place) => ({
    id: ids[i],
    recencyDays: asOf - last[i],
    frequency: frequency[i],
    monetary: tidy(monetary[i]),
    r: r[place],
    f: f[place],
    m: m[place],
    segment: rfmSegment(r[place], f[place], m[place]),
  }));
  const reasons = [];
  if (later > 0) reasons.push({ reason: 'the purchase is after the as-of day', count: later });
  if (onlyReturns > 0) reasons.push({ reason: 'the customer has returns only', count: onlyReturns });
  return {
    customers,
    segments: summarise(customers),
    usage: { used: of.length - later - onlyReturns, skipped: later + onlyReturns, reasons },
    trace: [
      { step: 'count recency, frequency and money for each customer', inputs: { asOf, rows: of.length } },
      { step: 'score each by quintile: 1 + ⌊5 × share of customers that are strictly worse⌋', source: 'Hughes 1994' },
      { step: 'name the segment from r and the rounded mean of f and m', inputs: { rules: rfmSegmentRules } },
    ],
  };
}

/** 1 + ⌊5 × share of values strictly below⌋; higher values are better. Ties share a score. */
export function quintileScores(values: readonly number[]): Int32Array {
  const sorted = Float64Array.from(values).sort();
  const scores = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    scores[i] = 1 + Math.floor((5 * countBelow(sorted, values[i])) / values.length);
  }
  return scores;
}

function countBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function summarise(customers: readonly RfmCustomer[]): RfmSegmentSummary[] {
  const total = customers.reduce((sum, customer) => sum + customer.monetary, 0);
  return rfmSegmentRules
    .map(({ segment }) => ({ segment, members: customers.filter((customer) => customer.segment === segment) }))
    .filter(({ members }) => members.length > 0)
    .map(({ segment, members }) => {
      const monetary = members.reduce((sum, customer) => sum + customer.monetary, 0);
      return {
        segment,
        customers: members.length,
        share: members.length / customers.length,
        monetary: tidy(monetary),
        monetaryShare: total === 0 ? 0 : monetary / total,
        medianRecencyDays: median(members.map((customer) => customer.recencyDays)),
      };
    });
}

/** Sums of decimal amounts carry noise in the last binary places; 12 significant digits lose nothing that was given. */
function tidy(sum: number): number {
  return Number(sum.toPrecision(12));
}
