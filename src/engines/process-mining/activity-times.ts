import { quantile } from '#engines/numerics/quantile.ts';
import { type EventLog, caseCount } from './event-log.ts';

export interface ActivityStatistics {
  readonly activity: number;
  readonly count: number;
  readonly cases: number;
  /** Cases that begin or end with it. */
  readonly starts: number;
  readonly ends: number;
  /** From the event before it in the case to this one; absent when it only ever begins a case. */
  readonly medianSecondsBefore?: number;
  /** From start to completion, and from the completion before it to its start: only where the log has both events. */
  readonly working?: { readonly medianSeconds: number; readonly totalSeconds: number; readonly pairs: number };
  readonly waiting?: { readonly medianSeconds: number; readonly totalSeconds: number };
  /** Occurrences beyond the first in a case, cases that have them, and the time spent to get there again. */
  readonly rework: { readonly repeats: number; readonly cases: number; readonly totalSeconds: number };
  /** Occurrences directly after itself. */
  readonly selfLoops: number;
}

/** Frequency, time and rework of each activity, most frequent first. */
export function activityStatistics(log: EventLog): ActivityStatistics[] {
  const size = log.activityNames.length;
  const sums = Array.from({ length: size }, () => ({
    count: 0,
    cases: 0,
    starts: 0,
    ends: 0,
    repeats: 0,
    repeatCases: 0,
    repeatSeconds: 0,
    selfLoops: 0,
    before: [] as number[],
  }));
  const seen = new Int32Array(size).fill(-1);
  const seenAgain = new Int32Array(size).fill(-1);
  for (let c = 0; c < caseCount(log); c++) {
    const [first, end] = [log.offsets[c], log.offsets[c + 1]];
    for (let i = first; i < end; i++) {
      const activity = log.activity[i];
      const sum = sums[activity];
      const seconds = i === first ? 0 : Math.max(0, log.time[i] - log.time[i - 1]) / 1000;
      sum.count += 1;
      if (i === first) sum.starts += 1;
      else sum.before.push(seconds);
      if (i === end - 1) sum.ends += 1;
      if (i > first && log.activity[i - 1] === activity) sum.selfLoops += 1;
      if (seen[activity] !== c) {
        seen[activity] = c;
        sum.cases += 1;
        continue;
      }
      if (log.started !== undefined && log.started[i] === 0) continue; // the completion of something that was started
      sum.repeats += 1;
      sum.repeatSeconds += seconds;
      if (seenAgain[activity] !== c) {
        seenAgain[activity] = c;
        sum.repeatCases += 1;
      }
    }
  }
  const work = workingTimes(log);
  return sums
    .map(
      (sum, activity): ActivityStatistics => ({
        activity,
        count: sum.count,
        cases: sum.cases,
        starts: sum.starts,
        ends: sum.ends,
        ...(sum.before.length === 0 ? {} : { medianSecondsBefore: quantile(sum.before, 0.5) }),
        ...work(activity),
        rework: { repeats: sum.repeats, cases: sum.repeatCases, totalSeconds: sum.repeatSeconds },
        selfLoops: sum.selfLoops,
      }),
    )
    .sort((left, right) => right.count - left.count || left.activity - right.activity);
}

/** Pairs each start with the next completion of the same activity in its case, first in, first out. */
function workingTimes(log: EventLog): (activity: number) => Pick<ActivityStatistics, 'working' | 'waiting'> {
  const { started } = log;
  if (started === undefined) return () => ({});
  const working = log.activityNames.map(() => [] as number[]);
  const waiting = log.activityNames.map(() => [] as number[]);
  for (let c = 0; c < caseCount(log); c++) {
    const open = new Map<number, number[]>();
    let free = Number.NaN;
    for (let i = log.offsets[c]; i < log.offsets[c + 1]; i++) {
      const activity = log.activity[i];
      if (started[i] === 1) {
        if (!Number.isNaN(free)) waiting[activity].push(Math.max(0, log.time[i] - free) / 1000);
        const queue = open.get(activity);
        if (queue === undefined) open.set(activity, [log.time[i]]);
        else queue.push(log.time[i]);
        continue;
      }
      const begun = open.get(activity)?.shift();
      if (begun !== undefined) working[activity].push(Math.max(0, log.time[i] - begun) / 1000);
      free = log.time[i];
    }
  }
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  return (activity) => {
    const [work, wait] = [working[activity], waiting[activity]];
    return {
      ...(work.length === 0
        ? {}
        : { working: { medianSeconds: quantile(work, 0.5), totalSeconds: total(work), pairs: work.length } }),
      ...(wait.length === 0 ? {} : { waiting: { medianSeconds: quantile(wait, 0.5), totalSeconds: total(wait) } }),
    };
  };
}
