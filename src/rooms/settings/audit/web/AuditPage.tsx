import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { addressOf, fetchValue } from '#web/api/request.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { Page } from '#web/components/Page.tsx';
import { PageBody, PlainTable, Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { AuditFilters } from './AuditFilters.tsx';
import { AuditRow } from './AuditRow.tsx';
import { LogVerification } from './LogVerification.tsx';
import { type AuditPage as AuditAnswer, auditPath, nothingLookedFor, queryOf } from './audit-api.ts';
import { auditWords } from './audit-words.ts';
import { startOfDay } from './start-of-day.ts';

/** Who did what, when, from what to what; and whether the log was altered. */
export function AuditPage() {
  const say = useWords(auditWords);
  const { timeZone } = useReader();
  const [search, setSearch] = useState(nothingLookedFor);
  const query = queryOf(search, (day) => startOfDay(day, timeZone));
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['audit', query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      fetchValue<AuditAnswer>(auditPath, { query: { ...query, limit: 50, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const events = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={say('title')}
      actions={
        <Button size="xs" variant="default" component="a" href={addressOf(`${auditPath}/export`, query)}>
          {say('export')}
        </Button>
      }
    >
      <PageBody>
        <LogVerification />
        <Section>
          <AuditFilters search={search} onSearch={setSearch} />
          {isPending ? (
            <RowSkeletons rows={10} />
          ) : error !== null ? (
            <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />
          ) : events.length === 0 ? (
            <EmptyState icon="history" title={say('none')}>
              {say('noneHint')}
            </EmptyState>
          ) : (
            <PlainTable
              label={say('title')}
              columns={[
                { label: say('when') },
                { label: say('who') },
                { label: say('what') },
                { label: say('changes') },
              ]}
            >
              {events.map((event) => (
                <AuditRow key={event.id} event={event} />
              ))}
            </PlainTable>
          )}
          {hasNextPage ? (
            <Button size="xs" variant="default" mt={12} onClick={() => void fetchNextPage()}>
              {say('more')}
            </Button>
          ) : null}
        </Section>
      </PageBody>
    </Page>
  );
}
