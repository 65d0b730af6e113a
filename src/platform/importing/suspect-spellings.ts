import { ownText } from '#kernel/own-text.ts';

/** Business words that industry, source and channel columns are made of; a value one slip away from one is worth a look. */
const knownWords = new Set(
  (
    'technology software hardware medical healthcare pharmaceutical finance financial banking insurance retail wholesale services service marketing ' +
    'advertising entertainment media employment education government manufacturing automotive aerospace electronics energy utilities telecommunications ' +
    'telecom construction transportation logistics agriculture hospitality consulting chemical consumer machinery textile website referral partner ' +
    'exhibition campaign advertisement online offline direct dealer distributor marketplace'
  ).split(' '),
);

/** Distinct values followed per column; a column with more is free text and not looked at. */
const mostValues = 60;

/** Watches the distinct values of one text column and names those that look like a slip of the pen. */
export class SpellingWatch {
  #values: Map<string, { line: number; count: number }> | undefined = new Map();

  see(text: string, line: number): void {
    if (this.#values === undefined || text === '') return;
    const found = this.#values.get(text);
    if (found !== undefined) found.count += 1;
    else if (this.#values.size >= mostValues) this.#values = undefined;
    else this.#values.set(ownText(text), { line, count: 1 });
  }

  /** Values one slip (a letter missing, added, changed or two swapped) away from a known word, or from a far commoner value. */
  suspects(): { value: string; meant: string; line: number; count: number }[] {
    const values = [...(this.#values ?? [])];
    return values.flatMap(([value, { line, count }]) => {
      const folded = value.toLowerCase();
      if (folded.length < 6 || knownWords.has(folded) || !/^[a-z]+$/.test(folded)) return [];
      const meant =
        [...knownWords].find((word) => oneSlip(folded, word)) ??
        values.find(([other, seen]) => seen.count >= count * 10 && oneSlip(folded, other.toLowerCase()))?.[0];
      return meant === undefined ? [] : [{ value, meant, line, count }];
    });
  }
}

/** Damerau-Levenshtein distance of exactly one. */
export function oneSlip(left: string, right: string): boolean {
  if (left === right || Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < Math.min(left.length, right.length) - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const [a, b] = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
  return (a.length <= 1 && b.length <= 1) || (a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0]);
}
