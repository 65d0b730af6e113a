import { type FollowEdge, directlyFollows } from './directly-follows.ts';
import { type EventLog, caseCount, spanSeconds } from './event-log.ts';

export interface Bottleneck extends FollowEdge {
  /** Share of all time between events that is spent here. */
  readonly shareOfTime: number;
  /**
   * Money that stands still here on an average day: Σ amount × time here ÷ time that the log covers (Little's law, 1961).
   * Absent without amounts.
   */
  readonly moneyHeld?: number;
  /** The part of it that would be free if no case waited longer than the median. */
  readonly moneyAboveMedian?: number;
}

export interface BottleneckView {
  /** Ranked by money held where amounts are known, else by time. */
  readonly bottlenecks: readonly Bottleneck[];
  readonly rankedBy: 'money' | 'time';
  /** From the first to the last event of the log. */
  readonly spanSeconds: number;
  readonly totalSeconds: number;
  /** Cases whose amount is known. */
  readonly casesWithAmount: number;
}

/** Where cases and their money wait, step by step, ranked. */
export function findBottlenecks(log: EventLog, edges: readonly FollowEdge[] = directlyFollows(log)): BottleneckView {
  const span = spanSeconds(log);
  const totalSeconds = edges.reduce((sum, edge) => sum + edge.totalSeconds, 0);
  const withMoney = log.amount !== undefined && span > 0;
  let casesWithAmount = 0;
  for (let c = 0; c < caseCount(log); c++) if (!Number.isNaN(log.amount?.[c] ?? Number.NaN)) casesWithAmount += 1;
  const bottlenecks = edges.map(
    (edge): Bottleneck => ({
      ...edge,
      shareOfTime: totalSeconds === 0 ? 0 : edge.totalSeconds / totalSeconds,
      ...(withMoney
        ? {
            moneyHeld: edge.amountSeconds / span,
            moneyAboveMedian: edge.amountSecondsAboveMedian / span,
          }
        : {}),
    }),
  );
  return {
    bottlenecks: bottlenecks.sort(
      (left, right) =>
        (right.moneyHeld ?? 0) - (left.moneyHeld ?? 0) ||
        right.totalSeconds - left.totalSeconds ||
        left.from - right.from ||
        left.to - right.to,
    ),
    rankedBy: withMoney ? 'money' : 'time',
    spanSeconds: span,
    totalSeconds,
    casesWithAmount,
  };
}
