import { Button, Group } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchValue } from '#web/api/request.ts';
import { problemOf } from '#web/api/problem.ts';
import { DataTable } from '#web/components/DataTable.tsx';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { formatDate } from '#web/format/date.ts';
import { useLanguage, useLocal, useWords } from '#web/i18n/language-context.tsx';
import { PayMoney } from '../../PayMoney.tsx';
import { payFile } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import { useSession } from '#web/shell/app-context.ts';
import { AdjustmentDialog } from './AdjustmentDialog.tsx';
import { SourceLink } from './SourceLink.tsx';
import { type SharedDeal, SplitDialog } from './SplitDialog.tsx';
import type { Credit } from './credit-types.ts';
import { creditWords } from './credit-words.ts';

interface CreditsReply {
  readonly items: readonly Credit[];
  readonly next: string | null;
}

/** The credits of some days, each with its deal, share and reason, a hundred at a time. */
export function CreditTable({ from, through }: { readonly from: string; readonly through: string }) {
  const mayWrite = useSession().rights.includes('incentives.administer');
  const [opened, setOpened] = useState<{ readonly what: 'split' | 'correction'; readonly credit: Credit }>();
  const say = useWords(creditWords);
  const sayPay = useWords(payWords);
  const local = useLocal();
  const { language } = useLanguage();
  const query = useInfiniteQuery({
    queryKey: ['pay', '/credits', from, through],
    queryFn: ({ pageParam, signal }) =>
      fetchValue<CreditsReply>(payFile('/credits'), {
        query: { from, through, limit: 100, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    retry: false,
  });
  if (query.error !== null)
    return <ProblemView problem={problemOf(query.error)} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <RowSkeletons />;
  const deal = opened === undefined ? undefined : dealOf(opened.credit);
  return (
    <>
      {opened?.what === 'split' && deal !== undefined ? (
        <SplitDialog deal={deal} onClose={() => setOpened(undefined)} />
      ) : null}
      {opened?.what === 'correction' ? (
        <AdjustmentDialog deal={deal} person={opened.credit.person} onClose={() => setOpened(undefined)} />
      ) : null}
      <DataTable
        grow
        label={say('credits')}
        rows={query.data.pages.flatMap(({ items }) => items)}
        empty={
          <EmptyState icon="users-group" title={say(mayWrite ? 'noneTitle' : 'noneOwnTitle')}>
            {say(mayWrite ? 'noneBody' : 'noneOwnBody')}
          </EmptyState>
        }
        columns={[
          { id: 'date', label: sayPay('date'), width: 110, cell: ({ date }) => formatDate(date, language) },
          { id: 'person', label: sayPay('person'), width: 150, cell: ({ person }) => person.name },
          { id: 'deal', label: say('deal'), width: 260, cell: ({ source }) => <SourceLink source={source} /> },
          { id: 'event', label: say('event'), width: 90, cell: ({ event }) => say(`event_${event as 'booking'}`) },
          {
            id: 'amount',
            label: say('dealAmount'),
            align: 'right',
            cell: ({ amount, currency }) => <PayMoney amount={amount} currency={currency} />,
          },
          { id: 'share', label: say('share'), width: 80, align: 'right', cell: ({ share }) => share ?? '' },
          {
            id: 'credited',
            label: say('credited'),
            align: 'right',
            cell: ({ credited, currency }) => <PayMoney amount={credited} currency={currency} />,
          },
          { id: 'reason', label: say('because'), width: 260, cell: ({ reason }) => local(reason) },
          ...(mayWrite
            ? [
                {
                  id: 'change',
                  label: sayPay('actions'),
                  width: 150,
                  cell: (credit: Credit) =>
                    dealOf(credit) === undefined ? null : (
                      <Group gap={4} wrap="nowrap">
                        {(['split', 'correction'] as const).map((what) => (
                          <Button
                            key={what}
                            size="compact-xs"
                            variant="subtle"
                            onClick={() => setOpened({ what, credit })}
                          >
                            {say(what === 'split' ? 'splitDeal' : 'correct')}
                          </Button>
                        ))}
                      </Group>
                    ),
                },
              ]
            : []),
        ]}
      />
      {query.hasNextPage ? (
        <span>
          <Button
            size="xs"
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {say('more')}
          </Button>
        </span>
      ) : null}
    </>
  );
}

/** The deal or order that can be shared; payments and returns follow it. */
function dealOf({ source: { kind, id, label } }: Credit): SharedDeal | undefined {
  return kind === 'opportunity' || kind === 'order' ? { kind, id, label } : undefined;
}
