import { useQuery } from '@tanstack/react-query';
import { problemOf } from '#web/api/problem.ts';
import { fetchValue } from '#web/api/request.ts';
import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import type { Act } from './JobsPage.tsx';
import { ScheduleRow } from './ScheduleRow.tsx';
import { jobWords } from './job-words.ts';
import { type Schedule, schedulesPath } from './jobs-api.ts';

/** What comes round by itself; administrators change when, pause it, or run it now. */
export function Schedules({ act }: { readonly act: Act }) {
  const say = useWords(jobWords);
  const { timeZone } = useReader();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['live', 'job', 'schedules'],
    queryFn: ({ signal }) => fetchValue<{ readonly schedules: readonly Schedule[] }>(schedulesPath, { signal }),
    refetchInterval: 15_000,
  });
  return (
    <Section title={say('schedules')} hint={say('schedulesHint', { zone: timeZone })}>
      {isPending ? (
        <RowSkeletons rows={4} />
      ) : error !== null ? (
        <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : (
        <PlainTable
          label={say('schedules')}
          columns={[
            { label: say('schedule') },
            { label: say('rhythm') },
            { label: say('next') },
            { label: say('last') },
            { label: '' },
          ]}
        >
          {data.schedules.map((schedule) => (
            <ScheduleRow key={`${schedule.name} ${schedule.version}`} schedule={schedule} act={act} />
          ))}
        </PlainTable>
      )}
    </Section>
  );
}
