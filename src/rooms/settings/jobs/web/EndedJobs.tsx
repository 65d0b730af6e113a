import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { fetchValue } from '#web/api/request.ts';
import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { Tone } from '#web/components/Tone.tsx';
import { ToldText } from '#web/components/ToldText.tsx';
import { formatDuration, formatInstant } from '#web/format/date.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { JobFileLink } from './JobFileLink.tsx';
import type { Act } from './JobsPage.tsx';
import { jobWords } from './job-words.ts';
import { type Job, type JobPage, changeJob, jobsPath } from './jobs-api.ts';

const tones = { done: 'good', failed: 'bad', cancelled: 'neutral' } as const;
const everyEnd = 'done,failed,cancelled';

/** Jobs of the last month, newest first; what failed or was cancelled can run again. */
export function EndedJobs({ act }: { readonly act: Act }) {
  const say = useWords(jobWords);
  const reader = useReader();
  const [state, setState] = useState(everyEnd);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['live', 'job', 'ended', state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      fetchValue<JobPage>(jobsPath, { query: { state, limit: 30, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 5000,
  });
  const jobs = data?.pages.flatMap((page) => page.items) ?? [];
  const took = (job: Job): string =>
    job.startedAt === null || job.finishedAt === null
      ? '–'
      : formatDuration((Date.parse(job.finishedAt) - Date.parse(job.startedAt)) / 1000, reader.language);
  return (
    <Section title={say('ended')}>
      <SegmentedControl
        aria-label={say('only')}
        size="xs"
        mb={8}
        value={state}
        onChange={setState}
        data={[
          { value: everyEnd, label: say('all') },
          { value: 'done', label: say('done') },
          { value: 'failed', label: say('failed') },
          { value: 'cancelled', label: say('cancelled') },
        ]}
      />
      {isPending ? (
        <RowSkeletons rows={4} />
      ) : error !== null ? (
        <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : jobs.length === 0 ? (
        <p style={{ color: 'var(--qd-muted)', margin: 0 }}>{say('nothingEnded')}</p>
      ) : (
        <PlainTable
          label={say('ended')}
          columns={[
            { label: say('what') },
            { label: say('who') },
            { label: say('state') },
            { label: say('when') },
            { label: say('took'), align: 'right' },
            { label: say('tries'), align: 'right' },
            { label: '' },
          ]}
        >
          {jobs.map((job) => (
            <tr key={job.id}>
              <td>
                {job.title[reader.language]}
                {job.problem === null ? null : (
                  <div style={{ color: 'var(--qd-bad)', fontSize: 13 }}>
                    <ToldText said={job.problem} />
                  </div>
                )}
              </td>
              <td>{job.personName ?? say('company')}</td>
              <td>
                {job.state in tones ? (
                  <Tone tone={tones[job.state as keyof typeof tones]}>{say(job.state as keyof typeof tones)}</Tone>
                ) : null}
              </td>
              <td>{formatInstant(job.finishedAt, reader.language, reader.timeZone)}</td>
              <td data-align="right">{took(job)}</td>
              <td data-align="right">{say('triesOf', { tries: job.attempts, most: job.mostAttempts })}</td>
              <td>
                {job.state === 'done' ? (
                  <JobFileLink job={job} />
                ) : (
                  <Button size="xs" variant="default" onClick={() => void act(changeJob(job.id, 'retry'))}>
                    {say('retry')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </PlainTable>
      )}
      {hasNextPage ? (
        <Button size="xs" variant="default" mt={12} onClick={() => void fetchNextPage()}>
          {say('more')}
        </Button>
      ) : null}
    </Section>
  );
}
