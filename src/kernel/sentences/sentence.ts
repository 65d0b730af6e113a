import { type LocalText, text } from '#kernel/local-text.ts';

/**
 * A sentence in every language, with named places: '{days} of {all} days'. A place that holds a sentence itself is written
 * {=problem}; one that holds words of the program (a field, a kind of record, a measure), {-what}.
 */
export type Sentence = LocalText;

export const sentence: (en: string, hans: string, hant: string) => Sentence = text;
