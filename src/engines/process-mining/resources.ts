import { quantile } from '#engines/numerics/quantile.ts';
import { type EventLog, caseCount } from './event-log.ts';

export interface ResourceStatistics {
  readonly resource: number;
  readonly events: number;
  readonly cases: number;
  readonly activities: number;
  /**
   * Time before its steps ÷ the time that the same steps take on average whoever does them: 2 means twice as long.
   * Absent when none of its steps has a step before it.
   */
  readonly pace?: number;
  readonly timedSteps: number;
}

export interface HandOver {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly medianSeconds: number;
}

export interface ResourceView {
  readonly resources: readonly ResourceStatistics[];
  /** Successive events of a case that both name a resource, and how many of them pass from one to another. */
  readonly successions: number;
  readonly handedOver: number;
  /** Most frequent first. */
  readonly handOvers: readonly HandOver[];
}

/**
 * Who does what, how quickly compared with others at the same steps, and who hands over to whom (van der Aalst, Reijers &
 * Song 2005, handover of work). Undefined when the log names no resource.
 */
export function resourceView(log: EventLog): ResourceView | undefined {
  const { resource } = log;
  if (resource === undefined) return undefined;
  const people = log.resourceNames.length;
  const steps = log.activityNames.length;
  const meanSeconds = meanBefore(log, steps);
  const events = new Int32Array(people);
  const cases = new Int32Array(people);
  const observed = new Float64Array(people);
  const expected = new Float64Array(people);
  const timed = new Int32Array(people);
  const does = Array.from({ length: people }, () => new Set<number>());
  const lastCase = new Int32Array(people).fill(-1);
  const passes = new Map<number, number[]>();
  let successions = 0;
  let handedOver = 0;
  for (let c = 0; c < caseCount(log); c++) {
    for (let i = log.offsets[c]; i < log.offsets[c + 1]; i++) {
      const who = resource[i];
      if (who === -1) continue;
      events[who] += 1;
      does[who].add(log.activity[i]);
      if (lastCase[who] !== c) {
        lastCase[who] = c;
        cases[who] += 1;
      }
      if (i === log.offsets[c]) continue;
      const seconds = Math.max(0, log.time[i] - log.time[i - 1]) / 1000;
      observed[who] += seconds;
      expected[who] += meanSeconds[log.activity[i]];
      timed[who] += 1;
      const before = resource[i - 1];
      if (before === -1) continue;
      successions += 1;
      if (before === who) continue;
      handedOver += 1;
      const key = before * people + who;
      const times = passes.get(key);
      if (times === undefined) passes.set(key, [seconds]);
      else times.push(seconds);
    }
  }
  return {
    resources: Array.from(
      { length: people },
      (_, who): ResourceStatistics => ({
        resource: who,
        events: events[who],
        cases: cases[who],
        activities: does[who].size,
        ...(expected[who] > 0 ? { pace: observed[who] / expected[who] } : {}),
        timedSteps: timed[who],
      }),
    ).sort((left, right) => right.events - left.events || left.resource - right.resource),
    successions,
    handedOver,
    handOvers: [...passes]
      .map(
        ([key, times]): HandOver => ({
          from: Math.floor(key / people),
          to: key % people,
          count: times.length,
          medianSeconds: quantile(times, 0.5),
        }),
      )
      .sort((left, right) => right.count - left.count || left.from - right.from || left.to - right.to),
  };
}

/** Mean time before each activity over all its occurrences that are not the first of a case. */
function meanBefore(log: EventLog, steps: number): Float64Array {
  const sums = new Float64Array(steps);
  const counts = new Int32Array(steps);
  for (let c = 0; c < caseCount(log); c++) {
    for (let i = log.offsets[c] + 1; i < log.offsets[c + 1]; i++) {
      sums[log.activity[i]] += Math.max(0, log.time[i] - log.time[i - 1]) / 1000;
      counts[log.activity[i]] += 1;
    }
  }
  return sums.map((sum, a) => (counts[a] === 0 ? 0 : sum / counts[a]));
}
