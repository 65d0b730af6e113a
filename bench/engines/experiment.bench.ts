import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analysePilot, newPilotSample } from '#engines/experiment/analyse-pilot.ts';
import { alwaysValid, mixtureFor, welch } from '#engines/experiment/compare-arms.ts';
import { newMoments } from '#engines/experiment/moments.ts';
import { powerOfMeans, powerOfProportions } from '#engines/experiment/power.ts';
import { randomisationTest } from '#engines/experiment/randomisation-test.ts';
import { seededRandom } from '#kernel/random.ts';
import type { Bench, BenchRow } from '../define-bench.ts';

export const bench: Bench = {
  title: 'Experiment (engines, section 10)',
  async run({ time, hasProgram }) {
    return [powerRow(hasProgram('Rscript')), ...falseAlarmRows(), ...peekingRows(), await speedRow(time)];
  },
};

interface Expected {
  readonly powerT: number[][];
  readonly nT: number[][];
  readonly deltaT: number[][];
  readonly powerP: number[][];
  readonly nP: number[][];
  readonly p2: number[][];
}

function powerRow(hasR: boolean): BenchRow {
  const folder = join(import.meta.dirname, '../../test/reference/experiment');
  const fresh = hasR ? spawnSync('Rscript', [join(folder, 'generate.R')], { encoding: 'utf8' }) : undefined;
  const text = fresh?.status === 0 ? fresh.stdout : readFileSync(join(folder, 'expected.json'), 'utf8');
  const r = JSON.parse(text) as Expected;
  const off = [
    ...r.powerT.map(
      ([n, effect, standardDeviation, power]) => powerOfMeans({ n, effect, standardDeviation }).power / power,
    ),
    ...r.nT.map(([effect, standardDeviation, power, n]) => powerOfMeans({ effect, standardDeviation, power }).n / n),
    ...r.deltaT.map(
      ([n, standardDeviation, power, effect]) => powerOfMeans({ n, standardDeviation, power }).effect / effect,
    ),
    ...r.powerP.map(([n, p1, p2, power]) => powerOfProportions({ n, p1, p2 }).power / power),
    ...r.nP.map(([p1, p2, power, n]) => powerOfProportions({ p1, p2, power }).n / n),
    ...r.p2.map(([n, p1, power, p2]) => powerOfProportions({ n, p1, power }).p2 / p2),
  ].map((ratio) => Math.abs(ratio - 1));
  const worst = Math.max(...off);
  return {
    bar: `power.t.test and power.prop.test, solved for n, effect and power (${off.length} values), largest relative difference`,
    measured: worst.toExponential(1),
    limit: '≤ 5e-5 (4 digits)',
    met: worst <= 5e-5,
    note: fresh?.status === 0 ? 'R in the same run' : 'stored values of R',
  };
}

/** The same treatment in both arms, 10,000 times. */
function falseAlarmRows(): BenchRow[] {
  const random = seededRandom('A/A');
  const shapes = {
    'normal, 100 and 100 units': { n: 100, draw: () => random.normal(), small: false },
    'skewed (log-normal, sd 1), 500 and 500 units': { n: 500, draw: () => Math.exp(random.normal()), small: false },
    'a share of 10 %, 1,000 and 1,000 units': { n: 1000, draw: () => (random.next() < 0.1 ? 1 : 0), small: false },
    'skewed, 6 and 6 people, from the assignment': { n: 6, draw: () => Math.exp(random.normal()), small: true },
  };
  return Object.entries(shapes).map(([name, { n, draw, small }]) => {
    const runs = 10_000;
    let rejected = 0;
    for (let i = 0; i < runs; i++) {
      const [a, b] = [Array.from({ length: n }, draw), Array.from({ length: n }, draw)];
      const p = small ? randomisationP(a, b) : welch(armOf(a), armOf(b), 0.95).p;
      if (p <= 0.05) rejected += 1;
    }
    const rate = (100 * rejected) / runs;
    return {
      bar: `A/A, ${name}: share of ${runs} simulations that reject at 5 %`,
      measured: `${rate.toFixed(2)} %`,
      limit: '4.5 to 5.5 %',
      met: rate >= 4.5 && rate <= 5.5,
    };
  });
}

function armOf(values: readonly number[]) {
  const moments = newMoments(1);
  for (const value of values) moments.add([value]);
  return { estimate: moments.mean(0), variance: moments.covariance(0, 0) / values.length, df: values.length - 1 };
}

function randomisationP(a: readonly number[], b: readonly number[]): number {
  return randomisationTest(a, b, { interval: false }).p;
}

/** Looks after every pair of units from the 30th on, stops at the first interval without 0. */
function peekingRows(): BenchRow[] {
  return (['normal', 'a share of 10 %'] as const).map((shape) => {
    const random = seededRandom(`peeking/${shape}`);
    const draw = shape === 'normal' ? () => random.normal() : () => (random.next() < 0.1 ? 1 : 0);
    const [runs, most] = [2000, 5000];
    const variance = shape === 'normal' ? 1 : 0.09;
    const tau = mixtureFor((2 * variance) / 2000, 0.95);
    let [wrong, naive] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const [a, b] = [newMoments(1), newMoments(1)];
      let [caught, fooled] = [false, false];
      for (let n = 1; n <= most && !(caught && fooled); n++) {
        a.add([draw()]);
        b.add([draw()]);
        if (n < 30) continue;
        const arm = (m: typeof a) => ({ estimate: m.mean(0), variance: m.covariance(0, 0) / n, df: n - 1 });
        const [one, two] = [arm(a), arm(b)];
        const { low, high } = alwaysValid(two, one, 0.95, tau);
        if (low > 0 || high < 0) caught = true;
        if (Math.abs(two.estimate - one.estimate) > 1.96 * Math.sqrt(one.variance + two.variance)) fooled = true;
      }
      if (caught) wrong += 1;
      if (fooled) naive += 1;
    }
    const kept = 100 * (1 - wrong / runs);
    return {
      bar: `always-valid 95 % intervals, ${shape}: A/A pilots never wrong when looked at after every pair of 5,000`,
      measured: `${kept.toFixed(1)} % of ${runs}`,
      limit: '≥ 95 %',
      met: kept >= 95,
      note: `plain intervals looked at as often: ${(100 * (1 - naive / runs)).toFixed(1)} %`,
    };
  });
}

async function speedRow(time: (work: () => unknown, times?: number) => Promise<number>): Promise<BenchRow> {
  const before = process.memoryUsage().heapUsed;
  const ms = await time(() => {
    const sample = newPilotSample([{ name: 'visit' }, { name: 'spend' }]);
    const random = seededRandom(1);
    const row = new Float64Array(2);
    for (let i = 0; i < 10_000_000; i++) {
      row[0] = random.next() < 0.1 ? 1 : 0;
      row[1] = row[0] * random.next() * 100;
      sample.add(i % 2 === 0 ? 'a' : 'b', row);
    }
    analysePilot(sample, { control: 'a' });
  }, 1);
  const grown = (process.memoryUsage().heapUsed - before) / 1e6;
  return {
    bar: '10 million visits, two metrics, streamed',
    measured: `${(ms / 1000).toFixed(1)} s, heap grew by ${Math.max(0, grown).toFixed(0)} MB`,
    limit: '30 s, 200 MB',
    met: ms <= 30_000 && grown <= 200,
  };
}
