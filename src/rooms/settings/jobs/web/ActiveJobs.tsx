import { useQuery } from '@tanstack/react-query';
import { problemOf } from '#web/api/problem.ts';
import { fetchValue } from '#web/api/request.ts';
import { Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { ProgressPanel } from '#web/components/ProgressPanel.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { formatInstant } from '#web/format/date.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { useToldText } from '#web/shell/use-told-problem.ts';
import type { Act } from './JobsPage.tsx';
import { jobWords } from './job-words.ts';
import { type Job, type JobPage, changeJob, jobsPath } from './jobs-api.ts';

/** Running and waiting jobs with how far they are; looked at again every second while there are any. */
export function ActiveJobs({ act }: { readonly act: Act }) {
  const say = useWords(jobWords);
  const reader = useReader();
  const tell = useToldText();
  const { data, error, isPending, refetch, dataUpdatedAt } = useQuery({
    queryKey: ['live', 'job', 'active'],
    queryFn: ({ signal }) => fetchValue<JobPage>(jobsPath, { query: { state: 'running,waiting', limit: 100 }, signal }),
    refetchInterval: (query) => ((query.state.data?.items.length ?? 0) > 0 ? 1000 : 5000),
  });
  const messageOf = (job: Job): string | undefined => {
    if (job.cancelRequested) return say('stopping');
    if (job.state === 'waiting' && job.problem !== null)
      return `${tell(job.problem)} · ${say('againAt', { time: formatInstant(job.runAt, reader.language, reader.timeZone) })}`;
    return job.message?.[reader.language];
  };
  return (
    <Section title={say('active')}>
      {isPending ? (
        <RowSkeletons rows={2} />
      ) : error !== null ? (
        <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : data.items.length === 0 ? (
        <p style={{ color: 'var(--qd-muted)', margin: 0 }}>{say('nothingActive')}</p>
      ) : (
        data.items.map((job) => (
          <ProgressPanel
            key={job.id}
            title={`${job.title[reader.language]} · ${job.personName ?? say('company')}`}
            state={job.state}
            done={job.done}
            total={job.total ?? undefined}
            startedAt={job.startedAt ?? undefined}
            nowMs={dataUpdatedAt}
            message={messageOf(job)}
            onCancel={job.cancelRequested ? undefined : () => void act(changeJob(job.id, 'cancellation'))}
          />
        ))
      )}
    </Section>
  );
}
