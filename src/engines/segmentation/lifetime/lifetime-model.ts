import { type BgNbdParameters, bgNbdAlive, bgNbdExpected, bgNbdLikelihood } from './bg-nbd.ts';
import { bgBbAlive, bgBbExpected, bgBbLikelihood } from './bg-bb.ts';
import { type FoldedHistory, type PurchaseHistory, checkHistory, foldHistory } from './history.ts';
import { type Estimate, type Likelihood, maximiseLikelihood } from './maximum-likelihood.ts';
import { paretoNbdAlive, paretoNbdExpected, paretoNbdLikelihood } from './pareto-nbd.ts';
import { unusable } from '#kernel/unusable-data.ts';

export type LifetimeModelName = 'bgnbd' | 'paretonbd' | 'bgbb';

/** What a model with given parameters says of one customer; times in the unit of the history (bgbb: occasions). */
export interface LifetimeModel {
  readonly name: LifetimeModelName;
  readonly title: string;
  readonly source: string;
  readonly parameterNames: readonly string[];
  /** P(still a customer | x, tx, T). */
  alive(parameters: readonly number[], x: number, tx: number, T: number): number;
  /** Expected purchases in (T, T + horizon]; x = tx = T = 0 is a new customer. */
  expected(parameters: readonly number[], x: number, tx: number, T: number, horizon: number): number;
  likelihood(history: FoldedHistory): Likelihood;
  /** Several starts on the scale of the data: purchases per unit of time and mean time observed. */
  starts(rate: number, meanT: number): readonly (readonly number[])[];
}

const bgNbd = ([r, alpha, a, b]: readonly number[]): BgNbdParameters => ({ r, alpha, a, b });
const pareto = ([r, alpha, s, beta]: readonly number[]) => ({ r, alpha, s, beta });
const bgBb = ([alpha, beta, gamma, delta]: readonly number[]) => ({ alpha, beta, gamma, delta });

export const lifetimeModels: Readonly<Record<LifetimeModelName, LifetimeModel>> = {
  bgnbd: {
    name: 'bgnbd',
    title: 'BG/NBD',
    source: 'Fader, Hardie & Lee 2005, Marketing Science 24:275-284',
    parameterNames: ['r', 'alpha', 'a', 'b'],
    alive: (parameters, x, tx, T) => bgNbdAlive(bgNbd(parameters), x, tx, T),
    expected: (parameters, x, tx, T, horizon) => bgNbdExpected(bgNbd(parameters), x, tx, T, horizon),
    likelihood: bgNbdLikelihood,
    starts: (rate) => [
      [0.5, 0.4 / rate, 1, 3],
      [2, 2 / rate, 0.2, 2],
    ],
  },
  paretonbd: {
    name: 'paretonbd',
    title: 'Pareto/NBD',
    source: 'Schmittlein, Morrison & Colombo 1987, Management Science 33:1-24',
    parameterNames: ['r', 'alpha', 's', 'beta'],
    alive: (parameters, x, tx, T) => paretoNbdAlive(pareto(parameters), x, tx, T),
    expected: (parameters, x, tx, T, horizon) => paretoNbdExpected(pareto(parameters), x, tx, T, horizon),
    likelihood: paretoNbdLikelihood,
    starts: (rate, meanT) => [
      [0.5, 0.4 / rate, 0.7, 0.4 * meanT],
      [2, 2 / rate, 0.5, 2 * meanT],
    ],
  },
  bgbb: {
    name: 'bgbb',
    title: 'BG/BB',
    source: 'Fader, Hardie & Shang 2010, Marketing Science 29:1086-1108',
    parameterNames: ['alpha', 'beta', 'gamma', 'delta'],
    alive: (parameters, x, tx, n) => bgBbAlive(bgBb(parameters), x, tx, n),
    expected: (parameters, x, tx, n, horizon) => bgBbExpected(bgBb(parameters), x, tx, n, horizon),
    likelihood: ({ pairs, last, end, weight }) =>
      bgBbLikelihood({
        x: Float64Array.from(last, (place) => pairs.x[place]),
        tx: Float64Array.from(last, (place) => pairs.t[place]),
        n: Float64Array.from(end, (place) => pairs.t[place]),
        count: weight,
      }),
    starts: () => [
      [1, 1, 1, 3],
      [0.5, 2, 0.5, 5],
    ],
  },
};

export interface FittedLifetime extends Estimate {
  readonly model: LifetimeModel;
  readonly history: FoldedHistory;
  readonly warnings: readonly string[];
}

const pilotCustomers = 20_000;

/**
 * Fits a buyer-till-death model to histories by maximum likelihood; a million customers take a second or two.
 * Throws UnusableData for rows that cannot be (see checkHistory; `lines` names them) and when nobody bought again.
 */
export function fitLifetime(
  history: PurchaseHistory,
  name: LifetimeModelName = 'bgnbd',
  lines?: readonly number[],
): FittedLifetime {
  checkHistory(history, lines);
  if (name === 'bgbb') checkOccasions(history, lines);
  const model = lifetimeModels[name];
  const folded = foldHistory(history);
  let repeats = 0;
  let time = 0;
  let buyers = 0;
  for (let row = 0; row < folded.rows; row++) {
    repeats += folded.weight[row] * folded.pairs.x[folded.last[row]];
    time += folded.weight[row] * folded.pairs.t[folded.end[row]];
    if (folded.pairs.x[folded.last[row]] > 0) buyers += folded.weight[row];
  }
  if (!(repeats > 0)) throw unusable('at least one customer with a repeat purchase');
  const all = { likelihood: model.likelihood(folded), customers: folded.customers };
  const pilot = folded.rows > 2 * pilotCustomers ? pilotOf(model, history) : all;
  const estimate = maximiseLikelihood(all, model.starts(repeats / time, time / folded.customers), pilot);
  const warnings: string[] = [];
  if (buyers < 30) warnings.push(`only ${buyers} customers bought again: the estimates are loose`);
  if (!estimate.converged || estimate.standardErrors === undefined) {
    warnings.push(
      'the likelihood is flat or at its edge: some parameters are not told by these data, judge by the expected purchases',
    );
  }
  return { ...estimate, model, history: folded, warnings };
}

function pilotOf(model: LifetimeModel, history: PurchaseHistory) {
  const step = history.x.length / pilotCustomers;
  const chosen = Int32Array.from({ length: pilotCustomers }, (_, i) => Math.floor(i * step));
  const pick = (values: ArrayLike<number>): Float64Array => Float64Array.from(chosen, (row) => values[row]);
  const sample = foldHistory({
    x: pick(history.x),
    tx: pick(history.tx),
    T: pick(history.T),
    count: history.count === undefined ? undefined : pick(history.count),
  });
  return { likelihood: model.likelihood(sample), customers: sample.customers };
}

function checkOccasions({ x, tx, T }: PurchaseHistory, lines?: readonly number[]): void {
  for (let row = 0; row < x.length; row++) {
    const line = lines?.[row] ?? row + 1;
    if (!Number.isInteger(T[row]))
      throw unusable('a whole number of occasions', { line, column: 'n', found: String(T[row]) });
    if (!Number.isInteger(tx[row]))
      throw unusable('the number of an occasion', { line, column: 't_x', found: String(tx[row]) });
    if (x[row] > tx[row])
      throw unusable(`at most t_x = ${tx[row]} purchases`, { line, column: 'x', found: String(x[row]) });
  }
}
