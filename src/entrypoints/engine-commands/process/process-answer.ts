import { type EventLog, caseCount, eventCount } from '#engines/process-mining/event-log.ts';
import { type ActivityStatistics, activityStatistics } from '#engines/process-mining/activity-times.ts';
import { type FollowEdge, directlyFollows } from '#engines/process-mining/directly-follows.ts';
import { type Variant, findVariants } from '#engines/process-mining/variants.ts';

/** What every process verb tells about the log: the counts that are compared with published ones, and the map. */
export interface ProcessView {
  readonly log: EventLog;
  readonly activities: readonly ActivityStatistics[];
  readonly edges: readonly FollowEdge[];
  readonly variants: readonly Variant[];
}

export function viewLog(log: EventLog): ProcessView {
  return { log, activities: activityStatistics(log), edges: directlyFollows(log), variants: findVariants(log) };
}

/** The keys that stand in the JSON of every verb. */
export function viewJson({ log, activities, edges, variants }: ProcessView, top: number) {
  const name = (activity: number): string => log.activityNames[activity];
  return {
    cases: caseCount(log),
    events: eventCount(log),
    activities: activities.map(({ activity, ...rest }) => ({ name: name(activity), ...rest })),
    variants: variants.length,
    edges: edges.map(({ from, to, amountSeconds, amountSecondsAboveMedian, ...rest }) => ({
      from: name(from),
      to: name(to),
      ...rest,
      ...(log.amount === undefined
        ? {}
        : { amountDays: amountSeconds / 86_400, amountDaysAboveMedian: amountSecondsAboveMedian / 86_400 }),
    })),
    top: variants.slice(0, top).map(({ path, count, medianSeconds, amount, example }) => ({
      path: path.map(name),
      count,
      share: count / caseCount(log),
      medianSeconds,
      ...(amount === undefined ? {} : { amount }),
      example: log.caseNames[example],
    })),
  };
}

/** 3 d 4 h, 5 h 10 min, 12 s: the two largest units. */
export function span(seconds: number): string {
  const parts: readonly (readonly [number, string])[] = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  const first = parts.findIndex(([size]) => seconds >= size);
  if (first === -1) return seconds === 0 ? '0' : `${seconds.toFixed(2)} s`;
  const [size, unit] = parts[first];
  const whole = Math.floor(seconds / size);
  const next = parts[first + 1];
  const rest = next === undefined || whole >= 10 ? 0 : Math.floor((seconds - whole * size) / next[0]);
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${next[1]}`;
}
