import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'worked-examples');

/** A worked example as people sign it: a plan, tables of what happened, and what everybody is paid. */
export interface WorkedExample {
  readonly name: string;
  /** File of the plan. */
  readonly plan: string;
  /** Tables by the first word of their heading: credits, payees, quotas, rates, pay, lines, unassigned. */
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
  /** CSV files of credits, payees, quotas and rates. */
  readonly files: Readonly<Record<string, string>>;
}

/** Every `worked-examples/*.md`. Tables are written to CSV files, so that the command reads them as any other. */
export function workedExamples(): WorkedExample[] {
  const scratch = mkdtempSync(join(tmpdir(), 'quarterdeck-examples-'));
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => readExample(file, readFileSync(join(folder, file), 'utf8'), scratch));
}

function readExample(file: string, text: string, scratch: string): WorkedExample {
  const name = file.replace('.md', '');
  const written = (suffix: string, content: string): string => {
    const path = join(scratch, `${name}.${suffix}`);
    writeFileSync(path, content);
    return path;
  };
  const linked = /\(\.\.\/(docs\/plans\/[\w-]+\.yaml)\)/.exec(text)?.[1];
  const own = /```yaml\n([\s\S]*?)```/.exec(text)?.[1];
  if (linked === undefined && own === undefined) throw new Error(`${file} names no plan`);
  const tables: Record<string, Record<string, string>[]> = {};
  const files: Record<string, string> = {};
  for (const section of text.split(/^## /m).slice(1)) {
    const kind = /^\w+/.exec(section)![0].toLowerCase();
    const lines = section.split('\n').filter((line) => line.startsWith('|'));
    if (lines.length < 2) continue;
    const cells = lines.map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
    const [header, , ...rows] = cells;
    tables[kind] = rows.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i]])));
    const csv = [header, ...rows].map((row) => row.map((cell) => (/[",]/.test(cell) ? `"${cell}"` : cell)).join(','));
    files[kind] = written(`${kind}.csv`, `${csv.join('\n')}\n`);
  }
  return { name, plan: linked === undefined ? written('plan.yaml', own!) : join(root, linked), tables, files };
}
