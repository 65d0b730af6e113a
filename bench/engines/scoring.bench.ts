import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scoreByTrees, trainBoostedTrees } from '#engines/scoring/boosted-trees.ts';
import type { FeatureColumn } from '#engines/scoring/feature-column.ts';
import { encodeColumns, planFeatures } from '#engines/scoring/feature-plan.ts';
import { scoreByLogistic, trainLogistic } from '#engines/scoring/logistic-model.ts';
import { expectedCalibrationError } from '#engines/scoring/probability-metrics.ts';
import { rocAuc } from '#engines/scoring/roc-auc.ts';
import { seededRandom } from '#kernel/random.ts';
import { readTable, streamTable } from '#platform/tabular/read-table.ts';
import { scoreCommand } from '#entrypoints/engine-commands/score.ts';
import type { Bench, BenchContext, BenchRow } from '../define-bench.ts';

const python = '/usr/bin/python3';
const peerScript = join(import.meta.dirname, '..', '..', 'test', 'reference', 'scoring', 'peer.py');

export const bench: Bench = {
  title: 'Scoring (engines, section 3)',
  async run(context) {
    const folder = mkdtempSync(join(tmpdir(), 'scoring-'));
    try {
      const rows: BenchRow[] = [];
      for (const task of tasks) rows.push(...(await paired(context, folder, task)));
      return [...rows, ...(await speed(context, folder))];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Task {
  readonly name: string;
  readonly file: string;
  readonly target: string;
  readonly positive: string;
  readonly drop: readonly string[];
  readonly keep?: readonly string[];
  readonly leaks?: readonly string[];
}

const crm = { file: 'crm-maven/sales_pipeline.csv', target: 'deal_stage', positive: 'Won', keep: ['Won', 'Lost'] };
const leads = { file: 'leads-xeducation/Leads.csv', target: 'Converted', positive: '1' };
const tasks: readonly Task[] = [
  { ...leads, name: 'leads-xeducation', drop: ['Prospect ID', 'Lead Number'], leaks: ['Tags', 'Lead Quality'] },
  {
    ...leads,
    name: 'leads-xeducation without Tags, Lead Quality',
    drop: ['Prospect ID', 'Lead Number', 'Tags', 'Lead Quality'],
  },
  { ...crm, name: 'crm-maven win model', drop: ['opportunity_id', 'close_value'] },
  {
    name: 'ibm-hr-attrition',
    file: 'ibm-hr-attrition/WA_Fn-UseC_-HR-Employee-Attrition.csv',
    target: 'Attrition',
    positive: 'Yes',
    drop: ['EmployeeNumber'],
  },
];

/** Every quarter of the rows is scored once by a model of the other three; scikit-learn gets the same pairs of files. */
async function paired(context: BenchContext, folder: string, task: Task): Promise<BenchRow[]> {
  const path = context.reference(task.file);
  if (path === undefined) return [];
  const table = await readTable(path);
  const targetPlace = table.header.indexOf(task.target);
  const kept = table.rows.filter((row) => task.keep === undefined || task.keep.includes(row[targetPlace]));
  const order = seededRandom('quarters').shuffle(kept.map((_, i) => i));
  const ours = { auc: 0, seconds: 0 };
  const pooled: { probability: number; outcome: number }[] = [];
  const peers: number[] = [];
  let leaks: string[] = [];
  const rounds = 4;
  for (let round = 0; round < rounds; round++) {
    const [train, test] = [join(folder, 'train.csv'), join(folder, 'test.csv')];
    writeFileSync(
      train,
      csv(
        table.header,
        order.filter((_, place) => place % rounds !== round).map((i) => kept[i]),
      ),
    );
    writeFileSync(
      test,
      csv(
        table.header,
        order.filter((_, place) => place % rounds === round).map((i) => kept[i]),
      ),
    );
    const start = performance.now();
    const answer = await scoreCommand.verbs.train.run({
      files: [train],
      options: {
        target: task.target,
        positive: task.positive,
        drop: task.drop,
        apply: test,
        reasons: 6,
        picture: 'calibration',
      },
      map: {},
      seed: 1,
      readTable: (file) => readTable(file),
      streamTable,
      progress: () => undefined,
    });
    ours.seconds += (performance.now() - start) / 1000 / rounds;
    ours.auc += (answer.json.applied as { auc: number }).auc / rounds;
    for (const { probability, outcome } of answer.json.rows as { probability: number; outcome: number }[]) {
      pooled.push({ probability, outcome });
    }
    leaks = (answer.json.leaks as { column: string }[]).map(({ column }) => column);
    const found = spawnSync(python, [peerScript, train, test, task.target, task.positive, task.drop.join(',')], {
      encoding: 'utf8',
      env: { ...process.env, OMP_NUM_THREADS: '1' },
    });
    if (found.status === 0) peers.push(Number(found.stdout));
  }
  const known = peers.length === rounds;
  const peer = peers.reduce((sum, auc) => sum + auc, 0) / rounds;
  const probabilities = pooled.map(({ probability }) => probability);
  const ece = expectedCalibrationError(
    probabilities,
    pooled.map(({ outcome }) => outcome),
  );
  const chance = samplingError(probabilities);
  const rows: BenchRow[] = [
    {
      bar: `${task.name}: AUC on the same splits (mean of ${rounds})`,
      measured: `${ours.auc.toFixed(4)}, whole pipeline ${ours.seconds.toFixed(1)} s`,
      limit: 'at most 0.005 below scikit-learn',
      met: known && ours.auc >= peer - 0.005,
      peer: known ? `HistGradientBoosting ${peer.toFixed(4)}` : undefined,
      note: known ? undefined : 'scikit-learn is absent: not compared',
    },
    {
      bar: `${task.name}: calibration error on the test rows`,
      measured: `${ece.toFixed(4)} over ${pooled.length} test rows`,
      limit: '≤ 0.02',
      met: ece <= 0.02,
      note: `a perfectly calibrated model would show ${chance.toFixed(4)} on so many rows, by sampling alone`,
    },
  ];
  if (task.leaks !== undefined) {
    rows.push({
      bar: `${task.name}: the leaking columns are reported`,
      measured: leaks.join(', '),
      limit: task.leaks.join(', '),
      met: task.leaks.every((column) => leaks.includes(column)) && leaks.length === task.leaks.length,
    });
  }
  return rows;
}

/** Mean calibration error when outcomes are drawn from the probabilities themselves. */
function samplingError(probabilities: readonly number[]): number {
  const random = seededRandom('sampling');
  let sum = 0;
  for (let round = 0; round < 20; round++) {
    sum +=
      expectedCalibrationError(
        probabilities,
        probabilities.map((p) => (random.next() < p ? 1 : 0)),
      ) / 20;
  }
  return sum;
}

async function speed(context: BenchContext, folder: string): Promise<BenchRow[]> {
  const count = 80_000;
  const random = seededRandom(1);
  const columns = Array.from(
    { length: 20 },
    (_, j): FeatureColumn =>
      j < 16
        ? {
            name: `x${j}`,
            kind: 'number',
            values: Float64Array.from({ length: count }, () => Math.round(1e4 * random.normal()) / 1e4),
          }
        : { name: `x${j}`, kind: 'category', values: Array.from({ length: count }, () => `c${random.integer(8)}`) },
  );
  const number = (j: number): Float64Array => columns[j].values as Float64Array;
  const target = Uint8Array.from({ length: count }, (_, i) => {
    const score =
      0.6 * number(0)[i] - 0.5 * number(1)[i] + number(2)[i] * number(3)[i] + (columns[16].values[i] === 'c1' ? 1 : 0);
    return random.next() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
  });
  const file = join(folder, 'big.csv');
  writeFileSync(
    file,
    csv(
      [...columns.map(({ name }) => name), 'y'],
      Array.from({ length: count }, (_, i) => [...columns.map(({ values }) => String(values[i])), String(target[i])]),
    ),
  );
  const plan = planFeatures(columns);
  const encoded = encodeColumns(plan, columns, count);
  const logistic = await context.time(() => trainLogistic(plan, encoded, target, [1]), 5);
  const trees = await context.time(() => trainBoostedTrees(plan, encoded, target), 3);
  const aucs = [
    rocAuc(scoreByLogistic(trainLogistic(plan, encoded, target, [1])[0], encoded), target),
    rocAuc(scoreByTrees(trainBoostedTrees(plan, encoded, target), encoded), target),
  ];
  const found = spawnSync(python, [peerScript, '--speed', file], {
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  });
  const peer =
    found.status === 0 ? (JSON.parse(found.stdout) as { logistic: number; trees: number; aucs: number[] }) : undefined;
  return [
    {
      bar: '80,000 rows × 20 columns, one core: logistic regression',
      measured: `${(logistic / 1000).toFixed(2)} s (AUC ${aucs[0].toFixed(4)})`,
      limit: '≤ 0.3 s',
      met: logistic <= 300,
      peer: peer && `scikit-learn ${peer.logistic.toFixed(2)} s (AUC ${peer.aucs[0].toFixed(4)})`,
    },
    {
      bar: '80,000 rows × 20 columns, one core: boosted trees, 100 × 31 leaves',
      measured: `${(trees / 1000).toFixed(2)} s (AUC ${aucs[1].toFixed(4)})`,
      limit: '≤ 3 s',
      met: trees <= 3000,
      peer: peer && `scikit-learn, one thread, ${peer.trees.toFixed(2)} s (AUC ${peer.aucs[1].toFixed(4)})`,
    },
  ];
}

function csv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `${[header, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;
}
