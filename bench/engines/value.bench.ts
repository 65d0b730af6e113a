import { readFileSync } from 'node:fs';
import { foldHistory } from '../../src/engines/segmentation/lifetime/history.ts';
import { customerLifetime } from '../../src/engines/segmentation/lifetime/customer-lifetime.ts';
import { fitLifetime, lifetimeModels } from '../../src/engines/segmentation/lifetime/lifetime-model.ts';
import { fitSpend } from '../../src/engines/segmentation/lifetime/spend-model.ts';
import { type Random, seededRandom } from '../../src/kernel/random.ts';
import type { Bench, BenchRow } from '../define-bench.ts';

const threeFigures = (values: readonly number[]): string => values.map((value) => value.toPrecision(3)).join(' ');

/** The published CDNOW estimates, and how long a million customers take. Peers: the figures printed in the papers. */
export const bench: Bench = {
  title: 'Customer value (engines, section 4)',
  async run({ reference, time }) {
    const rows: BenchRow[] = [];
    const file = reference('cdnow-lifetimes/cdnow_customers_summary_with_transactions.csv');
    if (file !== undefined) {
      const cells = readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',').map(Number));
      const history = { x: cells.map((r) => r[1]), tx: cells.map((r) => r[2]), T: cells.map((r) => r[3]) };
      const compare = (bar: string, found: readonly number[], published: readonly number[]): void => {
        const [measured, limit] = [threeFigures(found), threeFigures(published)];
        rows.push({ bar, measured, limit, met: measured === limit, peer: `published ${published.join(' ')}` });
      };
      const likelihood = (bar: string, found: number, published: number): void => {
        const [measured, limit] = [found.toFixed(1), published.toFixed(1)];
        rows.push({ bar, measured, limit, met: measured === limit, peer: `published ${limit}` });
      };
      const bg = fitLifetime(history);
      compare('CDNOW BG/NBD r α a b', bg.values, [0.243, 4.414, 0.793, 2.426]);
      likelihood('CDNOW BG/NBD log-likelihood', bg.logLikelihood, -9582.4);
      compare(
        'CDNOW E[X(39)], and of x 2, t_x 30.43, T 38.86',
        [
          lifetimeModels.bgnbd.expected(bg.values, 0, 0, 0, 39),
          lifetimeModels.bgnbd.expected(bg.values, 2, 30.43, 38.86, 39),
        ],
        [1.195, 1.226],
      );
      const pareto = fitLifetime(history, 'paretonbd');
      compare('CDNOW Pareto/NBD r α s β', pareto.values, [0.553, 10.578, 0.606, 11.669]);
      likelihood('CDNOW Pareto/NBD log-likelihood', pareto.logLikelihood, -9595.0);
      const spend = fitSpend(
        history.x,
        cells.map((r) => r[4]),
      );
      compare('CDNOW gamma-gamma p q γ', spend?.values ?? [], [6.25, 3.74, 15.44]);
    }
    for (const [kind, step] of [
      ['whole days', 7],
      ['every time different', 0],
    ] as const) {
      const history = simulate(1_000_000, step);
      const folded = foldHistory(history).rows;
      for (const model of ['bgnbd', 'paretonbd'] as const) {
        const seconds = (await time(() => fitLifetime(history, model), 1)) / 1000;
        rows.push({
          bar: `1 M customers fitted, ${lifetimeModels[model].title}, ${kind}`,
          measured: `${seconds.toFixed(2)} s`,
          limit: '10 s',
          met: seconds <= 10,
          note: `${folded.toLocaleString('en-US')} distinct histories`,
        });
      }
      const seconds = (await time(() => customerLifetime(history, { horizon: 52 }), 1)) / 1000;
      rows.push({
        bar: `1 M customers fitted and each one's expectation, BG/NBD, ${kind}`,
        measured: `${seconds.toFixed(2)} s`,
        limit: '10 s',
        met: seconds <= 10,
      });
    }
    return rows;
  },
};

/** Customers of a BG/NBD process with the CDNOW parameters; `step` 7 rounds times to whole days of a week. */
function simulate(customers: number, step: number) {
  const random = seededRandom('value bench');
  const [x, tx, T] = [0, 1, 2].map(() => new Float64Array(customers));
  const round = (time: number): number => (step === 0 ? time : Math.ceil(time * step) / step);
  for (let i = 0; i < customers; i++) {
    const rate = gammaDraw(0.243, random) / 4.414;
    const [left, right] = [gammaDraw(0.793, random), gammaDraw(2.426, random)];
    T[i] = round(30 + 40 * random.next());
    for (let at = random.exponential() / rate; round(at) <= T[i]; at += random.exponential() / rate) {
      x[i] += 1;
      tx[i] = round(at);
      if (random.next() < left / (left + right)) break;
    }
  }
  return { x, tx, T };
}

/** Marsaglia & Tsang (2000). */
function gammaDraw(shape: number, random: Random): number {
  if (shape < 1) return gammaDraw(shape + 1, random) * random.next() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const z = random.normal();
    const v = (1 + z / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
  }
}
