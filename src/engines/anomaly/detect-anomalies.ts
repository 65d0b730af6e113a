import type { Trace } from '#kernel/trace.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { alarmThreshold } from './alarm-threshold.ts';
import { type LevelShift, levelShifts } from './level-shifts.ts';
import { type Decomposition, decompose } from './robust-decomposition.ts';
import { robustDeviation, scoreRemainder } from './score-remainder.ts';

export interface AnomalyOptions {
  /** Periods after which the season repeats (12 for months, 7 for days); 1 or absent: none is looked for. */
  readonly season?: number;
  /** Chance that a clean point is called an anomaly. Default .001. */
  readonly alarmRate?: number;
}

export interface AnomalyPoint {
  readonly value: number;
  readonly expected: number;
  /** A clean value lies outside low … high with the chance `alarmRate`. */
  readonly low: number;
  readonly high: number;
  /** Robust standard deviations from what was expected. */
  readonly score: number;
  readonly anomaly: boolean;
  /** 'shift' when the points after it stay on the same side, else 'spike' up or 'dip' down. */
  readonly kind?: 'spike' | 'dip' | 'shift';
}

export interface AnomalyResult {
  /** One per period; undefined where the value is missing. */
  readonly points: readonly (AnomalyPoint | undefined)[];
  /** 1 when no season was found. */
  readonly season: number;
  readonly transform: 'none' | 'log';
  readonly threshold: number;
  readonly alarmRate: number;
  /** alarmRate × points: how many alarms a clean series of this length gives on average. */
  readonly expectedFalseAlarms: number;
  readonly trace: Trace;
}

/**
 * Which points of a series are out of line, given its trend, its season and how much it wavers anyway? Values are one per
 * consecutive period; undefined where missing. The season is used when it explains enough. Positive values that waver more
 * the higher they are (rank correlation beyond chance), and less so in logarithms, are worked on in logarithms.
 *
 * Throws UnusableData with fewer than 8 values and RangeError for a season or rate out of range.
 * A sudden lasting change of level is called once, on the point where it begins, and is expected afterwards.
 * Limits: a change that comes slowly is trend, not anomaly; within half a span of the ends fewer neighbours speak.
 */
export function detectAnomalies(
  values: readonly (number | undefined)[],
  { season = 1, alarmRate = 0.001 }: AnomalyOptions = {},
): AnomalyResult {
  if (!(Number.isInteger(season) && season >= 1)) {
    throw new RangeError(`invalid season: ${season} (a whole number of periods of at least 1 is expected)`);
  }
  const series = Float64Array.from(values, (value) => value ?? Number.NaN);
  const present = series.filter((value) => !Number.isNaN(value));
  if (present.length < 8)
    throw unusable(`at least 8 values; there ${present.length === 1 ? 'is 1' : `are ${present.length}`}`);
  const { fit: fitted, shifts, used, logged } = bestFit(series, season);
  const fit = surprised(fitted, shifts);
  const size = present.reduce((most, value) => Math.max(most, Math.abs(logged ? 1 : value)), 0);
  const scored = scoreRemainder(fit.remainder, 1e-9 * size);
  const shape = { length: series.length, season: used, persistence: scored.persistence };
  const threshold = alarmThreshold(shape, alarmRate, scored.z);
  const back = logged ? Math.exp : (value: number): number => value;
  const called = scored.z.map((z) => (Math.abs(z) > threshold ? Math.sign(z) : 0));
  const points = values.map((value, t): AnomalyPoint | undefined => {
    if (value === undefined) return undefined;
    const centre = fit.trend[t] + fit.seasonal[t] + scored.carried[t];
    return {
      value,
      expected: back(centre),
      low: back(centre - threshold * scored.scale),
      high: back(centre + threshold * scored.scale),
      score: scored.z[t],
      anomaly: called[t] !== 0,
      ...(called[t] === 0 ? {} : { kind: kindOf(called, fit, scored.scale, t, shifts) }),
    };
  });
  return {
    points,
    season: used,
    transform: logged ? 'log' : 'none',
    threshold,
    alarmRate,
    expectedFalseAlarms: alarmRate * present.length,
    trace: [
      {
        step: 'take out trend and season robustly',
        inputs: {
          points: present.length,
          missing: series.length - present.length,
          season: used,
          logarithms: logged,
          levelShifts: shifts,
        },
        source: 'Cleveland, Cleveland, McRae & Terpenning 1990 (STL)',
      },
      {
        step: 'take out what the point before explains, divide by a robust standard deviation',
        output: { persistence: scored.persistence, scale: scored.scale },
        source: 'Gnanadesikan & Kettenring 1972',
      },
      {
        step: 'call what exceeds the threshold measured on clean series of this shape',
        inputs: { alarmRate },
        output: { threshold, anomalies: points.filter((point) => point?.anomaly === true).length },
      },
    ],
  };
}

