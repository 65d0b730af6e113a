import { useCallback, useState } from 'react';
import { type ProblemDocument, localProblem } from '#web/api/problem.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { importWords } from './import-words.ts';
import { type FileMapping, type ImportJob, readJob, startRun } from './imports-api.ts';

const pollMs = 400;

/** Runs an import on the server and follows it; the work goes on there even when the page is closed. */
export function useImportRun() {
  const say = useWords(importWords);
  const [job, setJob] = useState<ImportJob>();
  const [nowMs, setNowMs] = useState(0);
  const start = useCallback(
    async (id: string, mapping: FileMapping, dryRun: boolean): Promise<ProblemDocument | undefined> => {
      const started = await startRun(id, mapping, dryRun);
      if (!started.ok) return started.problem;
      setJob(started.value);
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, pollMs));
        const answer = await readJob(id);
        if (!answer.ok) return answer.problem;
        setJob(answer.value);
        setNowMs(Date.now());
        if (answer.value.state === 'finished') return undefined;
        if (answer.value.state !== 'running')
          return { ...localProblem('aborted', answer.value.problem ?? say('cancelled')), status: 422 };
      }
    },
    [say],
  );
  return { job, start, nowMs };
}
