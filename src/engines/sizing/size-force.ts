import type { ResponseCurve } from './response-curve.ts';

export interface SizingSegment {
  readonly id: string;
  readonly people: number;
  readonly curve: ResponseCurve;
  /** Profit per unit of sales, before the cost of people. */
  readonly margin: number;
  /** Cost of one person. */
  readonly cost: number;
}

export interface SizedSegment {
  readonly id: string;
  readonly now: number;
  readonly people: number;
  readonly sales: number;
  readonly profit: number;
  /** What one more person would add to profit. */
  readonly marginalProfit: number;
}

export interface Sizing {
  readonly people: number;
  readonly profit: number;
  readonly segments: readonly SizedSegment[];
  /** What one more person, where it pays most, would add: at most 0 when the number is free. */
  readonly marginalProfit: number;
  /** Best profit for every number of people from 0. */
  readonly curve: readonly number[];
}

/** A segment may grow to so many times today's people, and this many more. */
const [mostTimes, mostMore] = [3, 5];

/**
 * How many people, and where, for the most profit: Σ margin × sales(people) − cost × people, whole people, by dynamic
 * programming over the segments (exact for any curve, also S-shaped ones where adding one by one goes wrong; the problem of
 * Lodish, Curtis, Ness & Simpson 1988, Interfaces 18(1)). `total` fixes the number of people.
 */
export function sizeForce(segments: readonly SizingSegment[], total?: number): Sizing {
  const most = segments.map(({ people }) => Math.ceil(people * mostTimes) + mostMore);
  if (total !== undefined) for (let s = 0; s < most.length; s++) most[s] = Math.max(most[s], total);
  const profitOf = (segment: SizingSegment, people: number): number =>
    segment.margin * segment.curve.sales(people) - segment.cost * people;
  let reach = total ?? most.reduce((sum, value) => sum + value, 0);
  const chosen: Int32Array[] = [];
  let best = new Float64Array(reach + 1).fill(Number.NEGATIVE_INFINITY);
  best[0] = 0;
  segments.forEach((segment, s) => {
    const profits = Float64Array.from({ length: Math.min(most[s], reach) + 1 }, (_, people) =>
      profitOf(segment, people),
    );
    const next = new Float64Array(reach + 1).fill(Number.NEGATIVE_INFINITY);
    const choice = new Int32Array(reach + 1);
    for (let sum = 0; sum <= reach; sum++) {
      for (let people = 0; people < profits.length && people <= sum; people++) {
        const value = best[sum - people] + profits[people];
        if (value <= next[sum]) continue;
        next[sum] = value;
        choice[sum] = people;
      }
    }
    best = next;
    chosen.push(choice);
  });
  let people = total ?? 0;
  if (total === undefined) best.forEach((value, sum) => (people = value > best[people] ? sum : people));
  reach = people;
  const numbers: number[] = [];
  for (let s = segments.length - 1; s >= 0; s--) {
    numbers.unshift(chosen[s][reach]);
    reach -= chosen[s][reach];
  }
  const sized = segments.map(
    (segment, s): SizedSegment => ({
      id: segment.id,
      now: segment.people,
      people: numbers[s],
      sales: segment.curve.sales(numbers[s]),
      profit: profitOf(segment, numbers[s]),
      marginalProfit: profitOf(segment, numbers[s] + 1) - profitOf(segment, numbers[s]),
    }),
  );
  return {
    people,
    profit: best[people],
    segments: sized,
    marginalProfit: sized.reduce((most_, one) => Math.max(most_, one.marginalProfit), Number.NEGATIVE_INFINITY),
    curve: Array.from(best),
  };
}
