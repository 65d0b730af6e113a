import { unusable } from '#kernel/unusable-data.ts';
import type { Encoding } from '#platform/tabular/encoding.ts';
import { openText } from '#platform/tabular/open-source.ts';
import { RowSplitter } from '#platform/tabular/split-rows.ts';

/**
 * Reads one basket a line: items set apart by commas, semicolons, tabs or bars (whichever occurs most in the first
 * lines; blanks when none does and all words are numbers, as in the FIMI files), or by the delimiter given.
 */
export async function readBasketLines(path: string, encoding?: Encoding, delimiter?: string): Promise<string[][]> {
  const source = await openText(path, encoding);
  const baskets: string[][] = [];
  let splitter: RowSplitter | undefined;
  const take = (text: string, last: boolean): void => {
    splitter ??= new RowSplitter(delimiter ?? guessItemDelimiter(text));
    for (const row of splitter.push(text, last).rows) {
      const items = row.map((item) => item.replace(/^\uFEFF/, '').trim()).filter((item) => item !== '');
      if (items.length > 0) baskets.push(items);
    }
  };
  for await (const chunk of source.chunks) take(chunk, false);
  take('', true);
  if (baskets.length === 0) throw unusable('one basket a line; the file is empty', { file: source.name, line: 1 });
  const [problem] = splitter?.problems ?? [];
  if (problem !== undefined) {
    throw unusable(`whole lines (${problem.problem})`, { file: source.name, line: problem.line });
  }
  return baskets;
}

function guessItemDelimiter(sample: string): string {
  const head = sample.slice(0, 1 << 16).replaceAll(/"[^"\n]*"/g, '');
  const counted = [',', ';', '\t', '|'].map((mark) => ({ mark, count: head.split(mark).length - 1 }));
  const best = counted.reduce((a, b) => (b.count > a.count ? b : a));
  if (best.count > 0) return best.mark;
  return /^[\d\s]+$/.test(head) ? ' ' : ',';
}
