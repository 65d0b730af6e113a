import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { type FieldDefinition, type RecordKind, fieldOf } from '#kernel/record-kind.ts';
import { problemOf } from '#web/api/problem.ts';
import type { RecordGroup, RecordQuery, SentRecord } from '#web/api/records-api.ts';
import { mayDo } from '#web/api/session.ts';
import { useRecordGroups, useRecordPages } from '#web/api/use-records.ts';
import { Board, type BoardColumn } from '#web/components/Board.tsx';
import { BoardCard as Card } from '#web/components/BoardCard.tsx';
import styles from '#web/components/Board.module.css';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { BoardSkeleton, CardSkeletons } from '#web/components/Skeletons.tsx';
import { formatMoney } from '#web/format/money.ts';
import { formatNumber } from '#web/format/number.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { recordPath, useSession } from '#web/shell/app-context.ts';
import { useSight } from '#web/state/use-sight.ts';
import { CardBody } from './CardBody.tsx';
import { titleOf } from './field-text.ts';
import { isEditable } from './record-columns.tsx';
import { RecordDrawer } from './RecordDrawer.tsx';
import { useGroupName } from './use-group-name.ts';
import { orderedGroups, useKnownColumns } from './use-known-columns.ts';
import { useMoveCard } from './use-move-card.ts';
import { useReader } from './use-reader.ts';
import { useVisibleFields } from './use-visible-fields.ts';

/** What stands on a card. */
export type BoardCard = (record: SentRecord) => ReactNode;

interface RecordBoardProps {
  readonly kind: RecordKind;
  readonly query: RecordQuery;
  readonly card?: BoardCard;
  /** Narrows the columns when they are records: 'pipelineId:eq:…'. */
  readonly columnFilter?: readonly string[];
  /** Where time is lost, or anything else worth saying under a column's sums. */
  readonly columnNote?: (value: string) => ReactNode;
}

/** The records of a kind as cards in columns, by its choice or reference field; moving a card changes that field. */
export function RecordBoard({ kind, query, card, columnFilter, columnNote }: RecordBoardProps) {
  const local = useLocal();
  const session = useSession();
  const groupName = useGroupName();
  const fields = useVisibleFields(kind);
  const by = fieldOf(kind, kind.board?.by ?? '');
  const sum = fields.some(({ name }) => name === kind.board?.sum) ? kind.board?.sum : undefined;
  const counted = useRecordGroups(
    kind,
    by?.name ?? '',
    { filter: query.filter, search: query.search, ...(sum === undefined ? {} : { sum }) },
    by !== undefined,
  );
  const known = useKnownColumns(by, columnFilter);
  const groups = useMemo(() => orderedGroups(known, counted.data?.groups), [known, counted.data]);
  const { move, unfinished, finish } = useMoveCard(kind, by);
  if (by === undefined) return null;
  if (counted.error !== null)
    return <ProblemView kind={kind} problem={problemOf(counted.error)} onRetry={() => void counted.refetch()} />;
  if (groups === undefined) return <BoardSkeleton />;
  const canMove = mayDo(session, kind.kind, 'update') && isEditable(by);
  const columns = groups.map(
    (group): BoardColumn => ({
      id: group.value ?? '',
      label: groupName(group, by),
      count: formatNumber(group.count, 'en'),
      sums: <ColumnSums group={group} note={columnNote?.(group.value ?? '')} />,
    }),
  );
  return (
    <>
      <Board
        label={local(kind.plural)}
        columns={columns}
        onMove={canMove ? (id, to) => void move(id, to, columns.find((one) => one.id === to)?.label ?? '') : undefined}
      >
        {(column) => (
          <ColumnCards
            kind={kind}
            query={query}
            by={by}
            column={column.id}
            expected={groups.find(({ value }) => (value ?? '') === column.id)?.count ?? 0}
            card={card}
          />
        )}
      </Board>
      <RecordDrawer
        kind={kind}
        opened={unfinished !== undefined}
        record={unfinished?.record}
        preset={unfinished?.preset}
        onClose={finish}
      />
    </>
  );
}

function ColumnSums({ group, note }: { readonly group: RecordGroup; readonly note?: ReactNode }) {
  const say = useWords(recordWords);
  const { language, baseCurrency } = useReader();
  const short = (amount: string): string => formatMoney(amount, baseCurrency, language, { short: true });
  return (
    <>
      {group.sum === null || group.count === 0 ? null : <b>{short(group.sum)}</b>}
      {group.weightedSum === null || group.weightedSum === undefined ? null : (
        <span>{say('weighted', { amount: short(group.weightedSum) })}</span>
      )}
      {note}
    </>
  );
}

interface ColumnCardsProps {
  readonly kind: RecordKind;
  readonly query: RecordQuery;
  readonly by: FieldDefinition;
  readonly column: string;
  /** How many cards the column has in all. */
  readonly expected: number;
  readonly card?: BoardCard;
}

/** The first cards of a column; asked for once the column comes in sight, more on demand. Out of sight nothing is outlined. */
function ColumnCards({ kind, query, by, column, expected, card }: ColumnCardsProps) {
  const say = useWords(recordWords);
  const reader = useReader();
  const router = useRouter();
  const { ref, sight } = useSight();
  const filter = [...(query.filter ?? []), column === '' ? `${by.name}:empty` : `${by.name}:eq:${column}`];
  const pages = useRecordPages(kind, { ...query, filter }, { limit: 20, enabled: sight === 'in' });
  const onTheirWay = pages.isPending && sight !== 'out' && expected > 0;
  const records = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <div ref={ref} style={{ height: 1, flex: 'none' }} />
      {onTheirWay ? <CardSkeletons cards={Math.min(expected, 4)} /> : null}
      {pages.error === null ? null : (
        <ProblemView kind={kind} problem={problemOf(pages.error)} onRetry={() => void pages.refetch()} />
      )}
      {records.map((record) => (
        <Card
          key={record.id}
          id={record.id}
          name={titleOf(kind, record, reader)}
          column={column}
          onOpen={() => router.history.push(recordPath(kind, record.id))}
        >
          {card === undefined ? <CardBody kind={kind} record={record} by={by.name} /> : card(record)}
        </Card>
      ))}
      {pages.hasNextPage ? (
        <button type="button" className={styles.more} onClick={() => void pages.fetchNextPage()}>
          {say('more')}
        </button>
      ) : null}
    </>
  );
}
