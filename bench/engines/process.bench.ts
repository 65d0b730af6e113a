import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchRow } from '../define-bench.ts';

const root = join(import.meta.dirname, '..', '..');
const published = [
  ['running-example.xes', [6, 42, 8, 6, 16]],
  ['08_receipt.xes.gz', [1434, 8577, 27, 116, 99]],
  ['roadtraffic100traces.csv', [100, 390, 10, 10, 18]],
  ['reviewing.csv', [100, 3730, 14, 96, undefined]],
] as const;

/** Counts against those published; time and memory of the whole command on a real log repeated with new case ids. */
export const bench: Bench = {
  title: 'Process mining (engines, section 9)',
  async run({ reference }) {
    const folder = reference('process-logs');
    if (folder === undefined) return [];
    const rows: BenchRow[] = published.map(([file, wanted]) => {
      const { found } = run(join(folder, file));
      const met = wanted.every((count, i) => count === undefined || count === found[i]);
      return {
        bar: `${file}: cases, events, activities, variants, edges`,
        measured: found.join(' / '),
        limit: wanted.map((count) => count ?? '–').join(' / '),
        met,
      };
    });
    const work = mkdtempSync(join(tmpdir(), 'quarterdeck-bench-'));
    try {
      const times: number[] = [];
      for (const events of [100_000, 1_200_000, 10_000_000]) {
        const file = join(work, 'log.csv');
        await repeatLog(join(folder, 'receipt.csv'), events, file);
        const { seconds, peakMegabytes } = run(file);
        times.push(seconds);
        if (events === 1_200_000) {
          rows.push(
            {
              bar: '1.2 M events from CSV, whole command',
              measured: `${seconds.toFixed(2)} s`,
              limit: '3 s',
              met: seconds <= 3,
            },
            {
              bar: 'memory of it',
              measured: `${peakMegabytes.toFixed(0)} MB`,
              limit: '1000 MB',
              met: peakMegabytes <= 1000,
            },
          );
        }
      }
      // what 100 k events take is mostly the start of the program, so growth is taken from there on
      const growth = (times[2] - times[0]) / (times[1] - times[0]);
      rows.push({
        bar: 'linear from 100 k to 10 M events: time of 9.9 M more ÷ time of 1.1 M more',
        measured: growth.toFixed(2),
        limit: '9 × 1.25 = 11.25',
        met: growth <= 11.25,
        note: `${times.map((one) => `${one.toFixed(2)} s`).join(', ')} for 100 k, 1.2 M, 10 M`,
      });
    } finally {
      rmSync(work, { recursive: true });
    }
    return rows;
  },
};

/** Runs the command in a process of its own; the resident memory at its peak is what that process reports at its end. */
function run(file: string): { found: number[]; seconds: number; peakMegabytes: number } {
  const hook = `data:text/javascript,process.on('exit',()=>process.stderr.write('rss='+process.resourceUsage().maxRSS))`;
  const start = performance.now();
  const child = spawnSync(
    process.execPath,
    ['--import', hook, 'src/entrypoints/cli.ts', 'process', 'discover', file, '--json', '--top', '1'],
    { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const seconds = (performance.now() - start) / 1000;
  if (child.status !== 0) throw new Error(child.stderr);
  const answer = JSON.parse(child.stdout) as Answer;
  return {
    found: [answer.cases, answer.events, answer.activities.length, answer.variants, answer.edges.length],
    seconds,
    peakMegabytes: Number(/rss=(\d+)/.exec(child.stderr)?.[1]) / 1024,
  };
}

interface Answer {
  readonly cases: number;
  readonly events: number;
  readonly activities: readonly unknown[];
  readonly variants: number;
  readonly edges: readonly unknown[];
}

/** A log of so many events: the real one over and over, each time with new case ids. */
async function repeatLog(source: string, events: number, file: string): Promise<void> {
  const lines = readFileSync(source, 'utf8').trim().split(/\r?\n/);
  const header = lines[0].split(',');
  const at = (name: string): number => header.indexOf(name);
  const rows = lines.slice(1).map((line) => {
    const cells = line.split(',');
    return [
      cells[at('case:concept:name')],
      `,${cells[at('concept:name')]},${cells[at('time:timestamp')]},${cells[at('org:resource')]}`,
    ];
  });
  const out = createWriteStream(file);
  out.write('case,activity,timestamp,resource\n');
  for (let written = 0, round = 0; written < events; round++) {
    const part = rows.slice(0, events - written).map(([id, rest]) => `${id}-${round}${rest}\n`);
    written += part.length;
    if (!out.write(part.join(''))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
