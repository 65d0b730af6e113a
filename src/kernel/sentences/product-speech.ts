import type { LocalText } from '#kernel/local-text.ts';
import { type SentenceReader, readerOfParts } from './sentence-reader.ts';
import type { SpokenPart } from './sentence.ts';

/** What the whole product says in English, ready to be read in every language. */
export interface ProductSpeech {
  readonly read: SentenceReader;
  /** What fields of forms and requests are called that are no fields of records. */
  readonly words: Readonly<Record<string, LocalText>>;
}

export function productSpeech(parts: readonly SpokenPart[]): ProductSpeech {
  return {
    read: readerOfParts(parts),
    words: Object.assign({}, ...parts.map(({ words }) => words)) as ProductSpeech['words'],
  };
}
