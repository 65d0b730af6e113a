import { type Language, type LocalText, text } from '#kernel/local-text.ts';
import type { Sentence, SpokenPart } from './sentence.ts';

/** What a word of the program is called; undefined when it has no other name. */
export type WordNames = (word: string) => LocalText | undefined;

/** What was said in English, in every language; undefined when it is none of the known sentences. */
export type SentenceReader = (said: string, nameOf?: WordNames) => LocalText | undefined;

interface Readable {
  readonly sentence: Sentence;
  readonly pattern: RegExp;
  /** The longest part of it between places: a text without it is not this sentence, which is sooner seen than by the pattern. */
  readonly mark: string;
  readonly places: readonly string[];
  /** How many characters of it do not stand in places. */
  readonly own: number;
  /** Words that mean something of their own in this sentence. */
  readonly words: NonNullable<SpokenPart['words']>;
}

const place = /\{([=-]?)(\w+)\}/g;

/**
 * Reads English texts back into every language: what is kept and sent stays the same text for everyone, and is told to each
 * reader in the own language. Of the sentences that fit, the one that explains most of what was said is taken.
 */
export function sentenceReader(sentences: readonly Sentence[]): SentenceReader {
  return readerOfParts([{ sentences }]);
}

/** The same for what all parts of the product say, each with words of its own. */
export function readerOfParts(parts: readonly SpokenPart[]): SentenceReader {
  const readable = parts
    .flatMap(({ sentences, words = {} }) => sentences.map((sentence) => patternOf(sentence, words)))
    .toSorted((left, right) => right.own - left.own);
  const known: Reading = (said, nameOf) => {
    let best: Told | undefined;
    for (const one of readable) {
      const found = said.includes(one.mark) ? one.pattern.exec(said) : null;
      if (found === null) continue;
      const now = filled(one, found, read, nameOf);
      if (best === undefined || now.explained > best.explained) best = now;
    }
    return best;
  };
  const read: Reading = (said, nameOf) => {
    const [whole, parted] = [known(said, nameOf), joined(said, nameOf, known)];
    return (parted?.explained ?? 0) > (whole?.explained ?? 0) ? parted : whole;
  };
  return (said, nameOf = nothing) => read(said, nameOf)?.text;
}

/** What was said, told in every language. */
interface Told {
  readonly text: LocalText;
  /** How many characters of it were told: the others stood in places and stay as they are. */
  readonly explained: number;
}

type Reading = (said: string, nameOf: WordNames) => Told | undefined;

const nothing: WordNames = () => undefined;

function patternOf(sentence: Sentence, words: NonNullable<SpokenPart['words']>): Readable {
  const parts = sentence.en.split(/\{[=-]?\w+\}/);
  const places = Array.from(sentence.en.matchAll(place), ([, , name]) => name);
  const escaped = parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return {
    sentence,
    words,
    places,
    own: parts.join('').length,
    mark: parts.reduce((longest, part) => (part.length > longest.length ? part : longest)),
    pattern: new RegExp(`^${escaped.join('(.+?)')}$`, 's'),
  };
}

/** The sentence with what stands in its places: sentences are read in turn, words named; anything else stays as it is. */
function filled(
  { sentence, places, words, own }: Readable,
  found: RegExpExecArray,
  read: Reading,
  nameOf: WordNames,
): Told {
  const values = new Map(places.map((name, i) => [name, found[i + 1]]));
  const named = namesOfLists((word) => (Object.hasOwn(words, word) ? words[word] : nameOf(word)));
  const others = new Map<string, Told>();
  for (const [whole, mark, name] of sentence.en.matchAll(place)) {
    const value = values.get(name) ?? '';
    const called = mark === '-' ? named(value) : undefined;
    const other = mark === '=' ? read(value, nameOf) : called && { text: called, explained: value.length };
    if (other !== undefined) others.set(whole, other);
  }
  const fill = (language: Language): string =>
    sentence[language].replaceAll(
      place,
      (whole, _mark: string, name: string) => others.get(whole)?.text[language] ?? values.get(name) ?? '',
    );
  return {
    text: text(fill('en'), fill('zh-Hans'), fill('zh-Hant')),
    explained: [...others.values()].reduce((sum, { explained }) => sum + explained, own),
  };
}

/** Names also what is a list: 'open, won or lost'. A word without a name stays as it is, unless none has one. */
function namesOfLists(nameOf: WordNames): WordNames {
  return (list) => {
    const whole = nameOf(list);
    if (whole !== undefined || !/, | or /.test(list)) return whole;
    const words = list.split(/(, | or )/).map((word, i) => (i % 2 === 0 ? nameOf(word) : commas[word]) ?? word);
    if (!words.some((word, i) => i % 2 === 0 && typeof word !== 'string')) return undefined;
    const inLanguage = (language: Language): string =>
      words.map((word) => (typeof word === 'string' ? word : word[language])).join('');
    return text(inLanguage('en'), inLanguage('zh-Hans'), inLanguage('zh-Hant'));
  };
}

const commas: Readonly<Record<string, LocalText>> = { ', ': text(', ', '、', '、'), ' or ': text(' or ', '或', '或') };

/** Several sentences in one: only where each of them is known. */
function joined(said: string, nameOf: WordNames, known: Reading): Told | undefined {
  const parts = said.split('; ');
  if (parts.length < 2) return undefined;
  const told = parts.map((part) => known(part, nameOf));
  if (!told.every((part) => part !== undefined)) return undefined;
  const inLanguage = (language: Language): string =>
    told.map((part) => part.text[language]).join(language === 'en' ? '; ' : '；');
  return {
    text: text(inLanguage('en'), inLanguage('zh-Hans'), inLanguage('zh-Hant')),
    explained: told.reduce((sum, { explained }) => sum + explained, 0),
  };
}
