import { benjaminiHochberg } from '#engines/numerics/benjamini-hochberg.ts';
import { chiSquaredUpper } from '#engines/numerics/chi-squared.ts';
import { type ArmEstimate, type Comparison, alwaysValid, harmP, holm, mixtureFor, welch } from './compare-arms.ts';
import { type Moments, newMoments } from './moments.ts';
import { randomisationTest } from './randomisation-test.ts';

/** What is compared: the mean of a column, or the ratio of two sums; adjusted by the same measure before the pilot when given. */
export interface PilotMetric {
  readonly name: string;
  readonly denominator?: boolean;
  readonly pre?: boolean;
}

export interface PilotOptions {
  readonly control: string;
  readonly level?: number;
  readonly seed?: number;
  /** Intervals that hold however often one looks. */
  readonly peeking?: boolean;
  /** Units in all that the pilot was planned for: without peeking, effects stay sealed until they are there. */
  readonly planned?: number;
  readonly correction?: 'holm' | 'bh' | 'none';
  /** Planned share of each arm; equal when absent. */
  readonly shares?: Readonly<Record<string, number>>;
  /** Metrics that must not get worse; true when higher is worse. */
  readonly guards?: ReadonlyMap<string, boolean>;
}

export interface PilotEffect extends Comparison {
  readonly metric: string;
  readonly arm: string;
  /** estimate ÷ value of the control arm. */
  readonly relative: number | null;
  /** p over all metrics and arms together. */
  readonly adjusted: number;
  readonly method: 'welch' | 'randomisation' | 'always valid' | 'ratio (delta method)';
  /** Share of the variance that the measure before the pilot took away. */
  readonly varianceReduction?: number;
}

export interface PilotAnswer {
  readonly arms: readonly {
    readonly arm: string;
    readonly n: number;
    readonly means: Readonly<Record<string, number>>;
  }[];
  readonly effects: readonly PilotEffect[];
  readonly sampleRatio: {
    readonly p: number;
    readonly expected: Readonly<Record<string, number>>;
    readonly alarm: boolean;
  };
  readonly guards: readonly {
    readonly metric: string;
    readonly arm: string;
    readonly p: number;
    readonly alarm: boolean;
  }[];
  readonly sealed: { readonly planned: number; readonly have: number } | null;
  readonly warnings: readonly string[];
}

/** Small arms keep their values for inference from the assignment. */
const smallArm = 30;
const sampleRatioAlarm = 0.001;

/** Rows of one unit each, arm by arm: [value, denominator?, before?] of every metric in order. */
export interface PilotSample {
  readonly add: (arm: string, row: ArrayLike<number>) => void;
  readonly arms: ReadonlyMap<string, { readonly moments: Moments; readonly kept: readonly Float64Array[] }>;
  readonly places: readonly { readonly value: number; readonly denominator?: number; readonly pre?: number }[];
  readonly metrics: readonly PilotMetric[];
}

export function newPilotSample(metrics: readonly PilotMetric[]): PilotSample {
  let size = 0;
  const places = metrics.map(({ denominator, pre }) => ({
    value: size++,
    ...(denominator === true ? { denominator: size++ } : {}),
    ...(pre === true ? { pre: size++ } : {}),
  }));
  const arms = new Map<string, { moments: Moments; kept: Float64Array[] }>();
  return {
    arms,
    places,
    metrics,
    add(arm, row) {
      let own = arms.get(arm);
      if (own === undefined) {
        own = { moments: newMoments(size), kept: [] };
        arms.set(arm, own);
      }
      own.moments.add(row);
      if (own.kept.length <= smallArm) own.kept.push(Float64Array.from(row));
    },
  };
}

/**
 * Means by arm and the effect of every arm against the control, with intervals: Welch; from the assignment for arms of at most 30 units; ratios
 * by the delta method (Deng, Knoblich & Lu 2018, equation 3); CUPED (Deng, Xu, Kohavi & Walker 2013, equation 4) when a metric
 * has its value from before; always valid when asked for. Throws RangeError for an arm that is missing or too small.
 */
