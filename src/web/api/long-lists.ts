import type { InfiniteData, Query, QueryClient, QueryKey } from '@tanstack/react-query';
import { watched } from '#web/state/watched.ts';
import { type RecordPage, type SentRecord, getRecord } from './records-api.ts';
import { RequestFailed } from './problem.ts';

/** Pages up to which a list is simply read again when something changes. */
const fewPages = 2;
/** Changed rows that are read one by one. */
const fewRows = 20;

type Pages = InfiniteData<RecordPage, string | undefined>;

/** Lists read far down in which more has changed than their rows can tell, by the hash of their key. */
export const outdatedLists = watched<ReadonlySet<string>>(new Set());

function note(hash: string, outdated: boolean): void {
  const next = new Set(outdatedLists.now());
  if (outdated) next.add(hash);
  else next.delete(hash);
  outdatedLists.set(next);
}

/** Whether the reader has scrolled a table so far that reading all of it again would cost more than it tells. */
export function isLongList({ queryKey, state }: Pick<Query, 'queryKey' | 'state'>): boolean {
  const [, , what] = queryKey;
  return what === 'list' && ((state.data as Pages | undefined)?.pages.length ?? 0) > fewPages;
}

/**
 * Brings the long lists of a kind up to date after a change without reading their pages again: changed rows that are shown are
 * read one by one and replaced or taken out. Anything else (new rows, many at once) is noted for the reader to ask for.
 */
export async function refreshLongLists(client: QueryClient, kind: string, ids: ReadonlySet<string>): Promise<void> {
  const lists = client.getQueryCache().findAll({ queryKey: ['records', kind, 'list'], predicate: isLongList });
  await Promise.all(lists.map((list) => refreshLongList(client, list, ids)));
}

async function refreshLongList(client: QueryClient, list: Query, ids: ReadonlySet<string>): Promise<void> {
  const { queryKey, queryHash, meta } = list;
  if (!list.isActive()) return beginAgain(client, queryKey, queryHash);
  const shown = new Set((list.state.data as Pages).pages.flatMap(({ items }) => items.map(({ id }) => id)));
  const changed = [...ids].filter((id) => shown.has(id));
  if (changed.length < ids.size || changed.length > fewRows) note(queryHash, true);
  if (changed.length === 0 || changed.length > fewRows || meta === undefined) return;
  const rows = new Map<string, SentRecord | undefined>();
  await Promise.all(
    changed.map(async (id) => {
      try {
        rows.set(id, await getRecord({ room: String(meta.room) as never, path: String(meta.path) }, id));
      } catch (problem) {
        if (problem instanceof RequestFailed && problem.problem.status === 404) rows.set(id, undefined);
        else note(queryHash, true);
      }
    }),
  );
  client.setQueryData<Pages>(queryKey, (pages) => pages && { ...pages, pages: pages.pages.map(withRows(rows)) }, {
    updatedAt: list.state.dataUpdatedAt,
  });
}

function withRows(rows: ReadonlyMap<string, SentRecord | undefined>): (page: RecordPage) => RecordPage {
  return (page) => ({
    ...page,
    items: page.items.flatMap((item) => (rows.has(item.id) ? (rows.get(item.id) ?? []) : item)),
  });
}

/** Keeps the first page alone and reads it again; the others are asked for as the reader scrolls. */
export function beginAgain(client: QueryClient, queryKey: QueryKey, queryHash: string): void {
  note(queryHash, false);
  forgetPages(client, queryKey, queryHash);
  void client.invalidateQueries({ queryKey, exact: true });
}

/** Lets go of all pages but the first, once nobody looks at the list: whoever comes back begins at its top. */
export function forgetPages(client: QueryClient, queryKey: QueryKey, queryHash: string): void {
  const updatedAt = client.getQueryState(queryKey)?.dataUpdatedAt;
  client.setQueryData<Pages>(
    queryKey,
    (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    { updatedAt },
  );
  if (!outdatedLists.now().has(queryHash)) return;
  note(queryHash, false);
  void client.invalidateQueries({ queryKey, exact: true, refetchType: 'none' });
}
