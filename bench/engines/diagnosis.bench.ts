import { diagnose } from '../../src/engines/diagnosis/diagnose.ts';
import { type Truth, plantedTruths, truths } from '../../src/entrypoints/demo-company/planted-truths.ts';
import { simulateCompany } from '../../src/entrypoints/demo-company/simulate-company.ts';
import type { CompanySize } from '../../src/entrypoints/demo-company/world.ts';
import { diagnosedCompany } from '../../test/support/diagnosed-company.ts';
import type { Bench, BenchRow } from '../define-bench.ts';

const endsOn = '2026-11-23';
/** A healthy company should hear a false alarm in at most this share of runs. */
const alarmLimit = 0.03;
const top = 20;

const sizes: readonly { readonly size: CompanySize; readonly clean: number; readonly planted: number }[] = [
  { size: 'tiny', clean: 100, planted: 25 },
  { size: 'small', clean: 100, planted: 25 },
  { size: 'medium', clean: 12, planted: 5 },
  { size: 'full', clean: 2, planted: 2 },
];

/** False alarms in companies with nothing planted, and which planted truths are found, over seeds and sizes of the company. */
export const bench: Bench = {
  title: 'Diagnosis (engines, section 14)',
  async run() {
    const rows: BenchRow[] = [];
    for (const { size, clean, planted } of sizes)
      rows.push(falseAlarms(size, clean), power(size, planted), speed(size));
    return rows;
  },
};

function findingsOf(size: CompanySize, seed: number, plant: 'all' | 'none'): string[] {
  return diagnose(diagnosedCompany(simulateCompany({ seed, endsOn, planted: plant, size }))).findings.map(
    (finding) => finding.rule,
  );
}

function falseAlarms(size: CompanySize, seeds: number): BenchRow {
  const byRule = new Map<string, number>();
  let alarmed = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const rules = new Set(findingsOf(size, seed, 'none'));
    if (rules.size > 0) alarmed += 1;
    for (const rule of rules) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  }
  return {
    bar: `runs with a false alarm, ${size} company with nothing planted`,
    measured: `${alarmed} of ${seeds}`,
    limit: `${Math.floor(alarmLimit * seeds)} of ${seeds}`,
    met: alarmed <= alarmLimit * seeds,
    note: [...byRule].map(([rule, count]) => `${rule} ${count}`).join(', '),
  };
}

function power(size: CompanySize, seeds: number): BenchRow {
  const found = new Map<Truth, number>(truths.map((truth) => [truth, 0]));
  for (let seed = 1; seed <= seeds; seed++) {
    const rules = new Set(findingsOf(size, seed, 'all').slice(0, top));
    for (const truth of truths) if (rules.has(plantedTruths[truth].rule)) found.set(truth, found.get(truth)! + 1);
  }
  const all = [...found.values()].reduce((sum, count) => sum + count, 0);
  const missed = [...found].filter(([, count]) => count < seeds);
  return {
    bar: `planted truths among the ${top} first findings, ${size} company`,
    measured: `${all} of ${seeds * truths.length}`,
    // Only the full company holds enough rows for every truth.
    limit: size === 'full' ? `${seeds * truths.length}` : 'reported',
    met: size !== 'full' || all === seeds * truths.length,
    note: missed.length === 0 ? '' : missed.map(([truth, count]) => `${truth} ${count} of ${seeds}`).join(', '),
  };
}

function speed(size: CompanySize): BenchRow {
  const input = diagnosedCompany(simulateCompany({ seed: 1, endsOn, planted: 'all', size }));
  const start = process.cpuUsage();
  diagnose(input);
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  return {
    bar: `rules on ${input.deals.length.toLocaleString('en')} deals, processor time`,
    measured: `${seconds.toFixed(2)} s`,
    limit: '5 s',
    met: seconds <= 5,
  };
}
