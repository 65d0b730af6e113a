/** Characters gathered before they are sent. */
const chunkLength = 200_000;

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

/** Lines gathered into pieces of a size that is worth sending. */
export function* inChunks(lines: Iterable<string>): Generator<Buffer> {
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