export function analysePilot(sample: PilotSample, options: PilotOptions): PilotAnswer {
  const { control, level = 0.95, peeking = false, planned, correction = 'holm' } = options;
  const names = [...sample.arms.keys()].sort((a, b) => (a === control ? -1 : b === control ? 1 : a < b ? -1 : 1));
  if (!sample.arms.has(control))
    throw new RangeError(`invalid control: no arm "${control}" (one of ${names.join(', ')} is expected)`);
  if (names.length < 2) throw new RangeError(`invalid arms: only "${control}" (at least two are expected)`);
  const small = names.find((name) => sample.arms.get(name)!.moments.count < 2);
  if (small !== undefined) throw new RangeError(`invalid arm: "${small}" has fewer than 2 units`);
  const have = names.reduce((sum, name) => sum + sample.arms.get(name)!.moments.count, 0);
  const isSealed = planned !== undefined && !peeking && have < planned;
  const warnings: string[] = [];
  const raw = sample.metrics.flatMap((metric, k) => {
    const theta = metric.pre === true ? cupedSlope(sample, k) : 0;
    const tau = peeking ? mixture(sample, k, control, names.length, planned, level) : 0;
    return names.slice(1).map((arm) => compare(sample, k, arm, { ...options, level, theta, tau }));
  });
  const pValues = raw.map(({ p }) => p);
  const adjusted =
    correction === 'holm' ? holm(pValues) : correction === 'bh' ? Array.from(benjaminiHochberg(pValues)) : pValues;
  const effects = raw.map((one, i) => ({ ...one, adjusted: adjusted[i] }));
  const sampleRatio = sampleRatioCheck(sample, names, options.shares);
  if (sampleRatio.alarm)
    warnings.push(
      'the arms do not have the planned shares (sample ratio mismatch): find out why before believing any effect',
    );
  if (peeking && names.some((name) => sample.arms.get(name)!.moments.count < 30))
    warnings.push('always-valid intervals need about 30 units per arm; before that they are approximate');
  const guards = effects.flatMap((effect) => {
    const higherIsWorse = options.guards?.get(effect.metric);
    if (higherIsWorse === undefined) return [];
    const p = peeking
      ? (higherIsWorse ? effect.low > 0 : effect.high < 0)
        ? 1 - level
        : 1
      : harmP(effect, level, higherIsWorse);
    return [{ metric: effect.metric, arm: effect.arm, p, alarm: peeking ? p < 1 : p < 1 - level }];
  });
  return {
    arms: names.map((arm) => ({
      arm,
      n: sample.arms.get(arm)!.moments.count,
      means: isSealed
        ? {}
        : Object.fromEntries(sample.metrics.map(({ name }, k) => [name, armEstimate(sample, k, arm, 0).estimate])),
    })),
    effects: isSealed ? [] : effects,
    sampleRatio,
    guards,
    sealed: isSealed ? { planned, have } : null,
    warnings,
  };
}

function compare(
  sample: PilotSample,
  k: number,
  arm: string,
  options: PilotOptions & { level: number; theta: number; tau: number },
): Omit<PilotEffect, 'adjusted'> {
  const { control, level, theta, tau, peeking = false, seed = 1 } = options;
  const metric = sample.metrics[k];
  const [own, base] = [armEstimate(sample, k, arm, theta), armEstimate(sample, k, control, theta)];
  const plainBase = armEstimate(sample, k, control, 0);
  const [a, b] = [sample.arms.get(arm)!, sample.arms.get(control)!];
  const tiny =
    Math.min(a.moments.count, b.moments.count) <= smallArm && Math.max(a.kept.length, b.kept.length) <= smallArm;
  const head = { metric: metric.name, arm };
  const reduction =
    theta === 0
      ? {}
      : {
          varianceReduction:
            1 - (own.variance + base.variance) / (armEstimate(sample, k, arm, 0).variance + plainBase.variance),
        };
  const finish = (found: Comparison, method: PilotEffect['method']): Omit<PilotEffect, 'adjusted'> => ({
    ...head,
    estimate: found.estimate,
    low: found.low,
    high: found.high,
    p: found.p,
    df: Math.min(1e9, found.df),
    relative: plainBase.estimate === 0 ? null : found.estimate / plainBase.estimate,
    method,
    ...reduction,
  });
  if (peeking) return finish(alwaysValid(own, base, level, tau), 'always valid');
  if (metric.denominator === true) return finish(welch(own, base, level), 'ratio (delta method)');
  if (!tiny) return finish(welch(own, base, level), 'welch');
  const { value, pre } = sample.places[k];
  const centre = pre === undefined ? 0 : pooledMean(sample, pre);
  const values = (of: typeof a): number[] =>
    of.kept.map((row) => row[value] - (pre === undefined ? 0 : theta * (row[pre] - centre)));
  return finish(randomisationTest(values(a), values(b), { level, seed }), 'randomisation');
}

