import { isCjk, runsOf } from './search-text.ts';

/** More words than this in one search do not make it more exact. */
const mostTerms = 12;
const longestWord = 64;

/**
 * What a person typed, as text for to_tsquery('simple', …) over `searchText`; undefined when nothing in it can be searched
 * (blank, only signs or emoji). Every part must be found: 汉字 by pairs of neighbours (one character alone as the beginning of a pair),
 * anything else as the beginning of a word, of a pinyin reading or of pinyin initials; 'heng tai' also finds 恒泰.
 * Words hold only letters and digits and stand in quotes, so no operator of the query language can be smuggled in.
 */
export function searchQuery(text: string): string | undefined {
  const terms: string[] = [];
  const latin: string[] = [];
  for (const run of runsOf(text)) {
    if (terms.length + latin.length >= mostTerms) break;
    if (isCjk(run)) terms.push(...partsOf(Array.from(run)).slice(0, mostTerms));
    else latin.push(Array.from(run).slice(0, longestWord).join(''));
  }
  if (latin.length > 0) {
    const each = latin.map((word) => `${quoted(word)}:*`).join(' & ');
    const joined = latin.join('').slice(0, longestWord);
    terms.push(latin.length > 1 && /^[a-z]+$/.test(joined) ? `(${each} | ${quoted(joined)}:*)` : each);
  }
  return terms.length === 0 ? undefined : terms.join(' & ');
}

function partsOf(characters: readonly string[]): string[] {
  if (characters.length === 1) return [`${quoted(characters[0])}:*`];
  return [...new Set(characters.slice(1).map((character, i) => quoted(characters[i] + character)))];
}

function quoted(word: string): string {
  return `'${word}'`;
}
