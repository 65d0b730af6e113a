import { type Language, text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';
import { recordNames } from '#kernel/sentences/record-names.ts';
import type { SentenceReader, WordNames } from '#kernel/sentences/sentence-reader.ts';
import { UnusableData } from '#kernel/unusable-data.ts';
import { csvCell, neutraliseFormula } from '#platform/exporting/neutralise-formula.ts';
import { streamTable } from '#platform/tabular/read-table.ts';
import type { ImportReport } from './import-report.ts';

/** How the file of the rejects is told: in whose language, by which sentences, and with the names of which kinds. */
export interface RejectsReader {
  readonly language: Language;
  readonly read: SentenceReader;
  readonly kinds: readonly RecordKind[];
}

const problemColumn = text('problem', '导入问题', '匯入問題');
const colon = text(': ', '：', '：');
const semicolon = text('; ', '；', '；');

/** The rejected rows as they stand in the file, with the same header and a last column that says what is wrong. */
export async function rejectsFile(path: string, report: ImportReport, reader: RejectsReader): Promise<string> {
  const { language } = reader;
  const table = await streamTable(path);
  const problems = problemsByLine(report, table.header, reader);
  const lines = [[...table.header, freeName(problemColumn[language], table.header)].map(csvCell).join(',')];
  try {
    for await (const { rows, lines: places } of table.batches) {
      for (const [i, row] of rows.entries()) {
        const found = problems.get(places[i]);
        if (found === undefined) continue;
        const problem = neutraliseFormula(found.join(semicolon[language]));
        lines.push([...row, problem].map(csvCell).join(','));
      }
    }
  } catch (broken) {
    // From a row that is not whole the file cannot be read on; the report names it.
    if (!(broken instanceof UnusableData)) throw broken;
  }
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function problemsByLine(report: ImportReport, header: readonly string[], reader: RejectsReader): Map<number, string[]> {
  const { language, read } = reader;
  const nameOf = namesIn(report, reader.kinds);
  const problems = new Map<number, string[]>();
  // Thousands of rows have the same few things wrong with them.
  const toldBefore = new Map<string, string>();
  for (const { line, column, problem } of report.rejected) {
    const told = toldBefore.get(problem) ?? read(problem, nameOf)?.[language] ?? problem;
    toldBefore.set(problem, told);
    const called = column === null || header.includes(column) ? column : (nameOf(column)?.[language] ?? column);
    const found = problems.get(line) ?? [];
    found.push(`${called === null ? '' : `${called}${colon[language]}`}${told}`);
    problems.set(line, found);
  }
  return problems;
}

/** The words of the kinds that the rows were read as, before those of any other. */
function namesIn({ files }: ImportReport, kinds: readonly RecordKind[]): WordNames {
  const made = new Set(files.flatMap((file) => file.kinds));
  const names = kinds.filter(({ kind }) => made.has(kind)).map((kind) => recordNames(kinds, kind));
  const others = recordNames(kinds);
  return (word) => {
    for (const nameOf of names) {
      const name = nameOf(word);
      if (name !== undefined) return name;
    }
    return others(word);
  };
}

/** A name that no column has: a file that was rejected twice has the column of the first time. */
function freeName(name: string, header: readonly string[]): string {
  const taken = new Set(header.map((column) => column.toLowerCase()));
  for (let count = 2, free = name; ; count++) {
    if (!taken.has(free)) return free;
    free = `${name} ${count}`;
  }
}
