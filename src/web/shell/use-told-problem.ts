import { use, useEffect, useMemo } from 'react';
import type { Language, LocalText } from '#kernel/local-text.ts';
import { type RecordKind, fieldOf } from '#kernel/record-kind.ts';
import { pathName, recordNames } from '#kernel/sentences/record-names.ts';
import type { ProductSpeech } from '#kernel/sentences/product-speech.ts';
import type { WordNames } from '#kernel/sentences/sentence-reader.ts';
import { type ProblemDocument, problemCode } from '#web/api/problem.ts';
import { knownSpeech, loadSpeech } from '#web/api/product-speech.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useWatched } from '#web/state/watched.ts';
import { SessionContext, useParts, wholeKind } from './app-context.ts';

export interface ToldProblem {
  /** A text of the server in the reader's language; as it is when it is none of the known sentences. */
  readonly text: (said: string) => string;
  /** What happened, in one line. */
  readonly line: (problem: ProblemDocument) => string;
  /** What happened, and each field at fault by its name. What only repeats the first or says nothing to people is left out. */
  readonly document: (problem: ProblemDocument) => ProblemDocument;
  /** Field → what is expected there, for forms. */
  readonly atFields: (problem: ProblemDocument | undefined) => Readonly<Record<string, string>>;
}

/** Tells problems in the reader's language, with fields and kinds by their names; `kind` is the one the screen is about. */
export function useToldProblem(kind?: RecordKind): ToldProblem {
  const { language } = useLanguage();
  const say = useWords(shellWords);
  const session = use(SessionContext);
  const parts = useParts();
  const speech = useWatched(knownSpeech);
  return useMemo(() => {
    const whole = (one: RecordKind): RecordKind => (session === undefined ? one : wholeKind(one, session));
    const first = kind && whole(kind);
    const nameOf = recordNames(parts.kinds.map(whole), first);
    // A handler that asked before the sentences were loaded tells the answer after.
    const known = () => knownSpeech.now() ?? speech;
    const text = (said: string): string => known()?.read(said, nameOf)?.[language] ?? said;
    const fieldNames: WordNames = (word) =>
      (first && fieldOf(first, word)?.label) ?? ownWord(known(), word) ?? nameOf(word);
    const line = (problem: ProblemDocument): string => {
      if (problemCode(problem) === 'unreachable') return say('unreachable');
      if (problemCode(problem) === 'invalid-request') return say('invalidRequest', { problem: firstError(problem) });
      return problem.detail === undefined ? say('errorTitle') : asSentence(text(problem.detail));
    };
    const fieldOfError = (name: string): string => {
      const read = known()?.read(name, nameOf)?.[language];
      return read ?? (name === '' ? '' : pathName(name, fieldNames)[language]);
    };
    const firstError = ({ errors = [], detail = '' }: ProblemDocument): string => {
      const [error] = errors;
      return error === undefined
        ? text(detail)
        : `${say('atField', { field: fieldOfError(error.field) })}${text(error.expected)}`;
    };
    return {
      text,
      line,
      document: (problem) => ({
        ...problem,
        detail: problem.detail === undefined ? undefined : asSentence(text(problem.detail)),
        errors: problem.errors
          ?.filter(({ field, expected }) => expected !== problem.detail && !versions.has(field))
          .map(({ field, found, expected }) => ({
            field: fieldOfError(field),
            found:
              found === undefined || isId(found) || field === 'state'
                ? undefined
                : (choiceName(first, field, found, language) ?? text(found)),
            expected: text(expected),
          })),
      }),
      atFields: (problem) =>
        Object.fromEntries((problem?.errors ?? []).map(({ field, expected }) => [field, asSentence(text(expected))])),
    };
  }, [language, say, session, parts, speech, kind]);
}

/** Tells texts that a page shows although nothing went wrong on it: why a job failed, say. The sentences are loaded with the page. */
export function useToldText(): ToldProblem['text'] {
  useEffect(() => void loadSpeech(), []);
  return useToldProblem().text;
}

/** Fields that hold what only programs compare. */
const versions = new Set(['version', 'If-Match']);

/** English sentences are kept without a capital, for they stand in others too. */
const asSentence = (told: string): string => told.charAt(0).toUpperCase() + told.slice(1);

function ownWord(speech: ProductSpeech | undefined, word: string): LocalText | undefined {
  return speech !== undefined && Object.hasOwn(speech.words, word) ? speech.words[word] : undefined;
}

const isId = (found: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(found);

function choiceName(
  kind: RecordKind | undefined,
  field: string,
  found: string,
  language: Language,
): string | undefined {
  const { choices = [] } = (kind && fieldOf(kind, field)) ?? {};
  return choices.find(({ value }) => value === found)?.label[language];
}
