import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { referenceData } from '../test/reference-data.ts';
import type { Bench, BenchContext, BenchRow } from './define-bench.ts';

/**
 * `npm run bench [-- GROUP [NAME] [--rows N]]`: measures, prints a table, writes bench/results.json and docs/benchmarks.md.
 * A run with fewer rows than the budgets speak of is printed and not written.
 */
interface Section {
  readonly group: string;
  readonly name: string;
  readonly title: string;
  readonly rows: readonly BenchRow[];
}

const root = join(import.meta.dirname, '..');
const resultsFile = join(import.meta.dirname, 'results.json');
const { values: given, positionals } = parseArgs({ options: { rows: { type: 'string' } }, allowPositionals: true });
const rows = Number(given.rows ?? 1_000_000);
if (!Number.isInteger(rows) || rows < 1000)
  throw new RangeError(`invalid --rows: ${given.rows} (a whole number from 1000 is expected)`);
const context: BenchContext = {
  rows,
  reference: referenceData,
  hasProgram: (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined,
  async time(work, times = 3) {
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < times; i++) {
      const start = performance.now();
      await work();
      best = Math.min(best, performance.now() - start);
    }
    return best;
  },
};

const [wantedGroup, wantedName] = positionals;
const groups = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const sections: Section[] = existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')).sections : [];
let missed = 0;
for (const group of groups) {
  if (wantedGroup !== undefined && group.name !== wantedGroup) continue;
  for (const file of readdirSync(join(import.meta.dirname, group.name))
    .filter((entry) => entry.endsWith('.bench.ts'))
    .sort()) {
    const name = file.replace('.bench.ts', '');
    if (wantedName !== undefined && name !== wantedName) continue;
    const { bench } = (await import(`./${group.name}/${file}`)) as { bench: Bench };
    console.log(`\n${bench.title}`);
    const rows = await bench.run(context);
    for (const row of rows) {
      if (!row.met) missed += 1;
      console.log(
        `  ${row.met ? 'met   ' : 'MISSED'} ${row.bar}: ${row.measured} (limit ${row.limit})${row.peer === undefined ? '' : `; peer ${row.peer}`}`,
      );
    }
    const index = sections.findIndex((section) => section.group === group.name && section.name === name);
    const section: Section = { group: group.name, name, title: bench.title, rows };
    if (index === -1) sections.push(section);
    else sections[index] = section;
    if (given.rows === undefined) write();
  }
}
console.log(`\n${missed === 0 ? 'Every bar measured in this run was met.' : `${missed} bars missed.`}`);

/** After every section, so that a run that is stopped keeps what it measured. */
function write(): void {
  sections.sort((left, right) => `${left.group}/${left.name}`.localeCompare(`${right.group}/${right.name}`));
  writeFileSync(resultsFile, `${JSON.stringify({ cores: cpus().length, node: process.version, sections }, null, 2)}\n`);
  const page = join(root, 'docs', 'benchmarks.md');
  writeFileSync(page, markdown(existsSync(page) ? readFileSync(page, 'utf8') : '', sections));
}

/** The page: sections of this and earlier runs; a section that bench/results.json does not know stays as it stands there. */
function markdown(page: string, all: readonly Section[]): string {
  const cell = (text: string | undefined): string => (text ?? '').replaceAll('|', '\\|');
  const parts = new Map(
    page
      .split(/^(?=## )/m)
      .slice(1)
      .map((part) => [/`npm run bench -- ([^`]+)`/.exec(part)?.[1] ?? '', part.trimEnd()] as const),
  );
  for (const { group, name, title, rows } of all) {
    const lines = rows.map(
      (row) =>
        `| ${row.met ? 'met' : '**missed**'} | ${cell(row.bar)} | ${cell(row.measured)} | ${cell(row.limit)} | ${cell(row.peer)} | ${cell(row.note)} |`,
    );
    parts.set(
      `${group} ${name}`,
      `## ${title}\n\n\`npm run bench -- ${group} ${name}\`\n\n| | bar | measured | limit | peer in the same run | note |\n|---|---|---|---|---|---|\n${lines.join('\n')}`,
    );
  }
  const sorted = [...parts].sort(([left], [right]) => left.localeCompare(right)).map(([, part]) => part);
  return `# Benchmarks\n\nWritten by \`npm run bench\` on ${cpus().length} cores, Node ${process.version}. Missed bars are shown as missed.\n\n${sorted.join('\n\n')}\n`;
}
