import type { PlanTexts } from '#engines/commission/explanation/plan-texts.ts';
import { readSentence } from '#engines/commission/explanation/sentences/read-sentence.ts';
import { wordOf } from '#engines/commission/explanation/sentences/words.ts';
import { labelOf } from '#engines/commission/explanation/phrases.ts';
import type { PlanDocument } from '#engines/commission/plan/schema.ts';
import { type LocalText, text } from '#kernel/local-text.ts';

/** The engine's words as a text in the product's languages. */
export function inWords({ en, zh, zhHant }: PlanTexts): LocalText {
  return text(en, zh, zhHant);
}

/** What the engine said of a line, an amount or a plan, in the product's languages. */
export function saidByEngine(sentence: string): LocalText {
  return inWords(readSentence(sentence));
}

/** What a person wrote: the same in every language. */
export function asWritten(words: string): LocalText {
  return text(words, words, words);
}

export function planName(document: PlanDocument): LocalText {
  return inWords(labelOf(document.name, document.plan));
}

/** What a plan measures, by the name that its author gave it where the plan language has no word of its own. */
export function measureName(measure: string): LocalText {
  return inWords(wordOf(measure));
}

const ownComponents: Readonly<Record<string, LocalText>> = {
  draw: text('Draw', '预支', '預支'),
  cap: text('Cap', '封顶', '封頂'),
  floor: text('Floor', '保底', '保底'),
  manual: text('Correction', '手工调整', '手動調整'),
};

/** The name of a component; those that the engine adds of its own have theirs here. */
export function componentName(document: PlanDocument, id: string): LocalText {
  const found = document.components.find((component) => component.id === id);
  if (found !== undefined) return inWords(labelOf(found.name, id));
  return ownComponents[id] ?? text(id, id, id);
}
