import {
  type InfiniteData,
  type QueryKey,
  hashKey,
  infiniteQueryOptions,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { RecordKind } from '#kernel/record-kind.ts';
import { useWatched } from '#web/state/watched.ts';
import { beginAgain, forgetPages, isLongList, outdatedLists } from './long-lists.ts';
import {
  type RecordPage,
  type RecordQuery,
  type SentRecord,
  getRecord,
  groupRecords,
  listRecords,
  recordHistory,
  rowsAtATime,
} from './records-api.ts';

/** The rows of a list, page by page as the reader scrolls. */
export function useRecordPages(
  kind: RecordKind,
  query: RecordQuery,
  manner: { readonly enabled?: boolean; readonly limit?: number } = {},
) {
  return useInfiniteQuery({ ...pagesOf(kind, query, manner.limit), enabled: manner.enabled ?? true });
}

/** The pages of a list as a query. Pages are read as they are reached; a long list is never read again as a whole. */
export function pagesOf(kind: Pick<RecordKind, 'kind' | 'room' | 'path'>, query: RecordQuery, limit = rowsAtATime) {
  return infiniteQueryOptions({
    queryKey: listKey(kind, query, limit),
    queryFn: ({ pageParam, signal }) => listRecords(kind, { ...query, cursor: pageParam, limit }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    meta: { room: kind.room, path: kind.path },
    refetchOnMount: (list) => !isLongList(list),
    refetchOnReconnect: (list) => !isLongList(list),
  });
}

/** Whether more has changed in a long list than its rows tell, and how to begin it again. Lets go of its pages at the end. */
export function useLongList(kind: RecordKind, query: RecordQuery, limit = rowsAtATime) {
  const client = useQueryClient();
  const hash = hashKey(listKey(kind, query, limit));
  const outdated = useWatched(outdatedLists).has(hash);
  useEffect(() => () => forgetPages(client, JSON.parse(hash) as QueryKey, hash), [client, hash]);
  const again = useCallback(() => beginAgain(client, JSON.parse(hash) as QueryKey, hash), [client, hash]);
  return { outdated, again };
}

function listKey(kind: Pick<RecordKind, 'kind'>, query: RecordQuery, limit: number) {
  return ['records', kind.kind, 'list', query, limit] as const;
}

/** Counts and sums by one field: board columns, group headings. */
export function useRecordGroups(
  kind: RecordKind,
  by: string,
  query: RecordQuery & { readonly sum?: string },
  enabled = true,
) {
  return useQuery({
    queryKey: ['records', kind.kind, 'groups', by, query],
    queryFn: ({ signal }) => groupRecords(kind, by, query, signal),
    placeholderData: keepPreviousData,
    enabled,
  });
}

export function useRecord(kind: RecordKind, id: string | undefined, asOf?: string) {
  return useQuery({
    queryKey: ['records', kind.kind, 'one', id, asOf ?? 'now'],
    queryFn: ({ signal }) => getRecord(kind, id as string, asOf, signal),
    enabled: id !== undefined,
  });
}

export function useHistory(kind: RecordKind, id: string) {
  return useInfiniteQuery({
    queryKey: ['records', kind.kind, 'history', id],
    queryFn: ({ pageParam, signal }) => recordHistory(kind, id, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ events }) => (events.length < 50 ? undefined : events.at(-1)?.id),
  });
}

/** Puts a changed record into every list and page that shows it, then lets counts and history be asked again. */
export function useRecordChanged(kind: RecordKind): (record: SentRecord) => void {
  const client = useQueryClient();
  return useCallback(
    (record) => {
      client.setQueryData(['records', kind.kind, 'one', record.id, 'now'], record);
      client.setQueriesData<InfiniteData<RecordPage>>({ queryKey: ['records', kind.kind, 'list'] }, (data) =>
        data === undefined
          ? data
          : {
              ...data,
              pages: data.pages.map((page) => ({
                ...page,
                items: page.items.map((item) => (item.id === record.id ? record : item)),
              })),
            },
      );
      void client.invalidateQueries({ queryKey: ['records', kind.kind, 'groups'] });
      void client.invalidateQueries({ queryKey: ['records', kind.kind, 'history', record.id] });
    },
    [client, kind.kind],
  );
}

/** Asks everything about a kind again: after creates, deletes and bulk changes. */
export function useKindChanged(kind: RecordKind): () => void {
  const client = useQueryClient();
  return useCallback(() => void client.invalidateQueries({ queryKey: ['records', kind.kind] }), [client, kind.kind]);
}
