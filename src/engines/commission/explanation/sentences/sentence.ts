/**
 * A sentence of the engine in every language, with named places: '{days} of {all} days'. A place that holds a sentence itself is
 * written {=problem}; one that holds words of the plan language, {-what}.
 */
export interface Sentence {
  readonly en: string;
  readonly zh: string;
  readonly zhHant: string;
}

export function sentence(en: string, zh: string, zhHant: string): Sentence {
  return { en, zh, zhHant };
}
