import type { RecordKind } from '#kernel/record-kind.ts';
import { problemOf } from '#web/api/problem.ts';
import type { HistoryEvent } from '#web/api/records-api.ts';
import { useHistory } from '#web/api/use-records.ts';
import type { IconName } from '#web/components/Icon.tsx';
import { PersonBadge } from '#web/components/PersonBadge.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { Timeline, type TimelineItem } from '#web/components/Timeline.tsx';
import { recordWords } from '#web/i18n/record-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { HistoryChanges } from './HistoryChanges.tsx';

interface HistoryTimelineProps {
  readonly kind: RecordKind;
  readonly id: string;
  /** What else happened around this record (calls, visits, mail), shown among its changes. */
  readonly others?: readonly TimelineItem[];
}

const icons: Readonly<Record<string, IconName>> = {
  created: 'star',
  deleted: 'alert',
  restored: 'arrow-back-up',
  won: 'trophy',
  stageChanged: 'steps',
};

/** What someone did, by the action of the event. */
const deeds: Readonly<
  Record<string, Parameters<ReturnType<typeof useWords<NonNullable<typeof recordWords.keys>>>>[0]>
> = {
  created: 'didCreate',
  deleted: 'didDelete',
  restored: 'didRestore',
  won: 'didWin',
  lost: 'didLose',
  stageChanged: 'didMoveStage',
  stageReplaced: 'didReplaceStage',
  claimed: 'didClaim',
  converted: 'didConvert',
  returnedIdle: 'didReturnIdle',
  returnedByLeaver: 'didReturnLeaver',
  returnedByContract: 'didReturnContract',
};

/** Every change of a record from the event log, and what others add, newest first. */
export function HistoryTimeline({ kind, id, others = [] }: HistoryTimelineProps) {
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useHistory(kind, id);
  if (isPending) return <RowSkeletons rows={4} />;
  if (error !== null && data === undefined)
    return <ProblemView kind={kind} problem={problemOf(error)} onRetry={() => void refetch()} />;
  const events = data.pages.flatMap((page) => page.events);
  const oldest = hasNextPage ? (events.at(-1)?.recordedAt ?? '') : '';
  const items = [...events.map((event) => eventItem(kind, event)), ...others.filter(({ at }) => at >= oldest)].toSorted(
    (a, b) => (a.at < b.at ? 1 : -1),
  );
  return (
    <Timeline
      items={items}
      onMore={hasNextPage ? () => void fetchNextPage() : undefined}
      loadingMore={isFetchingNextPage}
    />
  );
}

function eventItem(kind: RecordKind, event: HistoryEvent): TimelineItem {
  const isChange = !['created', 'deleted', 'restored'].includes(event.action);
  return {
    id: event.id,
    at: event.occurredAt ?? event.recordedAt,
    icon: icons[event.action] ?? 'history',
    title: <EventTitle event={event} />,
    ...(isChange
      ? { body: <HistoryChanges kind={kind} event={event} /> }
      : event.note === null
        ? {}
        : { body: event.note }),
  };
}

function EventTitle({ event }: { readonly event: HistoryEvent }) {
  const say = useWords(recordWords);
  const did = say(deeds[event.action] ?? 'didUpdate');
  const via = event.via === 'import' ? ` · ${say('viaImport')}` : event.via === 'api' ? ` · ${say('viaApi')}` : '';
  return (
    <>
      {event.actorId === null ? (
        say('theSystem')
      ) : (
        <PersonBadge id={event.actorId} name={event.actorName ?? undefined} />
      )}{' '}
      {did}
      <span style={{ color: 'var(--qd-muted)' }}>{via}</span>
    </>
  );
}
