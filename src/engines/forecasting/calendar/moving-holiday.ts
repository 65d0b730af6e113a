import { leastSquares } from '#engines/numerics/least-squares.ts';
import { matrixFromColumns } from '#engines/numerics/matrix.ts';
import { difference } from '../arima/arma-polynomial.ts';
import { estimateArima } from '../arima/estimate-arima.ts';
import { ExactLikelihood } from '../arima/exact-likelihood.ts';
import { type PeriodAxis, periodDays } from '../period/period-axis.ts';
import { lunarNewYearDays } from '#kernel/lunar-new-year.ts';

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
 * `genhol` regressors of X-13ARIMA-SEATS), estimated by generalised least squares on the
 * (log) values with the errors of an airline model, so trend, season and their drift are accounted for. The spells are kept that lower the AICc most; undefined when none lowers it by
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
  const airline = estimateArima(z, { p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1, period: season, constant: false });
  if (airline === undefined) return undefined;
  const whiten = (x: Float64Array): Float64Array => {
    const filter = new ExactLikelihood(difference(x, 1, 1, season), false);
    filter.evaluate(airline.arma);
    return filter.standardised();
  };
  const change = whiten(z);
  const none = criterion(sumOfSquares(change), change.length, 0);
  let best: { kept: readonly Spell[]; coefficients: Float64Array; value: number } | undefined;
  for (const kept of candidates) {
    const shares = kept.map((spell) => spellShare(spell, axis, start, n));
    if (shares.some((share) => difference(share, 0, 1, season).filter((x) => Math.abs(x) > 0.1).length < 3)) continue;
    const fit = leastSquares(matrixFromColumns(shares.map(whiten)), change);
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

function sumOfSquares(x: Float64Array): number {
  let sum = 0;
  for (const value of x) sum += value * value;
  return sum;
}

/** AICc of a least squares fit with `k` coefficients beside the airline model's three numbers. */
function criterion(squares: number, n: number, k: number): number {
  const count = k + 3;
  return n * Math.log(Math.max(squares, 1e-300) / n) + 2 * count + (2 * count * (count + 1)) / (n - count - 1);
}
