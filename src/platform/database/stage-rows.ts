import { copyIn } from './copy.ts';
import type { Transaction } from './run-transaction.ts';

/** Rows from which on staging beats a JSON parameter. */
export const worthStaging = 500;

/** Characters gathered before they are sent. */
const chunkLength = 200_000;

/**
 * Puts rows into a temporary table of the transaction, emptied first, by COPY: the quickest way in, and row-level security is
 * applied by the INSERT … SELECT that takes them out of it.
 * @param name of the temporary table
 * @param columns SQL column definitions, such as 'id uuid'
 * @param lines one row each in the text format of COPY, see `copyLine`
 */
export async function stageRows(
  tx: Transaction,
  name: string,
  columns: readonly string[],
  lines: Iterable<string>,
): Promise<void> {
  await tx.query(`create temporary table if not exists ${name} (${columns.join(', ')}) on commit drop`);
  await tx.query(`truncate pg_temp.${name}`);
  await copyIn(tx.client, `copy pg_temp.${name} from stdin`, chunks(lines));
}

function* chunks(lines: Iterable<string>): Generator<Buffer> {
  let text = '';
  for (const line of lines) {
    text += line;
    if (text.length > chunkLength) {
      yield Buffer.from(text);
      text = '';
    }
  }
  if (text !== '') yield Buffer.from(text);
}

/**
 * One row in the text format of COPY (PostgreSQL manual, COPY, "Text Format"): tabs between cells, \N for NULL, backslash, tab and
 * line ends escaped.
 */
export function copyLine(cells: readonly (string | null)[]): string {
  let line = '';
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i];
    if (i > 0) line += '\t';
    line += cell === null ? '\\N' : mustEscape.test(cell) ? escaped(cell) : cell;
  }
  return `${line}\n`;
}

const mustEscape = /[\\\t\n\r]/;

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}

/** A list of texts as an array literal of PostgreSQL. */
export function arrayText(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
