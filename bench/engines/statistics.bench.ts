import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as beta from '#engines/numerics/beta.ts';
import * as chiSquared from '#engines/numerics/chi-squared.ts';
import { decimalToDoubleDouble } from '#engines/numerics/decimal-double-double.ts';
import * as fisherF from '#engines/numerics/fisher-f.ts';
import * as gamma from '#engines/numerics/gamma.ts';
import { leastSquares } from '#engines/numerics/least-squares.ts';
import { matrix } from '#engines/numerics/matrix.ts';
import * as normal from '#engines/numerics/normal.ts';
import * as studentT from '#engines/numerics/student-t.ts';
import { fitFormula } from '#engines/statistics/fit-formula.ts';
import type { DataColumn } from '#engines/statistics/model-frame.ts';
import { seededRandom } from '#kernel/random.ts';
import type { Bench, BenchContext, BenchRow } from '../define-bench.ts';

const folder = join(import.meta.dirname, '..', '..', 'test', 'reference');

export const bench: Bench = {
  title: 'Statistics (engines, section 1)',
  async run(context) {
    return [...nistRows(context), ...exactRows(), ...distributionRows(context), await speedRow(context)];
  },
};

interface CertifiedSet {
  readonly name: string;
  readonly x: readonly (string | readonly string[])[];
  readonly y: readonly string[];
  readonly exact_beta: readonly string[];
}

const formulas: Readonly<Record<string, string>> = {
  Longley: 'y ~ x1 + x2 + x3 + x4 + x5 + x6',
  Norris: 'y ~ x1',
  NoInt1: 'y ~ x1 - 1',
  Wampler1: 'y ~ poly(x1, 5)',
  Wampler2: 'y ~ poly(x1, 5)',
};

function column(texts: readonly string[]): DataColumn {
  const parts = texts.map(decimalToDoubleDouble);
  return {
    kind: 'number',
    values: Float64Array.from(parts, (p) => p.high),
    low: Float64Array.from(parts, (p) => p.low),
  };
}

/** Log relative error: digits that agree, at most 16. */
function digits(found: number, wanted: number): number {
  if (found === wanted) return 16;
  return Math.min(16, -Math.log10(Math.abs(found - wanted) / (wanted === 0 ? 1 : Math.abs(wanted))));
}

function nistRows(context: BenchContext): BenchRow[] {
  const file = context.reference('nist-strd/linear_strd_share.json');
  if (file === undefined) return [];
  const sets: CertifiedSet[] = JSON.parse(readFileSync(file, 'utf8'));
  return sets.map(({ name, x, y, exact_beta }) => {
    const rows = x.map((row) => (typeof row === 'string' ? [row] : row));
    const columns = new Map([['y', column(y)]]);
    rows[0].forEach((_, j) => columns.set(`x${j + 1}`, column(rows.map((row) => row[j]))));
    const { coefficients } = fitFormula(formulas[name], columns);
    const worst = Math.min(...exact_beta.map((value, j) => digits(coefficients[j].estimate, Number(value))));
    const least = name === 'Longley' ? 10 : 9;
    return {
      bar: `NIST StRD ${name}: digits of the coefficients (log relative error)`,
      measured: worst.toFixed(1),
      limit: `≥ ${least}`,
      met: worst >= least,
    };
  });
}

/** Wampler3-5 and a problem as hard as Filip, against exact rational arithmetic; R's lm beside it. */
function exactRows(): BenchRow[] {
  const problems: { name: string; degree: number; x: string[]; y: string[]; coefficients: number[] }[] = JSON.parse(
    readFileSync(join(folder, 'linear-models/expected.json'), 'utf8'),
  );
  return problems.map(({ name, degree, x, y, coefficients }) => {
    const fit = fitFormula(
      `y ~ poly(x, ${degree})`,
      new Map([
        ['x', column(x)],
        ['y', column(y)],
      ]),
    );
    const worst = Math.min(...coefficients.map((value, k) => digits(fit.coefficients[k].estimate, value)));
    const least = name === 'decatic' ? 7 : 9;
    const label = name === 'decatic' ? 'polynomial of degree 10 as ill-conditioned as Filip' : name;
    const r = spawnSync('Rscript', ['-e', rScript(degree, x, y)], { encoding: 'utf8' });
    const peer = r.status === 0 ? r.stdout.trim().split(/\s+/).map(Number) : undefined;
    return {
      bar: `${label}: digits against exact rational arithmetic`,
      measured: worst.toFixed(1),
      limit: `≥ ${least}`,
      met: worst >= least,
      peer: peer && `R lm ${Math.min(...coefficients.map((value, k) => digits(peer[k], value))).toFixed(1)}`,
    };
  });
}

function rScript(degree: number, x: readonly string[], y: readonly string[]): string {
  return `x<-c(${x.join(',')});y<-c(${y.join(',')});m<-lm(y~poly(x,${degree},raw=TRUE),tol=1e-14);cat(sprintf("%.17g",coef(m)))`;
}

function distributionRows(context: BenchContext): BenchRow[] {
  const functions = { ...normal, ...studentT, ...chiSquared, ...fisherF, ...gamma, ...beta } as unknown as Readonly<
    Record<string, (...args: number[]) => number>
  >;
  const fresh = context.hasProgram('Rscript')
    ? spawnSync('Rscript', [join(folder, 'distributions/generate.R')], { encoding: 'utf8', maxBuffer: 1 << 26 })
    : undefined;
  const text = fresh?.status === 0 ? fresh.stdout : readFileSync(join(folder, 'distributions/expected.json'), 'utf8');
  const cases = (JSON.parse(text) as [string, number[], number][]).filter(([name]) => name in functions);
  const families = ['normal', 'studentT', 'chiSquared', 'fisherF', 'gamma', 'beta'];
  return families.map((family) => {
    const own = cases.filter(([name]) => name.startsWith(family));
    let worst = 0;
    for (const [name, args, value] of own) {
      const off = Math.abs(functions[name](...args) - value) / Math.max(Math.abs(value), 1e-290);
      worst = Math.max(worst, off);
    }
    return {
      bar: `${family}: density, both tails, inverses against R (${own.length} values)`,
      measured: `${worst.toExponential(1)} relative`,
      limit: '≤ 1e-10',
      met: worst <= 1e-10,
      note: fresh?.status === 0 ? 'R in the same run' : 'stored values of R',
    };
  });
}

async function speedRow(context: BenchContext): Promise<BenchRow> {
  const random = seededRandom(1);
  const x = matrix(100_000, 20);
  for (let i = 0; i < x.data.length; i++) x.data[i] = i % 20 === 0 ? 1 : random.normal();
  const y = Float64Array.from({ length: 100_000 }, () => random.normal());
  const milliseconds = await context.time(() => leastSquares(x, y), 2);
  const r = spawnSync(
    'Rscript',
    [
      '-e',
      'set.seed(1);x<-cbind(1,matrix(rnorm(1.9e6),1e5));y<-rnorm(1e5);cat(min(replicate(2,system.time(lm.fit(x,y))[3])))',
    ],
    { encoding: 'utf8' },
  );
  return {
    bar: 'least squares, 100,000 × 20, by QR with refinement',
    measured: `${(milliseconds / 1000).toFixed(2)} s`,
    limit: '≤ 2 s',
    met: milliseconds <= 2000,
    peer: r.status === 0 ? `R lm.fit ${Number(r.stdout).toFixed(2)} s` : undefined,
    note: 'no bar in the specification; shown for scale',
  };
}