/** What a series is expected to be at each point; the building block for telling which slice moved. */
export function expectedValues(values: readonly (number | undefined)[], season: number): Float64Array {
  const series = Float64Array.from(values, (value) => value ?? Number.NaN);
  if (series.filter((value) => !Number.isNaN(value)).length < 8) return series.map(() => Number.NaN);
  const { fit, logged } = bestFit(series, season);
  return fit.trend.map((level, t) => (logged ? Math.exp(level + fit.seasonal[t]) : level + fit.seasonal[t]));
}

function bestFit(series: Float64Array, season: number): SeasonFit & { logged: boolean } {
  const plain = withOrWithoutSeason(series, season);
  const n = series.filter((value) => !Number.isNaN(value)).length;
  const rises = risesWithLevel(plain.fit, plain.fit);
  const positive = series.every((value) => Number.isNaN(value) || value > 0);
  if (!positive || rises < 1.645 / Math.sqrt(n)) return { ...plain, logged: false };
  const logged = withOrWithoutSeason(series.map(Math.log), season);
  return Math.abs(risesWithLevel(plain.fit, logged.fit)) < rises
    ? { ...logged, logged: true }
    : { ...plain, logged: false };
}

/** Keeps the season when it takes a fifth off the variance, degrees of freedom counted (after Wang, Smith & Hyndman 2006). */
function withOrWithoutSeason(series: Float64Array, season: number): SeasonFit {
  const without = withShifts(series, 1);
  const n = series.filter((value) => !Number.isNaN(value)).length;
  if (season < 2 || n < 2 * season + 2) return { ...without, used: 1 };
  const { fit, shifts } = withShifts(series, season);
  const both = fit.remainder.map((value, t) => value + fit.seasonal[t]);
  const share = (robustDeviation(fit.remainder) / robustDeviation(both)) ** 2 * ((n - 1) / Math.max(1, n - season));
  return share < 0.8 ? { fit, shifts, used: season } : { ...without, used: 1 };
}

interface SeasonFit {
  readonly fit: Decomposition;
  readonly shifts: readonly LevelShift[];
  readonly used: number;
}

/** Decomposes, takes lasting shifts of level out of what is left without season, and decomposes again with them in the trend. */
function withShifts(series: Float64Array, season: number): { fit: Decomposition; shifts: readonly LevelShift[] } {
  const first = decompose(series, season);
  const shifts = levelShifts(series.map((value, t) => value - first.seasonal[t]));
  if (shifts.length === 0) return { fit: first, shifts };
  const steps = series.map((_, t) => shifts.reduce((sum, { at, size }) => (t >= at ? sum + size : sum), 0));
  const fit = decompose(
    series.map((value, t) => value - steps[t]),
    season,
  );
  return { fit: { ...fit, trend: fit.trend.map((level, t) => level + steps[t]) }, shifts };
}

/** Rank correlation of the size of the remainder of one fit with the level of another. */
function risesWithLevel({ trend, seasonal }: Decomposition, { remainder }: Decomposition): number {
  const kept = Array.from(remainder.keys()).filter((t) => !Number.isNaN(remainder[t]));
  const ranks = (values: readonly number[]): number[] => {
    const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
    const rank: number[] = [];
    order.forEach((i, place) => {
      rank[i] = place;
    });
    return rank;
  };
  const [a, b] = [ranks(kept.map((t) => trend[t] + seasonal[t])), ranks(kept.map((t) => Math.abs(remainder[t])))];
  const n = kept.length;
  const squares = a.reduce((sum, rank, i) => sum + (rank - b[i]) ** 2, 0);
  return 1 - (6 * squares) / (n * (n * n - 1));
}

/** On the day of a shift the old level was expected: the shift counts to the remainder there, to the trend afterwards. */
function surprised({ trend, seasonal, remainder }: Decomposition, shifts: readonly LevelShift[]): Decomposition {
  const [before, surprise] = [trend.slice(), remainder.slice()];
  for (const { at, size } of shifts) {
    before[at] -= size;
    surprise[at] += size;
  }
  return { trend: before, seasonal, remainder: surprise };
}

function kindOf(
  called: Float64Array,
  { remainder }: Decomposition,
  scale: number,
  t: number,
  shifts: readonly LevelShift[],
): AnomalyPoint['kind'] {
  if (shifts.some(({ at }) => at === t)) return 'shift';
  const next = remainder.subarray(t + 1, t + 4).filter((value) => !Number.isNaN(value));
  const stays = next.length >= 2 && next.every((value) => value * called[t] > scale);
  return stays ? 'shift' : called[t] > 0 ? 'spike' : 'dip';
}
