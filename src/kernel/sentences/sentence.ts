import { type LocalText, text } from '#kernel/local-text.ts';

/**
 * A sentence in every language, with named places: '{days} of {all} days'. A place that holds a sentence itself is written
 * {=problem}; one that holds words of the program (a field, a kind of record, a measure), {-what}.
 */
export type Sentence = LocalText;

export const sentence: (en: string, hans: string, hant: string) => Sentence = text;

/** What one part of the product says in English where others read it: what it refuses, most of all. */
export interface SpokenPart {
  readonly sentences: readonly Sentence[];
  /** What the words in the places {-…} of these sentences are called: states, parts of a form; also the fields at fault. */
  readonly words?: Readonly<Record<string, LocalText>>;
}
