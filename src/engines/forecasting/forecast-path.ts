import type { TraceStep } from '#kernel/trace.ts';
import { isConstant } from './arima/unit-roots.ts';
import { movingHoliday } from './calendar/moving-holiday.ts';
import { fillGaps } from './cleaning/fill-gaps.ts';
import { repairUnusual } from './cleaning/unusual-values.ts';
import { type Member, fitMembers } from './combination/members.ts';
import { rollingWeights } from './combination/rolling-weights.ts';
import { wideningBy } from './combination/widening.ts';
import { type SingleMethod, fitSingleMethod } from './combination/single-method.ts';
import { trimmedMean } from './combination/trimmed-mean.ts';
import type { PathForecast } from './fitted-model.ts';
import { forecastIntermittent, isIntermittent } from './intermittent/intermittent-demand.ts';
import { longestModelledSeason, takeOutLongSeason } from './long-season.ts';
import type { PeriodAxis } from './period/period-axis.ts';

export interface SeriesToForecast {
  readonly id: string;
  /** Evenly spaced, oldest first; undefined where a period has no value. */
  readonly values: readonly (number | undefined)[];
  /** Observations per season; 1 for none. */
  readonly season: number;
  /** Where the series lies on the calendar, for holidays that move; left out for plain steps. */
  readonly calendar?: Pick<PeriodAxis, 'frequency' | 'anchor'> & { readonly start: number };
}

/** Means and deviations with all that led to them. */
export interface ForecastPath extends PathForecast {
  readonly method: string;
  readonly season: number;
  /** Values in use, gaps filled. */
  readonly history: Float64Array;
  /** One-step errors of the combination over the history. */
  readonly residuals: Float64Array;
  readonly nonNegative: boolean;
  /** Set when one period's values are far from normal: its q-quantile, for every step. */
  readonly quantile?: (q: number) => number;
  readonly weights: Readonly<Record<string, number>>;
  readonly filled: readonly number[];
  readonly notes: readonly string[];
  readonly trace: readonly TraceStep[];
}

/** The whole way from a series to its means and deviations; see forecastSeries. */
export function forecastPath(series: SeriesToForecast, horizon: number, method?: SingleMethod): ForecastPath {
  const known = series.values.filter((value) => value !== undefined);
  if (known.length < 3)
    throw new RangeError(`invalid series "${series.id}": ${known.length} values (3 or more are expected)`);
  if (!known.every(Number.isFinite)) throw new RangeError(`invalid series "${series.id}": a value is not finite`);
  const { y, filled, dropped } = prepareHistory(series);
  const notes = filled.length > 0 ? [`${filled.length} missing periods were filled`] : [];
  if (dropped > 0) notes.push(`the last ${y.length} values were used; the ${dropped} before them were not`);
  const common = { history: y, filled, nonNegative: known.every((value) => value >= 0) };
  const season = series.season > 1 && y.length >= 2 * series.season + 3 ? series.season : 1;
  if (series.season > 1 && season === 1)
    notes.push(`too short for a season of ${series.season}; forecast without season`);
  if (method !== undefined && season > longestModelledSeason) {
    throw new RangeError(`invalid season: ${season} (up to ${longestModelledSeason} for a single method is expected)`);
  }
  if (method !== undefined) return { ...common, ...singlePath(y, season, horizon, method, notes), season };
  if (isIntermittent(y)) return { ...common, ...intermittentPath(y, horizon, notes) };
  if (isConstant(y)) notes.push('every value is the same; the forecast repeats it');
  const trace: TraceStep[] = [];
  const holiday =
    series.calendar === undefined
      ? undefined
      : movingHoliday(y, series.calendar, series.calendar.start + dropped, season);
  if (holiday !== undefined) {
    trace.push({
      step: `took out the effect of 春节 (Chinese New Year), which moves between years`,
      inputs: { ...holiday.effects, logarithmic: holiday.relative, aiccGain: holiday.gain },
      source: 'Lin & Liu 2002',
    });
    notes.push('春节 moves these values; its effect is in the forecast');
  }
  const { y: clean, outliers, shifts } = repairUnusual(holiday?.adjusted ?? y, season);
  for (const { at, value, replacedBy } of outliers) {
    trace.push({ step: `replaced an outlier at place ${at + 1}`, inputs: { value }, output: replacedBy });
  }
  for (const { at, by } of shifts)
    trace.push({ step: `lifted the history before place ${at + 1} to the later level`, output: by });
  if (outliers.length > 0) notes.push(`${outliers.length} outliers were replaced for fitting`);
  if (shifts.length > 0) notes.push('the level changed once; the history before was lifted to the new level');
  const long = season > longestModelledSeason ? takeOutLongSeason(clean, season) : undefined;
  const modelled = long?.adjusted ?? clean;
  const modelledSeason = season > longestModelledSeason ? 1 : season;
  if (long !== undefined) trace.push({ step: `took the season of ${season} out before fitting` });
  const members = fitMembers(modelled, modelledSeason);
  const rolling = rollingWeights(modelled, modelledSeason, members);
  const path = trimmedMean(
    members.map(({ model }) => model.forecast(horizon)),
    rolling.weights,
  );
  const mean = long === undefined ? path.mean : long.restore(path.mean);
  const widening = wideningBy(rolling);
  const stated = path.deviation.map((one) => widening * one);
  const deviation = long === undefined ? stated : long.scale(stated);
  const weights: Record<string, number> = {};
  members.forEach(({ name, model }, k) => {
    weights[name] = rolling.weights[k];
    trace.push({ step: `fitted ${name}: ${model.method}`, inputs: { ...model.parameters, sigma: model.sigma } });
  });
  if (rolling.errors.length > 0) {
    trace.push({
      step: 'weighed the members by their errors from origins before the end',
      inputs: {
        origins: rolling.origins,
        errors: Object.fromEntries(members.map(({ name }, k) => [name, rolling.errors[k]])),
      },
      output: weights,
      source: 'Bates & Granger 1969; Jose & Winkler 2008',
    });
    if (widening > 1) {
      trace.push({
        step: 'widened the intervals: the combination had been surer at the origins than its errors there allow',
        inputs: { meanSquareOfErrorsInDeviations: rolling.surprise },
        output: widening,
      });
    }
  }
  return {
    ...common,
    mean: holiday === undefined ? mean : holiday.restore(mean),
    deviation,
    method: members.length > 1 ? 'combination' : members[0].model.method,
    season,
    residuals: combinedResiduals(modelled, members, rolling.weights),
    weights,
    notes,
    trace,
  };
}

