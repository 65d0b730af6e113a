import { UnusableData } from '#kernel/unusable-data.ts';
import { csvCell } from '#platform/exporting/neutralise-formula.ts';
import { streamTable } from '#platform/tabular/read-table.ts';
import type { ImportReport } from './import-report.ts';

/** The rejected rows as they stand in the file, with the same header and a last column that says what is wrong. */
export async function rejectsFile(path: string, report: ImportReport): Promise<string> {
  const problems = new Map<number, string>();
  for (const { line, column, problem } of report.rejected) {
    const text = `${column === null ? '' : `${column}: `}${problem}`;
    problems.set(line, problems.has(line) ? `${problems.get(line)}; ${text}` : text);
  }
  const table = await streamTable(path);
  const lines = [[...table.header, 'problem'].map(csvCell).join(',')];
  try {
    for await (const { rows, lines: places } of table.batches) {
      for (const [i, row] of rows.entries()) {
        const problem = problems.get(places[i]);
        if (problem !== undefined) lines.push([...row, problem].map(csvCell).join(','));
      }
    }
  } catch (broken) {
    // From a row that is not whole the file cannot be read on; the report names it.
    if (!(broken instanceof UnusableData)) throw broken;
  }
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
