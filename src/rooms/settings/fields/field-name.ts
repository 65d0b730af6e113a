import type { LocalText } from '#kernel/local-text.ts';
import { readingsOf } from '#platform/search/pinyin.ts';

/** The name a field goes by over the API, from its label: 'Budget approved' → xBudgetApproved, '预算' → xYuSuan. */
export function fieldNameFrom(label: LocalText, taken: ReadonlySet<string>): string {
  const words = latinWords(label.en);
  const base = (words.length > 0 ? words : pinyinWords(label['zh-Hans'])).join('').slice(0, 34);
  const name = `x${/^[A-Z]/.test(base) ? base : `F${base}`}`;
  if (!taken.has(name)) return name;
  let copy = 2;
  while (taken.has(`${name}${copy}`)) copy += 1;
  return `${name}${copy}`;
}

function latinWords(text: string): string[] {
  return (text.normalize('NFKD').match(/[A-Za-z0-9]+/g) ?? []).map(capitalised);
}

function pinyinWords(text: string): string[] {
  const characters = Array.from(text.normalize('NFKC')).filter((one) => /[\p{Script=Han}A-Za-z0-9]/u.test(one));
  return readingsOf(characters)
    .map((reading) => reading.replaceAll(/[^A-Za-z0-9]/g, ''))
    .filter((reading) => reading !== '')
    .map(capitalised);
}

function capitalised(word: string): string {
  return word[0].toUpperCase() + word.slice(1).toLowerCase();
}