/** Longest history that is learned from: what is older says little about what comes next, and costs as much. */
const longestHistory = 3000;

/** Gaps filled; of a very long history the last part, beginning with a whole season. */
function prepareHistory(series: SeriesToForecast): { y: Float64Array; filled: number[]; dropped: number } {
  const { y, filled } = fillGaps(series.values, series.season);
  const most = Math.max(longestHistory, 6 * series.season);
  if (y.length <= most) return { y, filled, dropped: 0 };
  const dropped = Math.ceil((y.length - most) / series.season) * series.season;
  return { y: y.slice(dropped), filled, dropped };
}

/** One named method on the series as it is: gaps filled, nothing else treated. */
function singlePath(
  y: Float64Array,
  season: number,
  horizon: number,
  method: SingleMethod,
  notes: readonly string[],
): Omit<ForecastPath, 'history' | 'filled' | 'nonNegative' | 'season'> {
  const model = fitSingleMethod(y, season, method);
  if (model === undefined) throw new RangeError(`invalid method: ${method} (it cannot run on this series)`);
  return {
    ...model.forecast(horizon),
    method: model.method,
    residuals: y.map((value, t) => value - model.fitted[t]),
    weights: { [method]: 1 },
    notes,
    trace: [
      {
        step: `fitted ${model.method}`,
        inputs: {
          ...model.parameters,
          sigma: model.sigma,
          ...(model.logLikelihood === undefined ? {} : { logLikelihood: model.logLikelihood }),
          ...(model.aicc !== undefined && Number.isFinite(model.aicc) ? { aicc: model.aicc } : {}),
        },
      },
    ],
  };
}

function intermittentPath(
  y: Float64Array,
  horizon: number,
  notes: readonly string[],
): Omit<ForecastPath, 'history' | 'filled' | 'nonNegative'> {
  const forecast = forecastIntermittent(y);
  const { fit } = forecast;
  let squares = 0;
  for (let t = 0; t < y.length; t++) squares += (y[t] - fit.fitted[t]) ** 2;
  return {
    mean: new Float64Array(horizon).fill(fit.rate),
    deviation: new Float64Array(horizon).fill(Math.sqrt(squares / y.length)),
    method: fit.kind,
    season: 1,
    residuals: y.map((value, t) => value - fit.fitted[t]),
    quantile: (q) => forecast.quantile(q),
    weights: { [fit.kind]: 1 },
    notes: [...notes, 'many periods are zero: forecast as intermittent demand'],
    trace: [
      {
        step: `fitted ${fit.kind}`,
        inputs: { alpha: fit.alpha, beta: fit.beta, chanceOfDemand: fit.chance, rate: fit.rate },
        source: 'Croston 1972; Syntetos & Boylan 2005; Teunter, Syntetos & Babai 2011',
      },
    ],
  };
}

function combinedResiduals(y: Float64Array, members: readonly Member[], weights: Float64Array): Float64Array {
  return y.map((value, t) => {
    let fitted = 0;
    for (let k = 0; k < members.length; k++) fitted += members[k].model.fitted[t] * weights[k];
    return value - fitted;
  });
}
