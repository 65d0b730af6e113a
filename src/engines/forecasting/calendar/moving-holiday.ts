import { leastSquares } from '#engines/numerics/least-squares.ts';
import { matrixFromColumns } from '#engines/numerics/matrix.ts';
import { difference } from '../arima/arma-polynomial.ts';
import { type PeriodAxis, periodDays } from '../period/period-axis.ts';
import { lunarNewYearDays } from './lunar-new-year.ts';

/** Days of the spell around 春节: buying and hurrying before it, shops and factories closed from its eve. */
const spells = { before: { from: -20, to: -2 }, during: { from: -1, to: 13 } } as const;
type Spell = keyof typeof spells;

export interface HolidayEffect {
  /** Share by which a period wholly inside the spell differs (logarithmic when `relative`). */
  readonly effects: Readonly<Partial<Record<Spell, number>>>;
  readonly relative: boolean;
  /** How much the corrected AIC fell by taking it in. */
  readonly gain: number;
  /** Values with the effect taken out. */
  readonly adjusted: Float64Array;
  /** Puts the effect back on the values of periods after the history. */
  restore(values: Float64Array): Float64Array;
}

/** How much better the AICc must get before a holiday is believed. */
const leastGain = 6;

/**
 * The effect of a moving holiday, 春节: the share of each spell's days that falls into a period (Lin & Liu 2002; the
 * `genhol` regressors of X-13ARIMA-SEATS), estimated by least squares on regular and seasonal
 * differences of the (log) values, where only what moves between years is left. The spells are kept that lower the AICc most; undefined when none lowers it by
 * six, when fewer than three years are there, or when the periods have no calendar.
 */
export function movingHoliday(
  y: Float64Array,
  axis: Pick<PeriodAxis, 'frequency' | 'anchor'>,
  start: number,
  season: number,
): HolidayEffect | undefined {
  const n = y.length;
  if (axis.frequency !== 'month' && axis.frequency !== 'week') return undefined;
  if (season < 2 || n < 3 * season + 1) return undefined;
  const relative = y.every((value) => value > 0);
  const z = relative ? y.map(Math.log) : y;
  const candidates: readonly (readonly Spell[])[] = [['during'], ['before'], ['before', 'during']];
  const change = seasonalChange(z, season);
  const none = criterion(sumOfSquares(change), change.length, 0);
  let best: { kept: readonly Spell[]; coefficients: Float64Array; value: number } | undefined;
  for (const kept of candidates) {
    const columns = kept.map((spell) => seasonalChange(spellShare(spell, axis, start, n), season));
    if (columns.some((column) => column.filter((value) => Math.abs(value) > 0.05).length < 3)) continue;
    const fit = leastSquares(matrixFromColumns(columns), change);
    const value = criterion(fit.residualSumOfSquares, change.length, kept.length);
    if (best === undefined || value < best.value) best = { kept, coefficients: fit.coefficients, value };
  }
  if (best === undefined || !(none - best.value >= leastGain)) return undefined;
  const { kept, coefficients } = best;
  const effectFrom = (from: number, count: number): Float64Array => {
    const sum = new Float64Array(count);
    kept.forEach((spell, k) => {
      const share = spellShare(spell, axis, from, count);
      for (let t = 0; t < count; t++) sum[t] += coefficients[k] * share[t];
    });
    return sum;
  };
  const past = effectFrom(start, n);
  return {
    effects: Object.fromEntries(kept.map((spell, k) => [spell, coefficients[k]])),
    relative,
    gain: none - best.value,
    adjusted: y.map((value, t) => (relative ? value * Math.exp(-past[t]) : value - past[t])),
    restore(values) {
      const ahead = effectFrom(start + n, values.length);
      return values.map((value, h) => (relative ? value * Math.exp(ahead[h]) : value + ahead[h]));
    },
  };
}

/** Share of a spell's days that lie in each of `count` periods from `start`. */
function spellShare(
  spell: Spell,
  axis: Pick<PeriodAxis, 'frequency' | 'anchor'>,
  start: number,
  count: number,
): Float64Array {
  const { from, to } = spells[spell];
  const share = new Float64Array(count);
  for (let t = 0; t < count; t++) {
    const days = periodDays(axis, start + t);
    if (days === undefined) continue;
    for (const newYear of lunarNewYearDays) {
      const overlap = Math.min(days.last, newYear + to) - Math.max(days.first, newYear + from) + 1;
      if (overlap > 0) share[t] += overlap / (to - from + 1);
    }
  }
  return share;
}

/** (1 − B)(1 − B^m)x about its mean: trend and season are gone, the sharp moves between neighbouring periods stay. */
function seasonalChange(x: Float64Array, season: number): Float64Array {
  const change = difference(x, 1, 1, season);
  let mean = 0;
  for (const value of change) mean += value / change.length;
  return change.map((value) => value - mean);
}

function sumOfSquares(x: Float64Array): number {
  let sum = 0;
  for (const value of x) sum += value * value;
  return sum;
}

/** AICc of a least squares fit with `k` coefficients beside the mean. */
function criterion(squares: number, n: number, k: number): number {
  const count = k + 2;
  return n * Math.log(Math.max(squares, 1e-300) / n) + 2 * count + (2 * count * (count + 1)) / (n - count - 1);
}
