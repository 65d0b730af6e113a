import { useEffect, useMemo } from 'react';
import { knownSpeech, loadSpeech } from '#web/api/product-speech.ts';
import type { ProblemDocument } from '#web/api/problem.ts';
import { useLanguage } from '#web/i18n/language-context.tsx';
import { useParts, useSession, wholeKind } from '#web/shell/app-context.ts';
import { useWatched } from '#web/state/watched.ts';
import type { FileMapping, UploadedFile } from './imports-api.ts';
import { problemNames } from './problem-names.ts';

export interface ToldImport {
  /** A problem or warning in the reader's language; `column` is where it stands. */
  readonly tell: (problem: string, column?: string | null) => string;
  /** The column of the file, or the name of the field that no column fills. */
  readonly column: (name: string | null) => string;
  /** A problem whose words are those of the file. */
  readonly document: (problem: ProblemDocument) => ProblemDocument;
}

const noMapping: FileMapping = { file: '', records: [] };

/** Tells what an import says in the reader's language, with the names of the file. */
export function useToldImport(
  upload?: Pick<UploadedFile, 'fileName' | 'header'>,
  mapping: FileMapping = noMapping,
): ToldImport {
  const { language } = useLanguage();
  const session = useSession();
  const parts = useParts();
  const speech = useWatched(knownSpeech);
  useEffect(() => void loadSpeech(), []);
  return useMemo(() => {
    const kinds = parts.kinds.map((kind) => wholeKind(kind, session));
    const named = { fileName: upload?.fileName ?? '', mapping, kinds };
    const nameOf = problemNames(named);
    const tell = (problem: string, column: string | null = null): string =>
      problem
        .split('\n')
        .map((line) => speech?.read(line, column === null ? nameOf : problemNames(named, column))?.[language] ?? line)
        .join('\n');
    return {
      tell,
      column: (name) =>
        name === null || upload?.header.includes(name) === true ? (name ?? '') : (nameOf(name)?.[language] ?? name),
      document: (problem) => ({
        ...problem,
        detail: problem.detail === undefined ? undefined : tell(problem.detail),
        errors: problem.errors?.map(({ field, found, expected }) => ({
          field: tell(field),
          found: found === undefined ? undefined : tell(found),
          expected: tell(expected),
        })),
      }),
    };
  }, [language, session, parts, speech, upload, mapping]);
}
