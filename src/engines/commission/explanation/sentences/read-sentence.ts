import type { LocalText } from '#kernel/local-text.ts';
import { sentenceReader } from '#kernel/sentences/sentence-reader.ts';
import { type PlanTexts, say } from '../plan-texts.ts';
import { calculationWarnings } from './calculation-warnings.ts';
import { creditReasons } from './credit-reasons.ts';
import { lineNotes } from './line-notes.ts';
import { planProblems } from './plan-problems.ts';
import { wordOf } from './words.ts';

const known = sentenceReader([...calculationWarnings, ...creditReasons, ...planProblems, ...lineNotes]);

/**
 * What the engine said in English, in every language. The sentences it knows are listed beside this file; stored statements keep
 * their bytes, so they are read back rather than written anew. What people wrote themselves stays as it is.
 */
export function readSentence(text: string): PlanTexts {
  const read = known(text, nameOf);
  return read === undefined ? say(text, text, text) : say(text, read['zh-Hans'], read['zh-Hant']);
}

/** Whether the text is one of the engine's sentences, or several joined. */
export function isSentence(text: string): boolean {
  return known(text) !== undefined;
}

function nameOf(word: string): LocalText {
  const { en, zh, zhHant } = wordOf(word);
  return { en, 'zh-Hans': zh, 'zh-Hant': zhHant };
}
