import { Button, CopyButton, Group, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ProblemDocument, problemOf } from '#web/api/problem.ts';
import { fetchValue } from '#web/api/request.ts';
import { Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { formatInstant } from '#web/format/date.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { notificationWords } from './notification-words.ts';
import { closeFeed, feedPath, makeFeed } from './notifications-api.ts';

interface FeedAnswer {
  readonly feed: { readonly createdAt: string; readonly lastReadAt: string | null } | null;
}

/** The secret address under which a calendar program reads one's visits, meetings and tasks. */
export function CalendarFeed() {
  const say = useWords(notificationWords);
  const reader = useReader();
  const [url, setUrl] = useState<string>();
  const [problem, setProblem] = useState<ProblemDocument>();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['calendar-feed'],
    queryFn: ({ signal }) => fetchValue<FeedAnswer>(feedPath, { signal }),
  });
  const at = (instant: string): string => formatInstant(instant, reader.language, reader.timeZone);
  const make = async (): Promise<void> => {
    const answer = await makeFeed();
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setUrl(answer.value.url);
    await refetch();
  };
  const close = async (): Promise<void> => {
    const answer = await closeFeed();
    setProblem(answer.ok ? undefined : answer.problem);
    setUrl(undefined);
    await refetch();
  };
  const feed = data?.feed ?? null;
  return (
    <Section title={say('calendar')} hint={say('calendarHint')}>
      {problem === undefined ? null : <ProblemView problem={problem} />}
      {isPending ? (
        <RowSkeletons rows={1} />
      ) : error !== null ? (
        <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : (
        <Group gap={8}>
          {feed === null ? null : (
            <span>
              {say('feedOpen', { time: at(feed.createdAt) })} ·{' '}
              {feed.lastReadAt === null ? say('feedUnread') : say('feedRead', { time: at(feed.lastReadAt) })}
            </span>
          )}
          <Button size="xs" variant="default" onClick={() => void make()}>
            {say(feed === null ? 'makeFeed' : 'renewFeed')}
          </Button>
          {feed === null ? null : (
            <Button size="xs" variant="subtle" color="red" onClick={() => void close()}>
              {say('closeFeed')}
            </Button>
          )}
        </Group>
      )}
      {url === undefined ? null : (
        <Group gap={8} align="end" mt={8}>
          <TextInput
            size="xs"
            readOnly
            label={say('feedUrl')}
            value={url}
            style={{ flex: 1, maxWidth: 640 }}
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton value={url}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy}>
                {say(copied ? 'copied' : 'copy')}
              </Button>
            )}
          </CopyButton>
        </Group>
      )}
    </Section>
  );
}
