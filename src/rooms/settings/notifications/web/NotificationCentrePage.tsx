import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { fetchValue, request } from '#web/api/request.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Page } from '#web/components/Page.tsx';
import { PageBody, PlainTable } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RelativeInstant } from '#web/components/RelativeInstant.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { ToldText } from '#web/components/ToldText.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import type { NotificationPage } from '#web/shell/NotificationBell.tsx';
import { notificationWords } from './notification-words.ts';

const pageSize = 50;

/** Everything one was told, newest first. */
export function NotificationCentrePage() {
  const say = useWords(notificationWords);
  const client = useQueryClient();
  const [only, setOnly] = useState('all');
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['live', 'notification', 'centre', only],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      fetchValue<NotificationPage>('/api/notifications', {
        query: { limit: pageSize, before: pageParam, unread: only === 'unread' ? 'true' : undefined },
        signal,
      }),
    getNextPageParam: (page) => (page.items.length < pageSize ? undefined : page.items.at(-1)?.id),
    refetchInterval: 30_000,
  });
  const read = async (ids?: readonly string[]): Promise<void> => {
    await request('POST', '/api/notifications/readings', { body: ids === undefined ? { all: true } : { ids } });
    await client.invalidateQueries({ queryKey: ['live', 'notification'] });
  };
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const unread = data?.pages[0]?.unread ?? 0;
  return (
    <Page
      title={say('centre')}
      actions={
        <>
          {unread === 0 ? null : (
            <Button size="xs" variant="default" onClick={() => void read()}>
              {say('readAll')}
            </Button>
          )}
          <Button size="xs" variant="subtle" component={Link} to="/settings/notifications">
            {say('title')}
          </Button>
        </>
      }
      tools={
        <SegmentedControl
          size="xs"
          value={only}
          onChange={setOnly}
          data={[
            { value: 'all', label: say('all') },
            { value: 'unread', label: `${say('unread')}${unread === 0 ? '' : ` ${unread}`}` },
          ]}
        />
      }
    >
      <PageBody>
        {isPending ? (
          <RowSkeletons rows={6} />
        ) : error !== null ? (
          <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
        ) : items.length === 0 ? (
          <EmptyState icon="bell" title={say('none')}>
            {say('noneHint')}
          </EmptyState>
        ) : (
          <PlainTable label={say('centre')} columns={[{ label: say('topic') }, { label: say('when') }]}>
            {items.map((item) => (
              <tr key={item.id}>
                <td style={{ fontWeight: item.readAt === null ? 600 : 400 }}>
                  {item.link === null ? (
                    item.title
                  ) : (
                    <Link to={item.link} onClick={() => void read([item.id])}>
                      {item.title}
                    </Link>
                  )}
                  {item.body === null ? null : (
                    <div style={{ color: 'var(--qd-muted)', fontWeight: 400 }}>
                      <ToldText said={item.body} />
                    </div>
                  )}
                </td>
                <td>
                  <RelativeInstant instant={item.createdAt} />
                </td>
              </tr>
            ))}
          </PlainTable>
        )}
        {hasNextPage ? (
          <div>
            <Button size="xs" variant="default" onClick={() => void fetchNextPage()}>
              {say('more')}
            </Button>
          </div>
        ) : null}
      </PageBody>
    </Page>
  );
}
