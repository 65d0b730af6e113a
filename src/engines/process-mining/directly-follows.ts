import { sortedQuantile } from '#engines/numerics/quantile.ts';
import { medianInterval } from '#engines/numerics/median-interval.ts';
import { type EventLog, caseCount, eventCount } from './event-log.ts';

/** One step of the map: `to` came directly after `from` in the same case. */
export interface FollowEdge {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Cases in which it occurs. */
  readonly cases: number;
  /** Time between the two events. A negative time (a log kept out of order) counts as 0. */
  readonly medianSeconds: number;
  /** 95 % interval of the median. */
  readonly medianLow: number;
  readonly medianHigh: number;
  readonly p90Seconds: number;
  readonly totalSeconds: number;
  /** Σ amount × seconds over the cases, where amounts are known. */
  readonly amountSeconds: number;
  /** The part of it above the median time of this edge: what would be gained if nobody waited longer than most. */
  readonly amountSecondsAboveMedian: number;
}

/**
 * The directly-follows graph with counts and times (van der Aalst, Process Mining, 2nd ed. 2016, section 6.2.1).
 * Most frequent edge first. Linear in the events but for sorting the times of each edge.
 */
export function directlyFollows(log: EventLog): FollowEdge[] {
  const { edgeOf, pairs } = numberEdges(log);
  const counts = new Int32Array(pairs.length);
  for (const edge of edgeOf) if (edge !== -1) counts[edge] += 1;
  const offsets = new Int32Array(pairs.length + 1);
  for (let e = 0; e < pairs.length; e++) offsets[e + 1] = offsets[e] + counts[e];
  const place = offsets.slice();
  const seconds = new Float64Array(offsets[pairs.length]);
  const weights = log.amount === undefined ? undefined : new Float64Array(seconds.length);
  const casesWith = new Int32Array(pairs.length);
  const lastCase = new Int32Array(pairs.length).fill(-1);
  for (let c = 0; c < caseCount(log); c++) {
    const amount = log.amount?.[c] ?? Number.NaN;
    for (let i = log.offsets[c] + 1; i < log.offsets[c + 1]; i++) {
      const edge = edgeOf[i];
      const at = place[edge]++;
      seconds[at] = Math.max(0, log.time[i] - log.time[i - 1]) / 1000;
      if (weights !== undefined) weights[at] = Number.isNaN(amount) ? 0 : amount;
      if (lastCase[edge] !== c) {
        lastCase[edge] = c;
        casesWith[edge] += 1;
      }
    }
  }
  return pairs
    .map(([from, to], e) => ({
      from,
      to,
      count: counts[e],
      cases: casesWith[e],
      ...timesOf(seconds.subarray(offsets[e], offsets[e + 1]), weights?.subarray(offsets[e], offsets[e + 1])),
    }))
    .sort((left, right) => right.count - left.count || left.from - right.from || left.to - right.to);
}

function timesOf(seconds: Float64Array, weights: Float64Array | undefined) {
  const sorted = seconds.slice().sort();
  const middle = sortedQuantile(sorted, 0.5);
  const interval = medianInterval(sorted, 0.95);
  let totalSeconds = 0;
  let amountSeconds = 0;
  let amountSecondsAboveMedian = 0;
  for (let i = 0; i < seconds.length; i++) {
    totalSeconds += seconds[i];
    if (weights === undefined) continue;
    amountSeconds += weights[i] * seconds[i];
    amountSecondsAboveMedian += weights[i] * Math.max(0, seconds[i] - middle);
  }
  return {
    medianSeconds: middle,
    medianLow: interval.low,
    medianHigh: interval.high,
    p90Seconds: sortedQuantile(sorted, 0.9),
    totalSeconds,
    amountSeconds,
    amountSecondsAboveMedian,
  };
}

/** Up to this many activities, pairs are looked up in a table instead of a map. */
const tableLimit = 1500;

/** Numbers the pairs of activities that follow each other; −1 for the first event of a case. */
function numberEdges(log: EventLog): { edgeOf: Int32Array; pairs: (readonly [number, number])[] } {
  const size = log.activityNames.length;
  const edgeOf = new Int32Array(eventCount(log)).fill(-1);
  const pairs: (readonly [number, number])[] = [];
  const table = size <= tableLimit ? new Int32Array(size * size).fill(-1) : undefined;
  const map = new Map<number, number>();
  for (let c = 0; c < caseCount(log); c++) {
    for (let i = log.offsets[c] + 1; i < log.offsets[c + 1]; i++) {
      const key = log.activity[i - 1] * size + log.activity[i];
      let edge = table === undefined ? (map.get(key) ?? -1) : table[key];
      if (edge === -1) {
        edge = pairs.length;
        pairs.push([log.activity[i - 1], log.activity[i]]);
        if (table === undefined) map.set(key, edge);
        else table[key] = edge;
      }
      edgeOf[i] = edge;
    }
  }
  return { edgeOf, pairs };
}
