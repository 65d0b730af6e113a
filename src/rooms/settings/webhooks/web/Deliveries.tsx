import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { problemOf } from '#web/api/problem.ts';
import { fetchValue } from '#web/api/request.ts';
import { PlainTable } from '#web/components/PageBody.tsx';
import { ToldText } from '#web/components/ToldText.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { Tone } from '#web/components/Tone.tsx';
import { toast } from '#web/components/toasts.ts';
import { formatInstant } from '#web/format/date.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import type { Act } from './WebhooksPage.tsx';
import { webhookWords } from './webhook-words.ts';
import { type Delivery, type Webhook, replayDelivery, webhooksPath } from './webhooks-api.ts';

const states = {
  waiting: ['sWaiting', 'neutral'],
  sending: ['sSending', 'accent'],
  delivered: ['sDelivered', 'good'],
  failed: ['sFailed', 'bad'],
  withheld: ['sWithheld', 'warning'],
} as const;

/** What was and will be sent, with what came back; any of it can be sent again. */
export function Deliveries({ webhook, act }: { readonly webhook: Webhook; readonly act: Act }) {
  const say = useWords(webhookWords);
  const reader = useReader();
  const at = (instant: string | null): string => formatInstant(instant, reader.language, reader.timeZone, 'long');
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['live', 'webhook', webhook.id, 'deliveries'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      fetchValue<{ readonly items: readonly Delivery[]; readonly next: string | null }>(
        `${webhooksPath}/${webhook.id}/deliveries`,
        { query: { limit: 20, cursor: pageParam }, signal },
      ),
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 5000,
  });
  if (isPending) return <RowSkeletons rows={3} />;
  if (error !== null) return <ProblemView problem={problemOf(error)} onRetry={() => void refetch()} />;
  const deliveries = data.pages.flatMap((page) => page.items);
  if (deliveries.length === 0) return <p style={{ color: 'var(--qd-muted)', margin: 0 }}>{say('noDeliveries')}</p>;
  const again = async (delivery: Delivery): Promise<void> => {
    if ((await act(replayDelivery(webhook.id, delivery.id))) !== undefined) toast(say('queued'));
  };
  return (
    <>
      <PlainTable
        label={say('deliveries')}
        columns={[
          { label: '#', align: 'right' },
          { label: say('event') },
          { label: say('when') },
          { label: say('state') },
          { label: say('answer') },
          { label: say('tries'), align: 'right' },
          { label: '' },
        ]}
      >
        {deliveries.map((delivery) => {
          const [word, tone] = states[delivery.state];
          return (
            <tr key={delivery.id}>
              <td data-align="right">{delivery.sequence}</td>
              <td>
                <code>{delivery.eventType}</code>
              </td>
              <td>{at(delivery.lastAttemptAt ?? delivery.createdAt)}</td>
              <td>
                <Tone tone={tone}>{say(word)}</Tone>
                {delivery.state === 'waiting' && delivery.attempts > 0 ? (
                  <div style={{ color: 'var(--qd-muted)' }}>{say('nextAt', { time: at(delivery.nextAt) })}</div>
                ) : null}
              </td>
              <td style={{ overflowWrap: 'anywhere', maxWidth: 360 }}>
                {delivery.problem === null ? delivery.status : <ToldText said={delivery.problem} />}
                {delivery.response === null || delivery.response === '' ? null : (
                  <div style={{ color: 'var(--qd-muted)' }}>
                    <code>{delivery.response.slice(0, 200)}</code>
                  </div>
                )}
              </td>
              <td data-align="right">{delivery.attempts}</td>
              <td>
                {delivery.state === 'waiting' || delivery.state === 'sending' ? null : (
                  <Button size="xs" variant="subtle" onClick={() => void again(delivery)}>
                    {say('again')}
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </PlainTable>
      {hasNextPage ? (
        <Button size="xs" variant="default" mt={8} onClick={() => void fetchNextPage()}>
          {say('more')}
        </Button>
      ) : null}
    </>
  );
}
