import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { RelativeInstant } from '#web/components/RelativeInstant.tsx';
import { Tone } from '#web/components/Tone.tsx';
import { toast } from '#web/components/toasts.ts';
import { formatInstant, weekdayName } from '#web/format/date.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import type { Act } from './JobsPage.tsx';
import { jobWords } from './job-words.ts';
import { rhythmOf } from './rhythm.ts';
import { type Schedule, changeSchedule, runSchedule } from './jobs-api.ts';

/** How often in words, the fields themselves on pointing at it; only the fields where there are no words for them. */
function RhythmText({ cron }: { readonly cron: string }) {
  const say = useWords(jobWords);
  const { language } = useReader();
  const rhythm = rhythmOf(cron);
  if (rhythm === undefined) return <code>{cron}</code>;
  const words = (): string => {
    switch (rhythm.every) {
      case 'minute':
        return say('everyMinute');
      case 'minutes':
        return say('everyMinutes', { minutes: rhythm.minutes });
      case 'day':
        return say('everyDay', { time: rhythm.time });
      case 'workingDay':
        return say('everyWorkingDay', { time: rhythm.time });
      case 'week':
        return say('everyWeek', { time: rhythm.time, weekday: weekdayName(rhythm.weekday, language) });
      case 'month':
        return say('everyMonth', { time: rhythm.time, day: rhythm.day });
    }
  };
  return <span title={cron}>{words()}</span>;
}

export function ScheduleRow({ schedule, act }: { readonly schedule: Schedule; readonly act: Act }) {
  const say = useWords(jobWords);
  const reader = useReader();
  const [cron, setCron] = useState<string>();
  const title = schedule.title[reader.language];
  const save = async (): Promise<void> => {
    if (cron !== undefined && (await act(changeSchedule(schedule, { cron })))) setCron(undefined);
  };
  const runNow = async (): Promise<void> => {
    if (await act(runSchedule(schedule.name))) toast(`${title}: ${say('queued')}`);
  };
  return (
    <tr>
      <td>{title}</td>
      <td>
        {cron === undefined ? (
          <RhythmText cron={schedule.cron} />
        ) : (
          <TextInput
            size="xs"
            label={say('cron')}
            description={say('usual', { cron: schedule.usualCron })}
            value={cron}
            onChange={(event) => setCron(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void save();
              if (event.key === 'Escape') setCron(undefined);
            }}
            data-autofocus
          />
        )}
      </td>
      <td>
        {schedule.active ? (
          formatInstant(schedule.nextDueAt, reader.language, reader.timeZone)
        ) : (
          <Tone tone="warning">{say('paused')}</Tone>
        )}
      </td>
      <td>
        {schedule.lastFinishedAt === null ? (
          <span style={{ color: 'var(--qd-muted)' }}>{say('never')}</span>
        ) : (
          <>
            <Tone tone={schedule.lastState === 'failed' ? 'bad' : 'good'}>
              {say(schedule.lastState === 'failed' ? 'failed' : 'done')}
            </Tone>{' '}
            <RelativeInstant instant={schedule.lastFinishedAt} />
            {schedule.lastProblem === null ? null : <div>{schedule.lastProblem}</div>}
          </>
        )}
      </td>
      <td>
        <Group gap={4} wrap="nowrap">
          {cron === undefined ? (
            <>
              <Button
                size="xs"
                variant="default"
                aria-label={`${say('runNow')}: ${title}`}
                onClick={() => void runNow()}
              >
                {say('runNow')}
              </Button>
              <Button
                size="xs"
                variant="subtle"
                aria-label={`${say('change')}: ${title}`}
                onClick={() => setCron(schedule.cron)}
              >
                {say('change')}
              </Button>
              <Button
                size="xs"
                variant="subtle"
                aria-label={`${say(schedule.active ? 'pause' : 'resume')}: ${title}`}
                onClick={() => void act(changeSchedule(schedule, { active: !schedule.active }))}
              >
                {say(schedule.active ? 'pause' : 'resume')}
              </Button>
            </>
          ) : (
            <>
              <Button size="xs" onClick={() => void save()}>
                {say('save')}
              </Button>
              <Button size="xs" variant="default" onClick={() => setCron(undefined)}>
                {say('leave')}
              </Button>
            </>
          )}
        </Group>
      </td>
    </tr>
  );
}
