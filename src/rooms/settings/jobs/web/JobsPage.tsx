import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProblemDocument } from '#web/api/problem.ts';
import type { Answer } from '#web/api/request.ts';
import { Page } from '#web/components/Page.tsx';
import { PageBody } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { ActiveJobs } from './ActiveJobs.tsx';
import { EndedJobs } from './EndedJobs.tsx';
import { Schedules } from './Schedules.tsx';
import { jobWords } from './job-words.ts';

/** What runs, what waits, what ended, and what comes round by itself. */
export function JobsPage() {
  const say = useWords(jobWords);
  const { rights } = useSession();
  const client = useQueryClient();
  const [problem, setProblem] = useState<ProblemDocument>();
  const act = async (work: Promise<Answer<unknown>>): Promise<boolean> => {
    const answer = await work;
    setProblem(answer.ok ? undefined : answer.problem);
    await client.invalidateQueries({ queryKey: ['live', 'job'] });
    return answer.ok;
  };
  return (
    <Page title={say('title')}>
      <PageBody>
        {problem === undefined ? null : <ProblemView problem={problem} />}
        <ActiveJobs act={act} />
        <EndedJobs act={act} />
        {rights.includes('settings.schedules') ? <Schedules act={act} /> : null}
      </PageBody>
    </Page>
  );
}

/** Does something on the server, shows what was refused, and looks again. */
export type Act = (work: Promise<Answer<unknown>>) => Promise<boolean>;
