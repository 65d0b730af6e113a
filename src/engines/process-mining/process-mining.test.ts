import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityStatistics } from './activity-times.ts';
import { findBottlenecks } from './bottlenecks.ts';
import { directlyFollows } from './directly-follows.ts';
import { type EventColumns, type EventLog, arrangeLog, filterEvents } from './event-log.ts';
import { queueWait } from './queue-wait.ts';
import { resourceView } from './resources.ts';
import { findVariants } from './variants.ts';
import { whatIf } from './what-if.ts';

interface Event {
  readonly case: number;
  readonly activity: number;
  readonly time: number;
}

const letters = ['a', 'b', 'c', 'd'];

function logOf(events: readonly Event[], more: Partial<EventColumns> = {}): EventLog {
  return arrangeLog(
    {
      count: events.length,
      case: Int32Array.from(events, (one) => one.case),
      activity: Int32Array.from(events, (one) => one.activity),
      time: Float64Array.from(events, (one) => one.time),
      ...more,
    },
    {
      cases: Array.from({ length: 1 + Math.max(-1, ...events.map((one) => one.case)) }, (_, i) => `case ${i}`),
      activities: letters,
      resources: ['Ann', 'Bo'],
    },
  );
}

/** Cases numbered in the order of their first event, as a reader numbers them. */
const someEvents = fc
  .array(fc.record({ case: fc.nat(5), activity: fc.nat(3), time: fc.nat(20).map((t) => t * 1000) }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((events) => {
    const numbers = new Map<number, number>();
    return events.map((one) => {
      if (!numbers.has(one.case)) numbers.set(one.case, numbers.size);
      return { ...one, case: numbers.get(one.case) as number };
    });
  });

function tracesOf(events: readonly Event[]): Event[][] {
  const traces: Event[][] = [];
  for (const one of events) (traces[one.case] ??= []).push(one);
  return traces.map((trace) => trace.toSorted((left, right) => left.time - right.time));
}

describe('an event log', () => {
  it('is counted as by hand, whatever the order of its lines', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const log = logOf(events);
        const traces = tracesOf(events);
        const pairs = new Map<string, number[]>();
        for (const trace of traces)
          for (let i = 1; i < trace.length; i++) {
            const key = `${trace[i - 1].activity}>${trace[i].activity}`;
            pairs.set(key, [...(pairs.get(key) ?? []), (trace[i].time - trace[i - 1].time) / 1000]);
          }
        const edges = directlyFollows(log);
        expect(edges.length).toBe(pairs.size);
        for (const edge of edges) {
          const times = (pairs.get(`${edge.from}>${edge.to}`) ?? []).sort((a, b) => a - b);
          expect(edge.count).toBe(times.length);
          const middle = (times[Math.floor((times.length - 1) / 2)] + times[Math.ceil((times.length - 1) / 2)]) / 2;
          expect(edge.medianSeconds).toBeCloseTo(middle, 9);
          expect(edge.medianLow).toBeLessThanOrEqual(middle);
          expect(edge.medianHigh).toBeGreaterThanOrEqual(middle);
        }
        const variants = findVariants(log);
        const paths = new Set(traces.map((trace) => trace.map((one) => one.activity).join('')));
        expect(variants.length).toBe(paths.size);
        expect(variants.reduce((sum, one) => sum + one.count, 0)).toBe(traces.length);
        const counts = activityStatistics(log).reduce((sum, one) => sum + one.count, 0);
        expect(counts).toBe(events.length);
      }),
    );
  });

  it('loses nothing: edges plus cases are events, time of the edges is time of the cases', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const log = logOf(events);
        const edges = directlyFollows(log);
        const cases = tracesOf(events);
        expect(edges.reduce((sum, edge) => sum + edge.count, 0) + cases.length).toBe(events.length);
        const seconds = cases.reduce((sum, one) => sum + (one[one.length - 1].time - one[0].time) / 1000, 0);
        expect(findBottlenecks(log).totalSeconds).toBeCloseTo(seconds, 6);
      }),
    );
  });

  it('keeps the order of the source where it is the order of the log', () => {
    const events = [
      { case: 0, activity: 0, time: 5000 },
      { case: 0, activity: 1, time: 1000 },
    ];
    const columns = {
      count: 2,
      case: Int32Array.from([0, 0]),
      activity: Int32Array.from([0, 1]),
      time: Float64Array.from([5000, 1000]),
    };
    const kept = arrangeLog(columns, { cases: ['x'], activities: letters, resources: [] }, false);
    expect([...kept.activity]).toEqual([0, 1]);
    expect(kept.order).toEqual({ outOfTime: 1, byTime: false });
    expect(directlyFollows(kept)[0].medianSeconds).toBe(0);
    expect([...logOf(events).activity]).toEqual([1, 0]);
  });

  it('drops cases that a filter leaves empty', () => {
    const log = logOf([
      { case: 0, activity: 0, time: 0 },
      { case: 1, activity: 1, time: 0 },
    ]);
    const kept = filterEvents(log, (event) => log.activity[event] === 1);
    expect(kept.caseNames).toEqual(['case 1']);
    expect([...kept.offsets]).toEqual([0, 1]);
  });
});

