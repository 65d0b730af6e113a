import { bootstrapInterval } from '#engines/numerics/bootstrap.ts';
import { normalQuantile } from '#engines/numerics/normal.ts';
import { quantile } from '#engines/numerics/quantile.ts';
import { seededRandom } from '#kernel/random.ts';
import { activityStatistics } from './activity-times.ts';
import { type EventLog, caseCount, spanSeconds } from './event-log.ts';
import { effectiveServers, queueWait } from './queue-wait.ts';

export interface ProcessChange {
  /** Number of the activity. */
  readonly activity: number;
  /** What to do: leave the step out, multiply the time before it, or add people who do it. */
  readonly change:
    | { readonly kind: 'skip' }
    | { readonly kind: 'scale'; readonly factor: number }
    | { readonly kind: 'addPeople'; readonly people: number };
}

export interface WhatIf {
  readonly cases: number;
  readonly meanSecondsBefore: number;
  readonly meanSecondsAfter: number;
  readonly medianSecondsBefore: number;
  readonly medianSecondsAfter: number;
  /** Mean time saved per case with a 95 % bootstrap interval over cases. */
  readonly savedSeconds: { readonly mean: number; readonly low: number; readonly high: number };
  /** Money freed on an average day (Little's law); only with amounts. */
  readonly moneyFreed?: number;
  readonly factors: readonly { readonly activity: number; readonly factor: number; readonly because: string }[];
}

/**
 * Replays every case with some steps left out, quicker or better staffed, all else equal. The time of a step is the time
 * from the event before it; steps that overlap in truth are counted as if one waited for the other.
 * Throws RangeError when people are to be added at a step whose working time the log does not tell.
 */
export function whatIf(log: EventLog, changes: readonly ProcessChange[], seed: number): WhatIf {
  const factors = changes.map((change) => ({ activity: change.activity, ...factorOf(log, change) }));
  const factorByActivity = new Map(factors.map(({ activity, factor }) => [activity, factor]));
  const before = new Float64Array(caseCount(log));
  const after = new Float64Array(before.length);
  let amountSeconds = 0;
  for (let c = 0; c < before.length; c++) {
    for (let i = log.offsets[c] + 1; i < log.offsets[c + 1]; i++) {
      const seconds = Math.max(0, log.time[i] - log.time[i - 1]) / 1000;
      before[c] += seconds;
      after[c] += seconds * (factorByActivity.get(log.activity[i]) ?? 1);
    }
    const amount = log.amount?.[c] ?? Number.NaN;
    if (!Number.isNaN(amount)) amountSeconds += amount * (before[c] - after[c]);
  }
  const saved = before.map((seconds, c) => seconds - after[c]);
  const span = spanSeconds(log);
  return {
    cases: before.length,
    meanSecondsBefore: mean(before),
    meanSecondsAfter: mean(after),
    medianSecondsBefore: quantile(before, 0.5),
    medianSecondsAfter: quantile(after, 0.5),
    savedSeconds: { mean: mean(saved), ...meanInterval(saved, seed) },
    ...(log.amount === undefined || span === 0 ? {} : { moneyFreed: amountSeconds / span }),
    factors,
  };
}

function factorOf(log: EventLog, { activity, change }: ProcessChange): { factor: number; because: string } {
  if (change.kind === 'skip') return { factor: 0, because: 'left out' };
  if (change.kind === 'scale') return { factor: change.factor, because: `time × ${change.factor}` };
  const name = log.activityNames[activity];
  const statistics = activityStatistics(log).find((one) => one.activity === activity);
  const { working, waiting } = statistics ?? {};
  if (working === undefined || waiting === undefined || working.totalSeconds <= 0)
    throw new RangeError(
      `"${name}": its working time is not known (events of its start and of its completion are expected)`,
    );
  const people = distinctPeople(log, activity);
  const span = Math.max(1, spanSeconds(log));
  const service = working.totalSeconds / working.pairs;
  const load = (working.pairs / span) * service;
  const wait = waiting.totalSeconds / working.pairs;
  if (wait <= 0) return { factor: 1, because: 'nothing waits for it' };
  const capacity = effectiveServers(wait, load, service, 1);
  const better = queueWait((capacity * (people + change.people)) / people, load, service, 1);
  const factor = (service + better) / (service + wait);
  return {
    factor,
    because: `${people} people give it a capacity of ${capacity.toFixed(3)}; with ${change.people} more the mean wait falls from ${Math.round(wait)} s to ${Math.round(better)} s`,
  };
}

function distinctPeople(log: EventLog, activity: number): number {
  const people = new Set<number>();
  for (let i = 0; i < log.activity.length; i++)
    if (log.activity[i] === activity && (log.resource?.[i] ?? -1) !== -1) people.add(log.resource?.[i] ?? -1);
  return Math.max(1, people.size);
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}

/** Bootstrap of the mean; from 20,000 cases on its normal limit, which is the same to the eye. */
function meanInterval(values: Float64Array, seed: number): { low: number; high: number } {
  const n = values.length;
  const centre = mean(values);
  if (n < 2) return { low: centre, high: centre };
  if (n > 20_000) {
    let squares = 0;
    for (const value of values) squares += (value - centre) ** 2;
    const error = normalQuantile(0.975) * Math.sqrt(squares / (n - 1) / n);
    return { low: centre - error, high: centre + error };
  }
  const sampleMean = (sample: Int32Array): number => {
    let sum = 0;
    for (const i of sample) sum += values[i];
    return sum / sample.length;
  };
  const { low, high } = bootstrapInterval(n, sampleMean, seededRandom(`what-if ${seed}`), { replicates: 1000 });
  return { low, high };
}
