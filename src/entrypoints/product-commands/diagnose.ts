import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { unusable } from '#kernel/unusable-data.ts';
import { type Language, languages } from '#kernel/local-text.ts';
import type { ImportReport } from '#platform/importing/import-report.ts';
import { parseMapping } from '#platform/importing/mapping.ts';
import { runImport } from '#platform/importing/run-import.ts';
import { runAs } from '#platform/records/run-as.ts';
import { type StoredDiagnosis, runDiagnosis } from '#rooms/improve/diagnosis/run-diagnosis.ts';
import { diagnosisReport } from '#rooms/improve/diagnosis/diagnosis-report.ts';
import { WrongCall, parseArguments } from '../command-arguments.ts';
import { drawSvg } from '../draw-svg.ts';
import type { OptionValues } from '../engine-commands/define-engine-command.ts';
import { type LocalWorkplace, withWorkplace, workplaceOptions } from '../local-workplace.ts';
import { commandUsage } from './command-usage.ts';
import { chosenFinding, describeDiagnosis, describeFinding } from './describe-diagnosis.ts';

const options = [
  { name: 'report', kind: 'text', help: 'write a printable report to this .html file' },
  { name: 'lang', kind: 'text', help: 'language of the answer', oneOf: languages, fallback: 'en' },
  { name: 'only', kind: 'text', help: 'open one finding, by its number in the list or as RULE/SUBJECT' },
  { name: 'database', kind: 'text', help: 'examine the company in this PostgreSQL database (postgres://…)' },
  { name: 'mapping', kind: 'text', help: 'with a folder: a mapping file (YAML) that names columns and fields' },
  ...workplaceOptions,
] as const;

interface Examined {
  readonly diagnosis: StoredDiagnosis;
  readonly company: string;
  readonly imported?: ImportReport;
}

/** `quarterdeck diagnose [DIR | --database URL] [--only N] [--report FILE] [--lang …]`. */
export async function run(args: readonly string[]): Promise<number> {
  const { positional, options: given } = parseArguments(args, options);
  if (given.help === true)
    return commandUsage(
      'diagnose [DIR]',
      'Examines the company, or a folder of files, and ranks what it finds by money at stake.',
      options,
    );
  if (positional.length > 1) throw new WrongCall('diagnose takes one folder or file');
  if (positional.length === 1 && (given.database !== undefined || given.data !== undefined))
    throw new WrongCall('diagnose takes a folder of files, or --database or --data, not both');
  const { diagnosis, company, imported } =
    positional.length === 1
      ? await examineFiles(positional[0], given)
      : await withWorkplace(given, examine, given.database as string | undefined);
  const language = given.lang as Language;
  const only = given.only === undefined ? undefined : chosenFinding(diagnosis, String(given.only));
  const told = only === undefined ? diagnosis : { ...diagnosis, findings: [only] };
  if (typeof given.report === 'string')
    await writeFile(given.report, await diagnosisReport(told, company, language, drawSvg));
  const files = imported === undefined ? {} : { files: imported.files, warnings: imported.warnings };
  process.stdout.write(
    given.json === true
      ? `${JSON.stringify({ ...told, ...files })}\n`
      : only === undefined
        ? describeDiagnosis(diagnosis, language, imported)
        : describeFinding(only, diagnosis.currency, language),
  );
  return 0;
}

function examine(place: LocalWorkplace): Promise<Examined> {
  return runAs(
    place,
    place.viewer,
    async (context) => ({ diagnosis: await runDiagnosis(context), company: context.company.name }),
    { statementTimeoutMs: 0 },
  );
}

/** Reads the files as an import would, into a database that lives as long as the command, and examines that. */
async function examineFiles(path: string, given: OptionValues): Promise<Examined> {
  if ((await stat(path).catch(() => undefined)) === undefined)
    throw unusable('a folder or file that exists', { file: path });
  const scratch = await mkdtemp(join(tmpdir(), 'quarterdeck-'));
  try {
    const mapping = given.mapping === undefined ? undefined : await readMapping(String(given.mapping));
    return await withWorkplace(
      { data: scratch },
      async (place) => {
        const imported = await runImport(place, place.viewer, { path, mapping });
        if (imported.rejectedCount > 0) throw rejected(imported);
        return { ...(await examine(place)), company: basename(resolve(path)), imported };
      },
      '',
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function readMapping(path: string) {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) throw unusable('a mapping file that exists', { file: path });
  return parseMapping(text, basename(path));
}

function rejected(report: ImportReport): Error {
  const [first] = report.rejected;
  return unusable(`${first.problem} (and ${report.rejectedCount - 1} more rows; see quarterdeck import --dry-run)`, {
    file: first.file,
    line: first.line,
    column: first.column ?? undefined,
    found: first.value ?? undefined,
  });
}
