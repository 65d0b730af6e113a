import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportReport } from '#platform/importing/import-report.ts';
import { parseMapping } from '#platform/importing/mapping.ts';
import { runImport } from '#platform/importing/run-import.ts';
import { undoImport } from '#platform/importing/undo-import.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { WrongCall, parseArguments } from '../command-arguments.ts';
import { withWorkplace, workplaceOptions } from '../local-workplace.ts';
import { terminalTable } from '../terminal-table.ts';
import { commandUsage } from './command-usage.ts';

const options = [
  { name: 'as', kind: 'text', help: 'read a single file as this kind of record' },
  { name: 'mapping', kind: 'text', help: 'a mapping file (YAML) that names columns and fields' },
  { name: 'dry-run', kind: 'flag', help: 'show what would happen; store nothing' },
  ...workplaceOptions,
] as const;

/** `quarterdeck import PATH …` and `quarterdeck import undo ID`. Exit code 3 when a row was rejected: then nothing was stored. */
export async function run(args: readonly string[]): Promise<number> {
  const { positional, options: given } = parseArguments(args, options);
  if (given.help === true || positional.length === 0)
    return commandUsage(
      'import PATH | import undo ID',
      'Imports a file, or a folder of files, all or nothing.',
      options,
    );
  if (positional[0] === 'undo') {
    if (positional.length !== 2) throw new WrongCall('import undo needs the id that the import printed');
    const undone = await withWorkplace(given, (place) => undoImport(place, place.viewer, positional[1]));
    process.stdout.write(
      given.json === true
        ? `${JSON.stringify(undone)}\n`
        : `Undone: ${undone.deleted} created records taken out, ${undone.reverted} updates taken back.\n`,
    );
    return 0;
  }
  if (positional.length !== 1) throw new WrongCall('import takes one file or folder');
  const report = await withWorkplace(given, async (place) => {
    const mapping = given.mapping === undefined ? undefined : await readMapping(String(given.mapping));
    return runImport(place, place.viewer, {
      path: positional[0],
      mapping,
      kind: given.as as string | undefined,
      dryRun: given['dry-run'] === true,
      onProgress: showProgress,
    });
  });
  process.stdout.write(given.json === true ? `${JSON.stringify(report)}\n` : describe(report));
  return report.rejectedCount > 0 ? 3 : 0;
}

async function readMapping(path: string) {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) throw unusable('a mapping file that exists', { file: path });
  return parseMapping(text, basename(path));
}

function showProgress(file: string, rows: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${file}: ${rows} rows`);
}

function describe(report: ImportReport): string {
  const parts = [
    report.dryRun
      ? `Dry run: nothing was stored. It would create ${report.created}, update ${report.updated}, skip ${report.skipped}.`
      : report.stored
        ? `Import ${report.import}: ${report.created} created, ${report.updated} updated, ${report.skipped} skipped.`
        : `Nothing was stored: ${report.rejectedCount} rows were rejected.`,
    terminalTable(
      [{ header: 'file' }, { header: 'rows', align: 'right' }, { header: 'records' }],
      report.files.map(({ file, rows, kinds, ignored }) => [
        file,
        rows,
        ignored === undefined ? kinds.join(', ') : `left out: ${ignored}`,
      ]),
    ),
  ];
  if (report.rejected.length > 0) {
    const shown = report.rejected
      .slice(0, 20)
      .map((one) => [one.file, one.line, one.column ?? '', one.value ?? '', one.problem]);
    parts.push(
      terminalTable(
        [
          { header: 'rejected in' },
          { header: 'line', align: 'right' },
          { header: 'column' },
          { header: 'value' },
          { header: 'problem' },
        ],
        shown,
      ),
    );
    if (report.rejectedCount > shown.length) parts.push(`… and ${report.rejectedCount - shown.length} more`);
  }
  if (report.warnings.length > 0) {
    const shown = report.warnings
      .slice(0, 30)
      .map((one) => [one.file, one.column ?? '', one.count, one.problem, one.lines.join(', ')]);
    parts.push(
      terminalTable(
        [
          { header: 'worth a look' },
          { header: 'column' },
          { header: 'rows', align: 'right' },
          { header: 'what' },
          { header: 'first lines' },
        ],
        shown,
      ),
    );
  }
  return `${parts.join('\n\n')}\n`;
}