/** Mean or ratio of an arm, CUPED-adjusted by `theta`, with the variance of the estimate. */
function armEstimate(sample: PilotSample, k: number, arm: string, theta: number): ArmEstimate {
  const { moments } = sample.arms.get(arm)!;
  const { value, denominator, pre } = sample.places[k];
  const n = moments.count;
  const df = n - 1;
  if (denominator !== undefined) {
    const [top, bottom] = [moments.mean(value), moments.mean(denominator)];
    const ratio = top / bottom;
    const spread =
      moments.covariance(value, value) -
      2 * ratio * moments.covariance(value, denominator) +
      ratio ** 2 * moments.covariance(denominator, denominator);
    return { estimate: ratio, variance: Math.max(0, spread) / (n * bottom * bottom), df };
  }
  if (pre === undefined || theta === 0)
    return { estimate: moments.mean(value), variance: moments.covariance(value, value) / n, df };
  const spread =
    moments.covariance(value, value) -
    2 * theta * moments.covariance(value, pre) +
    theta ** 2 * moments.covariance(pre, pre);
  return {
    estimate: moments.mean(value) - theta * (moments.mean(pre) - pooledMean(sample, pre)),
    variance: Math.max(0, spread) / n,
    df,
  };
}

function pooledMean(sample: PilotSample, j: number): number {
  let [sum, count] = [0, 0];
  for (const { moments } of sample.arms.values()) {
    sum += moments.count * moments.mean(j);
    count += moments.count;
  }
  return sum / count;
}

/** cov(y, x)/var(x) inside arms. */
function cupedSlope(sample: PilotSample, k: number): number {
  const { value, pre } = sample.places[k];
  let [xy, xx] = [0, 0];
  for (const { moments } of sample.arms.values()) {
    xy += (moments.count - 1) * moments.covariance(value, pre!);
    xx += (moments.count - 1) * moments.covariance(pre!, pre!);
  }
  return xx === 0 ? 0 : xy / xx;
}

/** τ for always-valid intervals: narrowest at the planned size, or without one for a tenth of a standard deviation. */
function mixture(
  sample: PilotSample,
  k: number,
  control: string,
  arms: number,
  planned: number | undefined,
  level: number,
): number {
  const base = armEstimate(sample, k, control, 0);
  const variance = base.variance * sample.arms.get(control)!.moments.count;
  if (planned === undefined) return 0.1 * Math.sqrt(variance) || 1;
  return mixtureFor((2 * variance * arms) / planned, level) || 1;
}

/** χ² test of the numbers of units against the planned shares (Fabijan et al. 2019); an alarm below .001. */
function sampleRatioCheck(
  sample: PilotSample,
  names: readonly string[],
  shares: PilotOptions['shares'],
): PilotAnswer['sampleRatio'] {
  const counts = names.map((name) => sample.arms.get(name)!.moments.count);
  const whole = counts.reduce((sum, count) => sum + count, 0);
  const parts = names.map((name) => shares?.[name] ?? (shares === undefined ? 1 : 0));
  const sum = parts.reduce((total, part) => total + part, 0);
  if (parts.some((part) => !(part > 0)))
    throw new RangeError(`invalid shares: every arm (${names.join(', ')}) needs a share above 0`);
  const chi = counts.reduce((total, count, i) => {
    const expected = (whole * parts[i]) / sum;
    return total + (count - expected) ** 2 / expected;
  }, 0);
  const p = chiSquaredUpper(chi, names.length - 1);
  return {
    p,
    expected: Object.fromEntries(names.map((name, i) => [name, (whole * parts[i]) / sum])),
    alarm: p < sampleRatioAlarm,
  };
}
