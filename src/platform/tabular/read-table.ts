import { extname } from 'node:path';
import { UnusableData, unusable } from '#kernel/unusable-data.ts';
import type { Encoding } from './encoding.ts';
import { openText } from './open-source.ts';
import { readWorkbook } from './read-workbook.ts';
import { type RowBatch, RowSplitter, guessDelimiter } from './split-rows.ts';

export interface Table {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The line of the file on which each row begins. */
  readonly lines: readonly number[];
  /** What sets the cells apart in the file; absent for workbooks. */
  readonly delimiter?: string;
}

export interface ReadOptions {
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  /** Sheet name or 1-based number; the first sheet when absent. */
  readonly sheet?: string;
  /** Column names for a file without a header line. */
  readonly header?: readonly string[];
}

export interface RowStream {
  readonly name: string;
  readonly header: readonly string[];
  readonly delimiter?: string;
  readonly batches: AsyncIterable<RowBatch>;
}

/**
 * Streams the rows of a CSV/TSV/XLSX/XLS file (or '-' for standard input; .gz unpacked) in batches. Never more than a
 * batch is in memory for delimited text. Every row has as many cells as the header, or the stream ends with UnusableData.
 */
export async function streamTable(path: string, options: ReadOptions = {}): Promise<RowStream> {
  if (['.xlsx', '.xls', '.xlsm', '.xlsb', '.ods'].includes(extname(path).toLowerCase())) {
    const table = await readWorkbook(path, options.sheet);
    return {
      name: table.name,
      header: table.header,
      batches: once({ rows: table.rows as string[][], lines: [...table.lines] }),
    };
  }
  const source = await openText(path, options.encoding);
  const chunks = source.chunks[Symbol.asyncIterator]();
  let pending = '';
  let done = false;
  while (!done && !/[\r\n]/.test(pending)) {
    const next = await chunks.next();
    done = next.done === true;
    if (!next.done) pending += next.value;
  }
  const delimiter = options.delimiter ?? guessDelimiter(pending);
  const splitter = new RowSplitter(delimiter);
  let first = splitter.push(pending, done);
  while (first.rows.length === 0 && !done) {
    const next = await chunks.next();
    done = next.done === true;
    first = splitter.push(next.done ? '' : next.value, done);
  }
  if (first.rows.length === 0 && options.header === undefined) {
    throw unusable('a header line and at least one row; the file is empty', { file: source.name, line: 1 });
  }
  const header = options.header ?? checkHeader(source.name, first.rows[0], first.lines[0]);
  const body = options.header === undefined ? { rows: first.rows.slice(1), lines: first.lines.slice(1) } : first;
  const batches = rest(source.name, header.length, body, splitter, chunks, done);
  return { name: source.name, header, delimiter, batches };
}

/** The whole table in memory. */
export async function readTable(path: string, options: ReadOptions = {}): Promise<Table> {
  const stream = await streamTable(path, options);
  const rows: string[][] = [];
  const lines: number[] = [];
  for await (const batch of stream.batches) {
    for (const row of batch.rows) rows.push(row);
    for (const line of batch.lines) lines.push(line);
  }
  return { name: stream.name, header: stream.header, rows, lines, delimiter: stream.delimiter };
}

async function* once(batch: RowBatch): AsyncGenerator<RowBatch> {
  yield batch;
}

async function* rest(
  name: string,
  width: number,
  body: RowBatch,
  splitter: RowSplitter,
  chunks: AsyncIterator<string>,
  finished: boolean,
): AsyncGenerator<RowBatch> {
  let done = finished;
  let batch = body;
  for (;;) {
    // What the splitter found wrong explains a row that is not whole better than its count of cells.
    if (done && splitter.problems.length > 0) throw notWhole(name, splitter);
    yield checkRows(name, width, batch);
    if (done) return;
    const next = await chunks.next();
    done = next.done === true;
    batch = splitter.push(next.done ? '' : next.value, done);
  }
}

function notWhole(name: string, { problems }: RowSplitter): UnusableData {
  return new UnusableData(
    problems.map(({ line, problem }) => ({ file: name, line, expected: `whole rows (${problem})` })),
  );
}

function checkHeader(name: string, cells: readonly string[], line: number): string[] {
  const header = cells.map((cell) => cell.replace(/^\uFEFF/, '').trim());
  const seen = new Set<string>();
  for (const cell of header) {
    const key = cell.toLowerCase();
    if (cell !== '' && seen.has(key))
      throw unusable('column names that differ', { file: name, line, column: cell, found: cell });
    seen.add(key);
  }
  return header;
}

function checkRows(name: string, width: number, batch: RowBatch): RowBatch {
  for (let i = 0; i < batch.rows.length; i++) {
    const row = batch.rows[i];
    if (row.length === width) continue;
    while (row.length > width && row.at(-1)?.trim() === '') row.pop();
    if (row.length !== width) {
      throw unusable(`${width} cells, as in the header`, {
        file: name,
        line: batch.lines[i],
        found: `${row.length} cells`,
      });
    }
  }
  return batch;
}
