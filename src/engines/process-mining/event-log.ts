/**
 * An event log: cases, each an ordered run of events. Columns are typed arrays, so that ten million events fit in memory;
 * names stand once, events carry their numbers.
 */
export interface EventLog {
  readonly caseNames: readonly string[];
  readonly activityNames: readonly string[];
  readonly resourceNames: readonly string[];
  /** Events of case c are offsets[c] … offsets[c + 1] − 1. */
  readonly offsets: Int32Array;
  /** Number of the activity, by event. */
  readonly activity: Int32Array;
  /** Milliseconds since 1970, by event. */
  readonly time: Float64Array;
  /** Number of the resource, by event; −1 where none is named. Undefined when no event names one. */
  readonly resource?: Int32Array;
  /** Money of each case (the last amount stated in it), in the unit of the file; NaN where none is. Undefined without amounts. */
  readonly amount?: Float64Array;
  /** By event: 1 = the activity started, 0 = it was completed (or the log does not say). Undefined when nothing says 'start'. */
  readonly started?: Uint8Array;
  readonly order: {
    /** Events that stood before an earlier event of their case; they were put in order, or kept (`byTime` false). */
    readonly outOfTime: number;
    readonly byTime: boolean;
  };
}

/** What a log consists of before its cases are put together: one entry per event, in the order of the source. */
export interface EventColumns {
  readonly count: number;
  readonly case: Int32Array;
  readonly activity: Int32Array;
  readonly time: Float64Array;
  readonly resource?: Int32Array;
  readonly amount?: Float64Array;
  readonly started?: Uint8Array;
}

export interface EventNames {
  readonly cases: readonly string[];
  readonly activities: readonly string[];
  readonly resources: readonly string[];
}

/**
 * Puts the events of each case together (counting sort, so linear) and in order of time; events of the same time keep the
 * order of the source. With `byTime` false the order of the source stands, as the XES standard wants (IEEE 1849-2016, 4.3).
 */
export function arrangeLog(events: EventColumns, names: EventNames, byTime = true): EventLog {
  const { count } = events;
  const cases = names.cases.length;
  const offsets = new Int32Array(cases + 1);
  for (let i = 0; i < count; i++) offsets[events.case[i] + 1] += 1;
  for (let c = 0; c < cases; c++) offsets[c + 1] += offsets[c];
  const place = offsets.slice();
  const source = new Int32Array(count);
  for (let i = 0; i < count; i++) source[place[events.case[i]]++] = i;
  let outOfTime = 0;
  for (let c = 0; c < cases; c++) {
    const late = countLate(events.time, source, offsets[c], offsets[c + 1]);
    outOfTime += late;
    if (late > 0 && byTime) orderByTime(events.time, source, offsets[c], offsets[c + 1]);
  }
  const pick = <T extends Int32Array | Float64Array | Uint8Array>(from: T, to: T): T => {
    for (let k = 0; k < count; k++) to[k] = from[source[k]];
    return to;
  };
  return {
    caseNames: names.cases,
    activityNames: names.activities,
    resourceNames: names.resources,
    offsets,
    activity: pick(events.activity, new Int32Array(count)),
    time: pick(events.time, new Float64Array(count)),
    resource: events.resource && pick(events.resource, new Int32Array(count)),
    started: events.started && pick(events.started, new Uint8Array(count)),
    amount: events.amount && lastAmounts(events.amount, source, offsets),
    order: { outOfTime, byTime },
  };
}

export const caseCount = (log: EventLog): number => log.offsets.length - 1;
export const eventCount = (log: EventLog): number => log.activity.length;

/** From the earliest to the latest event, in seconds; 0 for a log of one moment. */
export function spanSeconds(log: EventLog): number {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const time of log.time) {
    if (time < first) first = time;
    if (time > last) last = time;
  }
  return last > first ? (last - first) / 1000 : 0;
}

/** The log without the events that `keep` refuses; cases left without events go too. */
export function filterEvents(log: EventLog, keep: (event: number) => boolean): EventLog {
  return filtered(log, (_, event) => keep(event));
}

/** The log of the cases that `keep` wants. */
export function filterCases(log: EventLog, keep: (caseNumber: number) => boolean): EventLog {
  return filtered(log, keep);
}

function filtered(log: EventLog, keep: (caseNumber: number, event: number) => boolean): EventLog {
  const kept: number[] = [];
  const offsets = [0];
  const caseNames: string[] = [];
  const amounts: number[] = [];
  for (let c = 0; c < caseCount(log); c++) {
    const before = kept.length;
    for (let i = log.offsets[c]; i < log.offsets[c + 1]; i++) if (keep(c, i)) kept.push(i);
    if (kept.length === before) continue;
    offsets.push(kept.length);
    caseNames.push(log.caseNames[c]);
    amounts.push(log.amount?.[c] ?? Number.NaN);
  }
  return {
    ...log,
    caseNames,
    offsets: Int32Array.from(offsets),
    activity: Int32Array.from(kept, (i) => log.activity[i]),
    time: Float64Array.from(kept, (i) => log.time[i]),
    resource: log.resource && Int32Array.from(kept, (i) => log.resource?.[i] ?? -1),
    started: log.started && Uint8Array.from(kept, (i) => log.started?.[i] ?? 0),
    amount: log.amount && Float64Array.from(amounts),
  };
}

function countLate(time: Float64Array, source: Int32Array, from: number, to: number): number {
  let late = 0;
  for (let k = from + 1; k < to; k++) if (time[source[k]] < time[source[k - 1]]) late += 1;
  return late;
}

function orderByTime(time: Float64Array, source: Int32Array, from: number, to: number): void {
  const sorted = Array.from(source.subarray(from, to)).sort((a, b) => time[a] - time[b] || a - b);
  source.set(sorted, from);
}

function lastAmounts(amount: Float64Array, source: Int32Array, offsets: Int32Array): Float64Array {
  const amounts = new Float64Array(offsets.length - 1).fill(Number.NaN);
  for (let c = 0; c < amounts.length; c++) {
    for (let k = offsets[c + 1] - 1; k >= offsets[c] && Number.isNaN(amounts[c]); k--) amounts[c] = amount[source[k]];
  }
  return amounts;
}
