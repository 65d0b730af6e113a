import { type Language, type LocalText, text } from '#kernel/local-text.ts';
import type { Sentence } from './sentence.ts';

/** What a word of the program is called; undefined when it has no other name. */
export type WordNames = (word: string) => LocalText | undefined;

/** What was said in English, in every language; undefined when it is none of the known sentences. */
export type SentenceReader = (said: string, nameOf?: WordNames) => LocalText | undefined;

interface Readable {
  readonly sentence: Sentence;
  readonly pattern: RegExp;
  readonly places: readonly string[];
}

const place = /\{([=-]?)(\w+)\}/g;

/**
 * Reads English texts back into every language: what is kept and sent stays the same text for everyone, and is told to each
 * reader in the own language. Of the sentences that fit, the first is taken whose own sentences are known too.
 */
export function sentenceReader(sentences: readonly Sentence[]): SentenceReader {
  const readable = sentences.map(patternOf);
  const known = (said: string, nameOf: WordNames): LocalText | undefined => {
    let partly: LocalText | undefined;
    for (const one of readable) {
      const found = one.pattern.exec(said);
      if (found === null) continue;
      const { told, whole } = filled(one, found, read, nameOf);
      if (whole) return told;
      partly ??= told;
    }
    return partly;
  };
  const read: SentenceReader = (said, nameOf = nothing) => joined(said, nameOf, known) ?? known(said, nameOf);
  return read;
}

const nothing: WordNames = () => undefined;

function patternOf(sentence: Sentence): Readable {
  const parts = sentence.en.split(/\{[=-]?\w+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const places = Array.from(sentence.en.matchAll(place), ([, , name]) => name);
  return { sentence, places, pattern: new RegExp(`^${parts.join('(.+?)')}$`, 's') };
}

/** The sentence with what stands in its places: sentences are read in turn, words named; anything else stays as it is. */
function filled(
  { sentence, places }: Readable,
  found: RegExpExecArray,
  read: SentenceReader,
  nameOf: WordNames,
): { readonly told: LocalText; readonly whole: boolean } {
  const values = new Map(places.map((name, i) => [name, found[i + 1]]));
  const others = new Map<string, LocalText | undefined>();
  for (const [whole, mark, name] of sentence.en.matchAll(place)) {
    const value = values.get(name) ?? '';
    if (mark !== '') others.set(whole, mark === '=' ? read(value, nameOf) : nameOf(value));
  }
  const fill = (language: Language): string =>
    sentence[language].replaceAll(place, (whole, _mark: string, name: string) => {
      const other = others.get(whole);
      return other === undefined ? (values.get(name) ?? '') : other[language];
    });
  const whole = [...others].every(([name, other]) => other !== undefined || name.startsWith('{-'));
  return { told: text(fill('en'), fill('zh-Hans'), fill('zh-Hant')), whole };
}

/** Several sentences in one: only where each of them is known. */
function joined(
  said: string,
  nameOf: WordNames,
  known: (part: string, nameOf: WordNames) => LocalText | undefined,
): LocalText | undefined {
  const parts = said.split('; ');
  if (parts.length < 2) return undefined;
  const read = parts.map((part) => known(part, nameOf));
  if (!read.every((part) => part !== undefined)) return undefined;
  const [en, hans, hant] = (['en', 'zh-Hans', 'zh-Hant'] as const).map((language) =>
    read.map((part) => part[language]).join(language === 'en' ? '; ' : '；'),
  );
  return text(en, hans, hant);
}
