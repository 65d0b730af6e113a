/** Rows as they stand in the file: cells untouched, with the line on which each row begins (1-based). */
export interface RowBatch {
  readonly rows: string[][];
  readonly lines: number[];
}

export interface RowProblem {
  readonly line: number;
  readonly problem: string;
}

/**
 * Splits delimited text (RFC 4180) into rows, chunk by chunk. Lines without a quote take a fast path, which makes this
 * several times as quick as a general parser on large files (docs/decisions/0004-reading-delimited-text.md).
 * Accepts LF, CRLF and CR ends, mixed; quoted cells may span lines. A quote left open is a problem, not a swallowed file.
 */
export class RowSplitter {
  readonly problems: RowProblem[] = [];
  readonly #delimiter: string;
  #rest = '';
  #line = 1;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  push(chunk: string, last = false): RowBatch {
    const text = this.#rest + chunk;
    const batch: RowBatch = { rows: [], lines: [] };
    let position = 0;
    let nextQuote = text.indexOf('"');
    let nextReturn = text.indexOf('\r');
    let nextFeed = text.indexOf('\n');
    while (position < text.length) {
      if (nextReturn !== -1 && nextReturn < position) nextReturn = text.indexOf('\r', position);
      if (nextFeed !== -1 && nextFeed < position) nextFeed = text.indexOf('\n', position);
      if (nextQuote !== -1 && nextQuote < position) nextQuote = text.indexOf('"', position);
      let end = nextReturn !== -1 && (nextFeed === -1 || nextReturn < nextFeed) ? nextReturn : nextFeed;
      if (nextQuote !== -1 && (end === -1 || nextQuote < end)) {
        const quoted = this.#splitQuoted(text, position, last);
        if (quoted === undefined) break;
        this.#add(batch, quoted.cells, this.#line);
        this.#line += quoted.lines;
        position = quoted.next;
        continue;
      }
      if (end === -1) {
        if (!last) break;
        end = text.length;
      } else if (end === text.length - 1 && text[end] === '\r' && !last) {
        break; // the LF of a CRLF may be in the next chunk
      }
      this.#add(batch, this.#splitPlain(text.slice(position, end)), this.#line);
      this.#line += 1;
      position = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1);
    }
    this.#rest = position >= text.length ? '' : text.slice(position);
    return batch;
  }

  #splitPlain(line: string): string[] {
    return this.#delimiter === blanks ? line.trim().split(/\s+/) : line.split(this.#delimiter);
  }

  #add(batch: RowBatch, cells: string[], line: number): void {
    if (cells.length === 1 && cells[0].trim() === '') return; // a blank line is no row
    batch.rows.push(cells);
    batch.lines.push(line);
  }

  #splitQuoted(text: string, start: number, last: boolean) {
    const cells: string[] = [];
    let position = start;
    let lines = 1;
    for (;;) {
      let cell: string;
      if (text[position] === '"') {
        const close = this.#closingQuote(text, position + 1);
        if (close === -1) {
          if (!last) return undefined;
          this.problems.push({ line: this.#line, problem: 'a quote is opened here and never closed' });
          return { cells: [...cells, text.slice(position + 1)], next: text.length, lines };
        }
        const inside = text.slice(position + 1, close);
        for (let i = inside.indexOf('\n'); i !== -1; i = inside.indexOf('\n', i + 1)) lines += 1;
        cell = inside.includes('""') ? inside.replaceAll('""', '"') : inside;
        position = close + 1;
        const tail = this.#cellEnd(text, position);
        cell += text.slice(position, tail);
        position = tail;
      } else {
        const tail = this.#cellEnd(text, position);
        cell = text.slice(position, tail);
        position = tail;
      }
      cells.push(cell);
      if (position >= text.length) return last ? { cells, next: position, lines } : undefined;
      if (text.startsWith(this.#delimiter, position)) {
        position += this.#delimiter.length;
        continue;
      }
      if (text[position] === '\r' && position === text.length - 1 && !last) return undefined;
      position += text[position] === '\r' && text[position + 1] === '\n' ? 2 : 1;
      return { cells, next: position, lines };
    }
  }

  #closingQuote(text: string, from: number): number {
    for (let i = text.indexOf('"', from); i !== -1; i = text.indexOf('"', i + 2)) {
      if (text[i + 1] !== '"') return i;
    }
    return -1;
  }

  #cellEnd(text: string, from: number): number {
    for (let i = from; i < text.length; i++) {
      const character = text[i];
      if (character === '\n' || character === '\r' || character === this.#delimiter) return i;
    }
    return text.length;
  }
}

/** Columns set apart by runs of blanks, as in the tables of old research files. */
const blanks = ' ';

/**
 * The delimiter that occurs most in the header line: comma, tab, semicolon or bar. When none occurs, blanks, if the first
 * lines all fall into the same number of words, three or more, and hold numbers.
 */
export function guessDelimiter(sample: string): string {
  const header = sample.split(/\r|\n/, 1)[0].replaceAll(/"[^"]*"/g, '');
  let best = standsInWords(sample) ? blanks : ',';
  let most = 0;
  for (const candidate of [',', '\t', ';', '|']) {
    const count = header.split(candidate).length - 1;
    if (count > most) {
      best = candidate;
      most = count;
    }
  }
  return best;
}

function standsInWords(sample: string): boolean {
  const lines = sample
    .split(/\r\n|\r|\n/)
    .slice(0, 20)
    .filter((line) => line.trim() !== '');
  if (lines.length === 20) lines.pop();
  const [header, ...rows] = lines.map((line) => line.trim().split(/\s+/));
  if (rows.length === 0 || header.length < 3 || sample.includes('"')) return false;
  return rows.every((words) => words.length === header.length && words.some((word) => /^-?[\d.]+$/.test(word)));
}
