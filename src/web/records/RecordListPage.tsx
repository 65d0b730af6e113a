import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import type { RecordKind } from '#kernel/record-kind.ts';
import { mayDo } from '#web/api/session.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import { Page } from '#web/components/Page.tsx';
import { recordWords } from '#web/i18n/record-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useSession, useWholeKind } from '#web/shell/app-context.ts';
import { usePhone } from '#web/state/use-phone.ts';
import { AsOfMenu } from './AsOfMenu.tsx';
import { AsOfNote } from './AsOfNote.tsx';
import { BulkBar } from './BulkBar.tsx';
import { ColumnMenu } from './ColumnMenu.tsx';
import { EmptyList } from './EmptyList.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { FilterBar } from './FilterBar.tsx';
import { GroupedRecords } from './GroupedRecords.tsx';
import { GroupMenu } from './GroupMenu.tsx';
import { RecordBoard, type BoardCard } from './RecordBoard.tsx';
import { RecordCount } from './RecordCount.tsx';
import { RecordDrawer } from './RecordDrawer.tsx';
import { RecordTable } from './RecordTable.tsx';
import { SavedViewMenu } from './SavedViewMenu.tsx';
import { defaultColumns } from './record-columns.tsx';
import type { ListMode } from './list-state.ts';
import { useListState } from './use-list-state.ts';
import { useDefaultView } from './use-default-view.ts';
import { useRecordQuery } from './use-record-query.ts';
import { useVisibleFields } from './use-visible-fields.ts';

export interface RecordListPageProps {
  readonly kind: RecordKind;
  /** More buttons on the right of the heading. */
  readonly actions?: ReactNode;
  /** The body of a card on the board; the amount and headline fields when absent. */
  readonly card?: BoardCard;
  /** Other ways to look at the same query, beside list and board. */
  readonly modes?: readonly {
    readonly mode: ListMode;
    readonly show: (query: ReturnType<typeof useRecordQuery>) => ReactNode;
  }[];
}

/** The list of a kind: search, filter, sort, group, columns, views, board, bulk changes, export. All of it in the address. */
export function RecordListPage({ kind: given, actions, card, modes = [] }: RecordListPageProps) {
  const kind = useWholeKind(given);
  const say = useWords(recordWords);
  const local = useLocal();
  const session = useSession();
  const fields = useVisibleFields(kind);
  const [state, change] = useListState(kind);
  useDefaultView(kind, change);
  const query = useRecordQuery(state);
  const [creating, setCreating] = useState(false);
  const [paper, setPaper] = useState(false);
  const print = useCallback(() => {
    setPaper(false);
    // Once React is done: what is drawn for paper is drawn at once, which cannot be while it is at work.
    setTimeout(() => globalThis.print());
  }, []);
  const [chosen, setChosen] = useState<ReadonlyMap<string, SentRecord>>(new Map());
  const search = useRef<HTMLInputElement>(null);
  const typed = useDebouncedCallback((text: string) => change({ search: text }, { replace: true }), 200);
  const canCreate = mayDo(session, kind.kind, 'create');
  useHotkeys([
    ['/', () => search.current?.focus()],
    ['n', () => canCreate && setCreating(true)],
  ]);
  const phone = usePhone();
  const columns = state.columns ?? defaultColumns(kind, fields);
  const offered: ListMode[] = [
    'list',
    ...(kind.board === undefined ? [] : (['board'] as const)),
    ...modes.map(({ mode }) => mode),
  ];
  const mode = state.asOf === undefined ? (offered.find((one) => one === state.mode) ?? 'list') : 'list';
  const label = local(kind.plural);
  const add = canCreate ? (
    <Button leftSection={<IconPlus size={14} />} onClick={() => setCreating(true)}>
      {say('newOne', { label: local(kind.label) })}
    </Button>
  ) : null;
  const empty = <EmptyList kind={kind} state={state} add={add} onChange={change} />;
  return (
    <Page
      fill
      title={label}
      note={<RecordCount kind={kind} query={query} apart={mode !== 'list'} />}
      actions={
        <>
          {offered.length > 1 ? (
            <SegmentedControl
              data-print="none"
              data={offered.map((one) => ({ value: one, label: say(one) }))}
              value={mode}
              onChange={(next) => change({ mode: next as ListMode })}
            />
          ) : null}
          {actions}
          {add}
        </>
      }
      tools={
        <>
          <TextInput
            ref={search}
            data-print={state.search === '' ? 'none' : undefined}
            wrapperProps={{ 'data-print': state.search === '' ? undefined : 'keep' }}
            key={state.view ?? 'plain'}
            size="xs"
            w={220}
            aria-label={say('search', { label })}
            placeholder={say('search', { label })}
            leftSection={<IconSearch size={14} />}
            defaultValue={state.search}
            onChange={(event) => typed(event.currentTarget.value)}
          />
          <FilterBar kind={kind} filter={state.filter} onChange={(filter) => change({ filter })} />
          <span style={{ flex: 1 }} />
          <SavedViewMenu kind={kind} state={state} onChange={change} />
          {mode === 'list' && !phone ? (
            <>
              <GroupMenu kind={kind} group={state.group} sum={state.sum} onChange={change} />
              <ColumnMenu
                kind={kind}
                columns={columns}
                onChange={(next) => change({ columns: next }, { replace: true })}
              />
            </>
          ) : null}
          {kind.asOf === true ? <AsOfMenu asOf={state.asOf} onAsOf={(asOf) => change({ asOf })} /> : null}
          {state.asOf === undefined && mayDo(session, kind.kind, 'export') ? (
            <ExportMenu
              kind={kind}
              query={query}
              columns={columns}
              onPrint={() => (mode === 'list' && state.group === undefined ? setPaper(true) : globalThis.print())}
            />
          ) : null}
        </>
      }
    >
      <AsOfNote asOf={state.asOf} onAsOf={() => change({ asOf: undefined })} />
      {mode === 'board' ? (
        <RecordBoard kind={kind} query={query} card={card} />
      ) : mode !== 'list' ? (
        modes.find((one) => one.mode === mode)?.show(query)
      ) : state.group !== undefined && state.asOf === undefined ? (
        <GroupedRecords
          kind={kind}
          query={query}
          by={state.group}
          sum={state.sum}
          columns={columns}
          onSort={(sort) => change({ sort })}
        />
      ) : (
        <RecordTable
          kind={kind}
          query={query}
          columns={columns}
          onSort={(sort) => change({ sort })}
          onHide={(column) => change({ columns: columns.filter((name) => name !== column) })}
          selection={state.asOf === undefined ? new Set(chosen.keys()) : undefined}
          onSelection={(ids, rows) =>
            setChosen(new Map(rows.filter(({ id }) => ids.has(id)).map((row) => [row.id, row])))
          }
          empty={empty}
          onWhole={paper ? print : undefined}
        />
      )}
      {chosen.size === 0 || mode !== 'list' ? null : (
        <BulkBar kind={kind} chosen={[...chosen.values()]} onClear={() => setChosen(new Map())} />
      )}
      <RecordDrawer kind={kind} opened={creating} onClose={() => setCreating(false)} />
    </Page>
  );
}
