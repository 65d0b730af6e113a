import { addMonths, dayNumber, fromDayNumber } from '#kernel/civil-date.ts';
import { type Deal, isAmountKnownWhileOpen, pipelineAsOf } from './deal.ts';
import { forecastPipeline } from './forecast-pipeline.ts';
import { fitWonAmount } from './won-amount.ts';

export interface BacktestOptions {
  readonly traits: readonly string[];
  /** Periods end with months or quarters. */
  readonly period: 'month' | 'quarter';
  /** Days before the end of the period from which it is forecast. */
  readonly daysBefore: readonly number[];
  /** Nothing after this day is used. */
  readonly lastDay: number;
  readonly level?: number;
  readonly seed?: number;
  /** Periods at most, the latest ones (8). */
  readonly periods?: number;
}

/** One forecast of the past beside what came and what the rivals said, all for the money won after asOf up to until. */
export interface BacktestFold {
  readonly daysBefore: number;
  readonly asOf: string;
  readonly until: string;
  readonly actual: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Open deals × the share won of all closed deals of the same stage (of all, when stages are not known) × amount. */
  readonly stageWeighted: number;
  /** Money won in the same days of the latest period that was over. */
  readonly lastPeriod: number;
}

export interface BacktestSummary {
  readonly daysBefore: number;
  readonly folds: number;
  /** Sum of absolute errors over sum of actuals. */
  readonly error: number;
  readonly stageWeightedError: number;
  readonly lastPeriodError: number;
  /** Share of folds whose actual lay within low … high. */
  readonly coverage: number;
}

export interface Backtest {
  readonly level: number;
  readonly folds: readonly BacktestFold[];
  readonly summary: readonly BacktestSummary[];
}

/**
 * Forecasts past periods from 30, 60, 90 … days before their end with only what was known then, and compares with what
 * came, with stage-weighted sums and with the same days of the period before. A fold needs 20 closed deals and one whole
 * period of closings before its as-of day; without any fold the summary is empty.
 */
export function backtestPipeline(deals: readonly Deal[], options: BacktestOptions): Backtest {
  const { traits, period, daysBefore, lastDay, level = 95, seed = 1 } = options;
  const months = period === 'quarter' ? 3 : 1;
  let firstClosing = Number.POSITIVE_INFINITY;
  for (const deal of deals) if (deal.closed !== undefined) firstClosing = Math.min(firstClosing, deal.closed);
  const amountKnown = isAmountKnownWhileOpen(deals);
  const folds: BacktestFold[] = [];
  const ends = periodEnds(firstClosing, lastDay, months).slice(-(options.periods ?? 8));
  for (const until of ends) {
    for (const before of daysBefore) {
      const asOf = until - before;
      const earlier = periodBefore(asOf, until, months);
      if (earlier.asOf + 1 < firstClosing) continue;
      const known = pipelineAsOf(deals, asOf, amountKnown);
      if (known.closed.length < 20) continue;
      const { total } = forecastPipeline(deals, { asOf, until, traits, level, seed });
      folds.push({
        daysBefore: before,
        asOf: fromDayNumber(asOf),
        until: fromDayNumber(until),
        actual: wonBetween(deals, asOf, until),
        mean: total.mean,
        low: total.low,
        high: total.high,
        stageWeighted: stageWeightedSum(known.open, known.closed, traits),
        lastPeriod: wonBetween(deals, earlier.asOf, earlier.until),
      });
    }
  }
  return { level, folds, summary: daysBefore.flatMap((before) => summarise(folds, before)) };
}

function summarise(all: readonly BacktestFold[], daysBefore: number): BacktestSummary[] {
  const folds = all.filter((fold) => fold.daysBefore === daysBefore);
  const actual = folds.reduce((sum, fold) => sum + Math.abs(fold.actual), 0);
  if (folds.length === 0 || actual === 0) return [];
  const error = (guess: (fold: BacktestFold) => number): number =>
    folds.reduce((sum, fold) => sum + Math.abs(guess(fold) - fold.actual), 0) / actual;
  return [
    {
      daysBefore,
      folds: folds.length,
      error: error((fold) => fold.mean),
      stageWeightedError: error((fold) => fold.stageWeighted),
      lastPeriodError: error((fold) => fold.lastPeriod),
      coverage: folds.filter((fold) => fold.low <= fold.actual && fold.actual <= fold.high).length / folds.length,
    },
  ];
}

/** The usual weighted pipeline: every open deal at its amount times how often such deals were won. */
function stageWeightedSum(open: readonly Deal[], closed: readonly Deal[], traits: readonly string[]): number {
  const amounts = fitWonAmount(closed, traits);
  const overall = closed.filter((deal) => deal.won === true).length / closed.length;
  const stages = new Map<string, { won: number; count: number }>();
  for (const deal of closed) {
    for (const name of new Set(deal.stages?.map((entry) => entry.stage))) {
      const one = stages.get(name) ?? { won: 0, count: 0 };
      stages.set(name, { won: one.won + (deal.won === true ? 1 : 0), count: one.count + 1 });
    }
  }
  let sum = 0;
  for (const deal of open) {
    const stage = stages.get(deal.stages?.at(-1)?.stage ?? '');
    sum += (stage === undefined ? overall : stage.won / stage.count) * amounts.expected(deal);
  }
  return sum;
}

function wonBetween(deals: readonly Deal[], after: number, until: number): number {
  let sum = 0;
  for (const { closed, won, amount } of deals) {
    if (won === true && closed !== undefined && closed > after && closed <= until) sum += amount ?? 0;
  }
  return sum;
}

/** Last days of the whole periods that end after `from` and not after `to`. */
function periodEnds(from: number, to: number, months: number): number[] {
  const ends: number[] = [];
  if (!(from <= to)) return ends;
  let index = Number(fromDayNumber(from).slice(0, 4)) * 12 + Number(fromDayNumber(from).slice(5, 7)) - 1;
  index -= index % months;
  for (;;) {
    index += months;
    const end =
      dayNumber(`${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`) -
      1;
    if (end > to) return ends;
    ends.push(end);
  }
}

/** The same days of the latest period that was over on the as-of day. */
function periodBefore(asOf: number, until: number, months: number): { asOf: number; until: number } {
  let back = months;
  while (shiftMonths(until, -back) > asOf) back += months;
  return { asOf: shiftMonths(asOf, -back), until: shiftMonths(until, -back) };
}

/** The same day some months away; the last day of a month stays the last. */
function shiftMonths(day: number, months: number): number {
  const isLast = fromDayNumber(day + 1).endsWith('-01');
  return isLast
    ? dayNumber(addMonths(fromDayNumber(day + 1), months)) - 1
    : dayNumber(addMonths(fromDayNumber(day), months));
}
