/** The same sentence in every language. What the author of a plan wrote is taken as it is: in `en` and `zh`. */
export interface PlanTexts {
  readonly en: string;
  readonly zh: string;
  readonly zhHant: string;
}

export function say(en: string, zh: string, zhHant: string): PlanTexts {
  return { en, zh, zhHant };
}
