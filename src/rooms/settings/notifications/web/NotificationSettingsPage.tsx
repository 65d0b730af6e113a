import { useQuery } from '@tanstack/react-query';
import { problemOf } from '#web/api/problem.ts';
import { fetchValue } from '#web/api/request.ts';
import { Page } from '#web/components/Page.tsx';
import { PageBody } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { CalendarFeed } from './CalendarFeed.tsx';
import { Robots } from './Robots.tsx';
import { TopicSettings } from './TopicSettings.tsx';
import { notificationWords } from './notification-words.ts';
import { type SettingsAnswer, settingsPath } from './notifications-api.ts';

/** What one is told, through which channels and when: everyone's own. */
export function NotificationSettingsPage() {
  const say = useWords(notificationWords);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['notification-settings'],
    queryFn: ({ signal }) => fetchValue<SettingsAnswer>(settingsPath, { signal }),
  });
  return (
    <Page title={say('title')}>
      <PageBody>
        {isPending ? (
          <RowSkeletons rows={8} />
        ) : error !== null ? (
          <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
        ) : (
          <>
            <TopicSettings key={data.version} answer={data} onSaved={() => void refetch()} />
            <Robots />
            <CalendarFeed />
          </>
        )}
      </PageBody>
    </Page>
  );
}
