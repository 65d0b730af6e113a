import type { Trace } from '#kernel/trace.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { roundToTotal } from './round-to-total.ts';
import { shapleyOfProduct } from './shapley.ts';
import type { VariancePart } from './price-volume-mix.ts';

/** One opportunity. Days are whole numbers; `closed` is absent while it is open. */
export interface PipelineDeal {
  readonly slice: readonly string[];
  readonly created: number;
  readonly closed?: number;
  readonly won: boolean;
  /** Amount won, in whole minor units; not looked at unless won. */
  readonly amountMinor: bigint;
}

/** First and last day, both counted. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

/** What a period of a pipeline looked like; won value = days × open deals ÷ cycle × win rate × deal size. */
export interface PipelineFigures {
  readonly days: number;
  /** Mean number of deals open on a day. */
  readonly openDeals: number;
  /** Days a deal stays open on average, by Little's law: open deal-days ÷ deals closed. Absent when none closed. */
  readonly cycleDays?: number;
  readonly closed: number;
  readonly won: number;
  readonly winRate?: number;
  readonly dealSize?: number;
  readonly wonMinor: bigint;
}

export interface PipelineSlice {
  readonly slice: readonly string[];
  readonly reference: PipelineFigures;
  readonly actual: PipelineFigures;
  readonly gapMinor: bigint;
  readonly parts: readonly VariancePart[];
}

export interface PipelineVariance extends Omit<PipelineSlice, 'slice'> {
  readonly slices: readonly PipelineSlice[];
  readonly trace: Trace;
}

const names = ['days in the period', 'number of open deals', 'cycle', 'win rate', 'deal size'] as const;

/**
 * Why the value won in one period differs from another: more or fewer deals in work, faster or slower, won more or less
 * often, larger or smaller. By Little's law (1961) the product of the five figures is the value won, exactly, so their
 * Shapley values sum to the gap; per slice when deals have slices, and summed over them.
 *
 * A figure that a side does not have (no deal closed, none won) is taken unchanged from the other side, so it gets no part.
 * A deal counts as open from its creation to its close, both days included (one that closes before its creation is taken
 * as made on the day it closes). Throws UnusableData when neither period has a deal and RangeError for a period that ends
 * before it begins.
 */
export function pipelineVariance(
  deals: readonly PipelineDeal[],
  actual: DayRange,
  reference: DayRange,
): PipelineVariance {
  for (const range of [actual, reference]) {
    if (range.to < range.from) throw new RangeError(`invalid period: it ends before it begins (day ${range.to})`);
  }
  const groups = new Map<string, PipelineDeal[]>();
  for (const deal of deals) {
    const key = deal.slice.join('\u0000');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [deal]);
    else group.push(deal);
  }
  const slices = [...groups.values()]
    .map((group): PipelineSlice => {
      const [before, after] = [figures(group, reference), figures(group, actual)];
      const gapMinor = after.wonMinor - before.wonMinor;
      const rounded = roundToTotal(shapleyOfProduct(...factorPair(before, after)), gapMinor);
      return {
        slice: group[0].slice,
        reference: before,
        actual: after,
        gapMinor,
        parts: names.map((name, i) => ({ name, minor: rounded[i] })),
      };
    })
    .filter((one) => one.reference.openDeals + one.actual.openDeals > 0)
    .sort((a, b) => Number(magnitude(b.gapMinor) - magnitude(a.gapMinor)));
  if (slices.length === 0) throw unusable('at least one deal that was open in one of the periods');
  return {
    reference: figures(deals, reference),
    actual: figures(deals, actual),
    gapMinor: slices.reduce((sum, one) => sum + one.gapMinor, 0n),
    parts: names.map((name, i) => ({ name, minor: slices.reduce((sum, one) => sum + one.parts[i].minor, 0n) })),
    slices,
    trace: [
      {
        step: 'value won = days × open deals ÷ cycle × win rate × deal size, for each slice and period',
        inputs: { deals: deals.length, slices: slices.length, actual, reference },
        source: "Little's law (Little 1961)",
      },
      { step: 'split the gap of each slice by Shapley value, round to whole minor units', source: 'Shapley 1953' },
    ],
  };
}

/** Measures one period of a pipeline. */
export function figures(deals: readonly PipelineDeal[], { from, to }: DayRange): PipelineFigures {
  let [openDays, closed, won] = [0, 0, 0];
  let wonMinor = 0n;
  for (const deal of deals) {
    const last = deal.closed ?? to;
    openDays += Math.max(0, Math.min(to, last) - Math.max(from, Math.min(deal.created, last)) + 1);
    if (deal.closed === undefined || deal.closed < from || deal.closed > to) continue;
    closed += 1;
    if (!deal.won) continue;
    won += 1;
    wonMinor += deal.amountMinor;
  }
  const days = to - from + 1;
  return {
    days,
    openDeals: openDays / days,
    cycleDays: closed > 0 ? openDays / closed : undefined,
    closed,
    won,
    winRate: closed > 0 ? won / closed : undefined,
    dealSize: won > 0 ? Number(wonMinor) / won : undefined,
    wonMinor,
  };
}

/** [days, open deals, 1 ÷ cycle, win rate, size] of both sides, missing figures borrowed from the other side. */
function factorPair(before: PipelineFigures, after: PipelineFigures): [number[], number[]] {
  const [speedBefore, speedAfter] = borrow(speed(before), speed(after));
  const [rateBefore, rateAfter] = borrow(before.winRate, after.winRate);
  const [sizeBefore, sizeAfter] = borrow(before.dealSize, after.dealSize);
  return [
    [before.days, before.openDeals, speedBefore, rateBefore, sizeBefore],
    [after.days, after.openDeals, speedAfter, rateAfter, sizeAfter],
  ];
}

function speed({ openDeals, closed, days }: PipelineFigures): number | undefined {
  return openDeals > 0 ? closed / (openDeals * days) : undefined;
}

function borrow(before: number | undefined, after: number | undefined): [number, number] {
  return [before ?? after ?? 0, after ?? before ?? 0];
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
