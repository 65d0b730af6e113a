import i18next from 'i18next';
import { type Language, type LocalText, languages } from '#kernel/local-text.ts';
import { formatNumber } from '#web/format/number.ts';

type Table = Readonly<Record<string, LocalText>>;
/** English numbers need `rows_one` and `rows_other`; the screens ask for `rows`. */
type BaseKey<Key extends string> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;

/** The texts of one slice in all languages, under a name of its own. */
export interface Words<Key extends string = string> {
  readonly namespace: string;
  readonly table: Table;
  /** Only for the types: the keys that can be asked for. */
  readonly keys?: Key;
}

export type Say<Key extends string> = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

const engine = i18next.createInstance();
void engine.init({
  initAsync: false,
  lng: 'en',
  fallbackLng: false,
  ns: [],
  resources: {},
  interpolation: { escapeValue: false },
  nsSeparator: false,
  keySeparator: false,
});

/**
 * Declares the texts of a slice. Values stand in double braces: `{{name}}`; with `count`, English chooses between
 * `key_one` and `key_other` (中文 has only `key_other`; put the same text in both).
 */
export function defineWords<const T extends Table>(
  namespace: string,
  table: T,
): Words<BaseKey<Extract<keyof T, string>>> {
  for (const language of languages) {
    const texts = Object.fromEntries(
      Object.entries(table).map(([key, words]) => [key, words[language].replaceAll('{{count}}', '{{countText}}')]),
    );
    engine.addResourceBundle(language, namespace, texts, false, true);
  }
  return { namespace, table };
}

const said = new WeakMap<Words, Map<Language, Say<string>>>();

/** The texts of a slice in one language: `say(words, 'en')('rows', { count: 3 })`. Asked again, it is the same function. */
export function say<Key extends string>(words: Words<Key>, language: Language): Say<Key> {
  const before = said.get(words) ?? new Map<Language, Say<string>>();
  const found = before.get(language) ?? sayAnew(words, language);
  said.set(words, before.set(language, found));
  return found;
}

function sayAnew(words: Words, language: Language): Say<string> {
  const fixed = engine.getFixedT(language, words.namespace) as (key: string, values: object) => string;
  const plain = new Map<string, string>();
  return (key, values) => {
    if (values === undefined) {
      const text = plain.get(key) ?? fixed(key, {});
      plain.set(key, text);
      return text;
    }
    const { count } = values;
    // Counts are read in the notation of the language: 12,456.
    const countText = typeof count === 'number' ? formatNumber(count, language) : count;
    return fixed(key, { ...values, countText });
  };
}
