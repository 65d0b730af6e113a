import { Button } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { RecordKind } from '#kernel/record-kind.ts';
import { problemOf } from '#web/api/problem.ts';
import type { RecordQuery, SentRecord } from '#web/api/records-api.ts';
import { mayDo } from '#web/api/session.ts';
import { useLongList, useRecordPages } from '#web/api/use-records.ts';
import { DataTable } from '#web/components/DataTable.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { RowSkeletons } from '#web/components/Skeletons.tsx';
import { parseSort, sortText } from '#web/components/data-table-types.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { recordWords } from '#web/i18n/record-words.ts';
import { recordPath, useSession } from '#web/shell/app-context.ts';
import { recordColumns } from './record-columns.tsx';
import styles from './RecordTable.module.css';
import { useVisibleFields } from './use-visible-fields.ts';

interface RecordTableProps {
  readonly kind: RecordKind;
  readonly query: RecordQuery;
  readonly columns: readonly string[];
  readonly onSort?: (sort: string) => void;
  readonly onHide?: (column: string) => void;
  readonly selection?: ReadonlySet<string>;
  readonly onSelection?: (selection: ReadonlySet<string>, rows: readonly SentRecord[]) => void;
  readonly empty: React.ReactNode;
  /** Few rows on a page with more on it. */
  readonly grow?: boolean;
  readonly limit?: number;
  /** Has every page read, up to what a list on paper is good for, and calls then. */
  readonly onWhole?: () => void;
}

const mostOnPaper = 2000;

/** The rows of a kind that fit a query, from the server page by page, editable in place. */
export function RecordTable({
  kind,
  query,
  columns: names,
  onSort,
  onHide,
  selection,
  onSelection,
  empty,
  grow,
  limit,
  onWhole,
}: RecordTableProps) {
  const local = useLocal();
  const session = useSession();
  const router = useRouter();
  const fields = useVisibleFields(kind);
  const pages = useRecordPages(kind, query, { limit });
  const long = useLongList(kind, query, limit);
  const [turn, setTurn] = useState(0);
  const say = useWords(recordWords);
  const [widths, setWidths] = useLocalStorage<Record<string, number>>({
    key: `qd.widths.${kind.kind}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const rows = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data]);
  const canEdit = query.asOf === undefined && mayDo(session, kind.kind, 'update');
  const columns = useMemo(
    () => recordColumns(kind, fields, names, { local, canEdit }),
    [kind, fields, names, local, canEdit],
  );
  const { isFetchingNextPage, fetchNextPage } = pages;
  const onMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);
  const isWhole = !pages.isPending && !pages.isPlaceholderData && (!pages.hasNextPage || rows.length >= mostOnPaper);
  useEffect(() => {
    if (onWhole === undefined) return;
    if (isWhole) onWhole();
    else onMore();
  }, [onWhole, isWhole, onMore]);
  if (pages.isPending) return <RowSkeletons rows={grow === true ? 4 : 16} />;
  if (pages.isError && rows.length === 0)
    return <ProblemView kind={kind} problem={problemOf(pages.error)} onRetry={() => void pages.refetch()} />;
  const sort = parseSort(query.sort) ?? kind.defaultSort;
  const table = (
    <DataTable
      key={turn}
      label={local(kind.plural)}
      rows={rows}
      columns={columns}
      sort={sort}
      onSort={onSort === undefined ? undefined : (next) => onSort(sortText(next))}
      onHide={onHide}
      selection={selection}
      onSelection={onSelection === undefined ? undefined : (next) => onSelection(next, rows)}
      onOpen={(record) => router.history.push(recordPath(kind, record.id))}
      more={grow === true ? false : pages.hasNextPage}
      onMore={onMore}
      widths={widths}
      onWidth={(column, width) => setWidths({ ...widths, [column]: width })}
      empty={empty}
      grow={grow}
    />
  );
  const latest = (): void => {
    long.again();
    setTurn(turn + 1);
  };
  return (
    <>
      {long.outdated ? (
        <p className={styles.changed} role="status">
          {say('listChanged')}
          <Button size="compact-xs" variant="subtle" onClick={latest}>
            {say('showLatest')}
          </Button>
        </p>
      ) : null}
      {table}
    </>
  );
}
