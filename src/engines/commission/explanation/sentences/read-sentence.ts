import { type PlanTexts, say } from '../plan-texts.ts';
import { calculationWarnings } from './calculation-warnings.ts';
import { creditReasons } from './credit-reasons.ts';
import { lineNotes } from './line-notes.ts';
import { planProblems } from './plan-problems.ts';
import type { Sentence } from './sentence.ts';
import { wordOf } from './words.ts';

interface Readable extends Sentence {
  readonly pattern: RegExp;
  readonly places: readonly string[];
}

const place = /\{([=-]?)(\w+)\}/g;

const sentences = [...calculationWarnings, ...creditReasons, ...planProblems, ...lineNotes].map((one): Readable => {
  const places: string[] = [];
  const parts = one.en.split(/\{[=-]?\w+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  for (const [, , name] of one.en.matchAll(place)) places.push(name);
  return { ...one, places, pattern: new RegExp(`^${parts.join('(.+?)')}$`, 's') };
});

/**
 * What the engine said in English, in every language. The sentences it knows are listed beside this file; stored statements keep
 * their bytes, so they are read back rather than written anew. What people wrote themselves stays as it is.
 */
export function readSentence(text: string): PlanTexts {
  return joined(text) ?? known(text) ?? say(text, text, text);
}

/** Whether the text is one of the engine's sentences, or several joined. */
export function isSentence(text: string): boolean {
  return (joined(text) ?? known(text)) !== undefined;
}

function known(text: string): PlanTexts | undefined {
  for (const one of sentences) {
    const found = one.pattern.exec(text);
    if (found === null) continue;
    const values = new Map(one.places.map((name, i) => [name, found[i + 1]]));
    const fill = (template: string, language: keyof PlanTexts): string =>
      template.replaceAll(place, (_all, mark: string, name: string) => {
        const value = values.get(name) ?? '';
        return mark === '=' ? readSentence(value)[language] : mark === '-' ? wordOf(value)[language] : value;
      });
    return say(text, fill(one.zh, 'zh'), fill(one.zhHant, 'zhHant'));
  }
  return undefined;
}

/** Several sentences in one: only where each of them is known. */
function joined(text: string): PlanTexts | undefined {
  const parts = text.split('; ');
  if (parts.length < 2) return undefined;
  const read = parts.map(known);
  if (read.some((part) => part === undefined)) return undefined;
  return say(text, read.map((part) => part!.zh).join('；'), read.map((part) => part!.zhHant).join('；'));
}