describe('bottlenecks', () => {
  it('rank by the money that stands still, by Little’s law', () => {
    // two cases of 10 days each; one of 100 waits 8 days at a→b, one of 50 waits 9 days at b→c
    const day = 86_400_000;
    const events = [
      [0, 0, 0],
      [0, 1, 8],
      [0, 2, 10],
      [1, 0, 0],
      [1, 1, 1],
      [1, 2, 10],
    ].map(([c, activity, days]) => ({ case: c, activity, time: days * day }));
    const log = logOf(events, { amount: Float64Array.from([100, 100, 100, 50, 50, Number.NaN]) });
    const { bottlenecks, rankedBy } = findBottlenecks(log);
    expect(rankedBy).toBe('money');
    expect(bottlenecks.map(({ from, to, moneyHeld }) => [from, to, moneyHeld])).toEqual([
      [0, 1, (100 * 8 + 50 * 1) / 10],
      [1, 2, (100 * 2 + 50 * 9) / 10],
    ]);
    expect(bottlenecks[0].moneyAboveMedian).toBeCloseTo((100 * 3.5) / 10, 9);
  });
});

describe('rework and work', () => {
  it('pairs starts with completions, and counts a step done again', () => {
    const log = logOf(
      [
        { case: 0, activity: 0, time: 0 },
        { case: 0, activity: 0, time: 60_000 },
        { case: 0, activity: 1, time: 90_000 },
        { case: 0, activity: 1, time: 100_000 },
        { case: 0, activity: 0, time: 130_000 },
        { case: 0, activity: 0, time: 150_000 },
      ],
      { started: Uint8Array.from([1, 0, 1, 0, 1, 0]) },
    );
    const [first, second] = activityStatistics(log);
    expect(first.working).toEqual({ medianSeconds: 40, totalSeconds: 80, pairs: 2 });
    expect(first.waiting).toEqual({ medianSeconds: 30, totalSeconds: 30 });
    expect(first.rework).toEqual({ repeats: 1, cases: 1, totalSeconds: 30 });
    expect(second.working?.totalSeconds).toBe(10);
  });

  it('counts hand-overs and compares pace with others at the same step', () => {
    const log = logOf(
      [
        { case: 0, activity: 0, time: 0 },
        { case: 0, activity: 1, time: 10_000 },
        { case: 1, activity: 0, time: 0 },
        { case: 1, activity: 1, time: 30_000 },
      ],
      { resource: Int32Array.from([0, 1, 0, 0]) },
    );
    const view = resourceView(log);
    expect(view?.successions).toBe(2);
    expect(view?.handedOver).toBe(1);
    expect(view?.handOvers).toEqual([{ from: 0, to: 1, count: 1, medianSeconds: 10 }]);
    expect(view?.resources.find(({ resource }) => resource === 1)?.pace).toBeCloseTo(0.5, 9);
    expect(view?.resources.find(({ resource }) => resource === 0)?.pace).toBeCloseTo(1.5, 9);
  });
});

describe('what if', () => {
  const events = [0, 1, 2, 3].flatMap((c) => [
    { case: c, activity: 0, time: 0 },
    { case: c, activity: 1, time: (c + 1) * 10_000 },
    { case: c, activity: 2, time: (c + 1) * 10_000 + 5000 },
  ]);

  it('saves exactly the time before the step', () => {
    const found = whatIf(logOf(events), [{ activity: 1, change: { kind: 'skip' } }], 1);
    expect(found.meanSecondsBefore).toBeCloseTo(30, 9);
    expect(found.meanSecondsAfter).toBeCloseTo(5, 9);
    expect(found.savedSeconds.low).toBeLessThanOrEqual(25);
    expect(found.savedSeconds.high).toBeGreaterThanOrEqual(25);
  });

  it('does not guess the effect of people where the working time is unknown', () => {
    expect(() => whatIf(logOf(events), [{ activity: 1, change: { kind: 'addPeople', people: 1 } }], 1)).toThrow(
      /working time is not known/,
    );
  });

  it('waits as M/M/1 with one server, and less with more', () => {
    // M/M/1: ρ/(1−ρ)·S with ρ = 0.8 and S = 10 is 40
    expect(queueWait(1, 0.8, 10, 1)).toBeCloseTo(40, 9);
    expect(queueWait(2, 0.8, 10, 1)).toBeLessThan(40);
    expect(queueWait(1, 1, 10, 1)).toBe(Number.POSITIVE_INFINITY);
  });
});
