import type { Trace } from '#kernel/trace.ts';
import type { PurchaseHistory } from './history.ts';
import { type FittedLifetime, type LifetimeModelName, fitLifetime } from './lifetime-model.ts';
import { type FittedSpend, fitSpend } from './spend-model.ts';

export interface LifetimeOptions {
  readonly model?: LifetimeModelName;
  /** How far to look ahead, in the unit of the history (bgbb: occasions, a whole number). */
  readonly horizon: number;
  /** Discount per unit of time, such as 0.0019 a week for 10 % a year. Default 0. */
  readonly discount?: number;
  /** Mean spend of the repeat purchases per row; adds values in money. */
  readonly m?: ArrayLike<number>;
  /** File lines of the rows, for refusals. */
  readonly lines?: readonly number[];
}

export interface LifetimeResult {
  readonly fit: FittedLifetime;
  readonly spend?: FittedSpend;
  /** Per row: chance of still being a customer and expected purchases within the horizon. */
  readonly alive: Float64Array;
  readonly expectedPurchases: Float64Array;
  /** Expected spend per purchase and (discounted) value within the horizon; absent without a spend model. */
  readonly expectedSpend?: Float64Array;
  readonly value?: Float64Array;
  /** Expected purchases of all customers together, with the standard error from the uncertain parameters. */
  readonly total: { readonly purchases: number; readonly standardError?: number; readonly value?: number };
  /** Expected purchases within the horizon of someone who becomes a customer today. */
  readonly newCustomer: number;
  readonly trace: Trace;
}

/**
 * Who is still a customer, how often will each buy within the horizon, and what is that worth? Fits the named model
 * (default BG/NBD) and, with mean spends, the gamma-gamma model.
 *
 * Throws UnusableData as fitLifetime does and RangeError for a horizon that is not above 0.
 * Limits: no season, no trend, no covariates; the past of the whole base speaks for each customer.
 */
export function customerLifetime(history: PurchaseHistory, options: LifetimeOptions): LifetimeResult {
  const { model: name = 'bgnbd', horizon, discount = 0 } = options;
  if (!(horizon > 0 && Number.isFinite(horizon)) || (name === 'bgbb' && !Number.isInteger(horizon))) {
    throw new RangeError(
      `invalid horizon: ${horizon} (a ${name === 'bgbb' ? 'whole ' : ''}number above 0 is expected)`,
    );
  }
  if (!(discount >= 0 && discount < 1)) throw new RangeError(`invalid discount: ${discount} (0 up to 1 is expected)`);
  const fit = fitLifetime(history, name, options.lines);
  const spend = options.m === undefined ? undefined : fitSpend(history.x, options.m, history.count);
  const { model, history: folded, values } = fit;
  const [byRow, discounted] = expectedByRow(fit, horizon, discount);
  const alive = new Float64Array(folded.rows);
  for (let row = 0; row < folded.rows; row++) {
    alive[row] = model.alive(
      values,
      folded.pairs.x[folded.last[row]],
      folded.pairs.t[folded.last[row]],
      folded.pairs.t[folded.end[row]],
    );
  }
  const expectedPurchases = Float64Array.from(folded.of, (row) => byRow[row]);
  let expectedSpend: Float64Array | undefined;
  let value: Float64Array | undefined;
  let totalValue = 0;
  if (spend?.populationMean !== undefined) {
    expectedSpend = new Float64Array(folded.of.length);
    value = new Float64Array(folded.of.length);
    for (let i = 0; i < folded.of.length; i++) {
      expectedSpend[i] = spend.spend(history.x[i], options.m![i]) ?? 0;
      value[i] = discounted[folded.of[i]] * expectedSpend[i];
      totalValue += value[i] * (history.count?.[i] ?? 1);
    }
  }
  const purchases = byRow.reduce((sum, expected, row) => sum + expected * folded.weight[row], 0);
  return {
    fit,
    spend,
    alive: Float64Array.from(folded.of, (row) => alive[row]),
    expectedPurchases,
    expectedSpend,
    value,
    total: { purchases, standardError: totalStandardError(fit, horizon, purchases), value: value && totalValue },
    newCustomer: model.expected(values, 0, 0, 0, horizon),
    trace: [
      {
        step: `fit ${model.title} by maximum likelihood`,
        inputs: { customers: folded.customers, distinctHistories: folded.rows, evaluations: fit.evaluations },
        output: { parameters: values, logLikelihood: fit.logLikelihood, converged: fit.converged },
        source: model.source,
      },
      ...(spend === undefined
        ? []
        : [
            {
              step: 'fit gamma-gamma to the mean spend of customers who bought again',
              inputs: { customers: spend.customers, correlationWithFrequency: spend.correlation },
              output: spend.parameters,
              source: 'Fader & Hardie 2013, The gamma-gamma model of monetary value',
            },
          ]),
      { step: 'expected purchases × expected spend over the horizon', inputs: { horizon, discount } },
    ],
  };
}

/** Expected purchases of each distinct row, plain and discounted at the end of each unit of time. */
function expectedByRow({ model, history, values }: FittedLifetime, horizon: number, discount: number) {
  const { pairs, last, end, rows } = history;
  const plain = new Float64Array(rows);
  const discounted = new Float64Array(rows);
  const steps = discount > 0 ? Math.min(520, Math.ceil(horizon)) : 1;
  for (let row = 0; row < rows; row++) {
    const [x, tx, T] = [pairs.x[last[row]], pairs.t[last[row]], pairs.t[end[row]]];
    let before = 0;
    for (let step = 1; step <= steps; step++) {
      const until = model.name === 'bgbb' ? Math.ceil((horizon * step) / steps) : (horizon * step) / steps;
      const now = model.expected(values, x, tx, T, until);
      discounted[row] += (now - before) / (1 + discount) ** until;
      before = now;
    }
    plain[row] = before;
  }
  return [plain, discount > 0 ? discounted : plain] as const;
}

/** Delta method on the log parameters, over at most 2,000 evenly spaced rows. */
function totalStandardError({ model, history, values, logCovariance }: FittedLifetime, horizon: number, total: number) {
  if (logCovariance === undefined) return undefined;
  const { pairs, last, end, weight, rows } = history;
  const step = Math.max(1, rows / 2000);
  const sum = (parameters: readonly number[]): number => {
    let expected = 0;
    for (let at = 0; at < rows; at += step) {
      const row = Math.floor(at);
      expected +=
        weight[row] * model.expected(parameters, pairs.x[last[row]], pairs.t[last[row]], pairs.t[end[row]], horizon);
    }
    return expected;
  };
  const n = values.length;
  const base = sum(values);
  const slopes = values.map((_, i) => {
    const [above, below] = [1e-4, -1e-4].map((shift) => sum(values.map((v, j) => (i === j ? v * Math.exp(shift) : v))));
    return (above - below) / 2e-4;
  });
  let variance = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) variance += slopes[i] * slopes[j] * logCovariance[i * n + j];
  return base > 0 && variance >= 0 ? (Math.sqrt(variance) * total) / base : undefined;
}
