import { type Language, type LocalText, languages, text } from '#kernel/local-text.ts';
import { type RecordKind, fieldOf } from '#kernel/record-kind.ts';
import type { WordNames } from './sentence-reader.ts';

/** What kinds of records, their fields and the choices of these are called; where kinds differ, as the `first` says. */
export function recordNames(kinds: readonly RecordKind[], first?: RecordKind): WordNames {
  const inOrder = first === undefined ? kinds : [first, ...kinds];
  return (word) => {
    const kind = kinds.find((one) => one.kind === word);
    if (kind !== undefined) return { ...kind.label, en: kind.label.en.toLowerCase() };
    for (const one of inOrder) {
      const field = fieldOf(one, word);
      if (field !== undefined) return field.label;
    }
    return first?.fields.flatMap(({ choices = [] }) => choices).find(({ value }) => value === word)?.label;
  };
}

/** What the path of a field in a request is called: 'stages.2.name' → 'Stages 3 · Name'. A part without a name stays as it is. */
export function pathName(path: string, nameOf: WordNames): LocalText {
  const whole = nameOf(path);
  if (whole !== undefined) return whole;
  const inLanguage = (language: Language): string =>
    path
      .split('.')
      .map((part) => (/^\d+$/.test(part) ? `${Number(part) + 1}` : (nameOf(part)?.[language] ?? part)))
      .reduce((before, part) => `${before}${/^\d+$/.test(part) ? ' ' : ' · '}${part}`);
  const [hans, hant, en] = languages.map(inLanguage);
  return text(en, hans, hant);
}
