import { median } from '#engines/numerics/quantile.ts';
import { type EventLog, caseCount } from './event-log.ts';

export interface Variant {
  /** Numbers of its activities, in order. */
  readonly path: readonly number[];
  readonly count: number;
  /** A case that went this way. */
  readonly example: number;
  /** From first to last event, in seconds. */
  readonly medianSeconds: number;
  /** Money of its cases, where amounts are known. */
  readonly amount?: number;
}

/**
 * The ways that cases went: cases with the same sequence of activities are one variant. Most frequent first; equally
 * frequent ones in the order of their first case. Exact: sequences with equal hashes are compared. Linear in the events.
 */
export function findVariants(log: EventLog): Variant[] {
  const variantOf = caseVariants(log);
  const size = variantOf.representatives.length;
  const counts = new Int32Array(size);
  for (const variant of variantOf.variant) counts[variant] += 1;
  const offsets = new Int32Array(size + 1);
  for (let v = 0; v < size; v++) offsets[v + 1] = offsets[v] + counts[v];
  const place = offsets.slice();
  const seconds = new Float64Array(caseCount(log));
  const amounts = new Float64Array(size);
  for (let c = 0; c < variantOf.variant.length; c++) {
    const variant = variantOf.variant[c];
    const [first, last] = [log.offsets[c], log.offsets[c + 1] - 1];
    seconds[place[variant]++] = (log.time[last] - log.time[first]) / 1000;
    const amount = log.amount?.[c] ?? Number.NaN;
    if (!Number.isNaN(amount)) amounts[variant] += amount;
  }
  return variantOf.representatives
    .map(
      (example, v): Variant => ({
        path: Array.from(log.activity.subarray(log.offsets[example], log.offsets[example + 1])),
        count: counts[v],
        example,
        medianSeconds: median(seconds.subarray(offsets[v], offsets[v + 1])),
        ...(log.amount === undefined ? {} : { amount: amounts[v] }),
      }),
    )
    .sort((left, right) => right.count - left.count || left.example - right.example);
}

/** Which variant each case is of, and the first case of each variant. */
export function caseVariants(log: EventLog): { variant: Int32Array; representatives: number[] } {
  const variant = new Int32Array(caseCount(log));
  const representatives: number[] = [];
  const found = new Map<number, number>();
  for (let c = 0; c < variant.length; c++) {
    let key = hashOf(log, c);
    for (;;) {
      const known = found.get(key);
      if (known === undefined) {
        found.set(key, representatives.length);
        variant[c] = representatives.length;
        representatives.push(c);
        break;
      }
      if (samePath(log, representatives[known], c)) {
        variant[c] = known;
        break;
      }
      key += 1;
    }
  }
  return { variant, representatives };
}

/** 52 bits from two multiplicative hashes of the sequence. */
function hashOf(log: EventLog, c: number): number {
  let a = 0x811c9dc5 | 0;
  let b = 0x9e3779b9 | 0;
  for (let i = log.offsets[c]; i < log.offsets[c + 1]; i++) {
    const activity = log.activity[i] + 1;
    a = Math.imul(a ^ activity, 0x01000193);
    b = Math.imul(b + activity, 0x85ebca6b) ^ (b >>> 13);
  }
  return (a >>> 0) * 0x100000 + ((b ^ (b >>> 16)) & 0xfffff);
}

function samePath(log: EventLog, one: number, other: number): boolean {
  const from = log.offsets[one];
  const shift = log.offsets[other] - from;
  const length = log.offsets[one + 1] - from;
  if (log.offsets[other + 1] - log.offsets[other] !== length) return false;
  for (let i = from; i < from + length; i++) if (log.activity[i] !== log.activity[i + shift]) return false;
  return true;
}
