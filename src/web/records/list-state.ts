import type { ReadyView, RecordKind } from '#kernel/record-kind.ts';
import { type SearchParams, manyOf } from '#web/shell/search-params.ts';

export type ListMode = 'list' | 'board' | 'calendar' | 'funnel';

/** What a list shows; all of it stands in the address, so that a view can be shared as a link. */
export interface ListState {
  readonly filter: readonly string[];
  readonly search: string;
  readonly sort: string | undefined;
  /** Columns in order; those of the definition when absent. */
  readonly columns: readonly string[] | undefined;
  readonly group: string | undefined;
  /** What the groups add up; what the board of the kind does when absent. */
  readonly sum: string | undefined;
  readonly mode: ListMode | undefined;
  /** Id of the saved or ready view this began with; `allRecords` for none. */
  readonly view: string | undefined;
  /** The day as of which the list is shown; now when absent. */
  readonly asOf: string | undefined;
}

const one = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.[0];

export function readListState(search: SearchParams): ListState {
  const columns = one(search.columns);
  return {
    filter: manyOf(search.filter),
    search: one(search.q) ?? '',
    sort: one(search.sort),
    columns: columns === undefined || columns === '' ? undefined : columns.split(','),
    group: one(search.group),
    sum: one(search.sum),
    mode: (['list', 'board', 'calendar', 'funnel'] as const).find((mode) => mode === one(search.as)),
    view: one(search.view),
    asOf: /^\d{4}-\d{2}-\d{2}$/.exec(one(search.asOf) ?? '')?.[0],
  };
}

export function writeListState(state: ListState): Record<string, string | string[] | undefined> {
  return {
    filter: state.filter.length === 0 ? undefined : [...state.filter],
    q: state.search === '' ? undefined : state.search,
    sort: state.sort,
    columns: state.columns?.join(','),
    group: state.group,
    sum: state.sum,
    as: state.mode,
    view: state.view,
    asOf: state.asOf,
  };
}

/** Says that no view is wanted, where an address that says nothing would open with one. */
export const allRecords = 'all';

export const wholeList: ListState = { ...readListState({}), view: allRecords };

/** An address that says nothing of the list. */
export function saysNothing(search: SearchParams): boolean {
  return Object.values(writeListState(readListState(search))).every((value) => value === undefined);
}

export function stateOfReady({ id, filter, sort }: ReadyView): ListState {
  return { ...readListState({}), filter, sort, view: id };
}

/** The ready view that a list shows, as long as nobody has filtered it further. */
export function readyViewOf(kind: RecordKind, { view, filter, search }: ListState): ReadyView | undefined {
  const found = kind.views?.find(({ id }) => id === view);
  return search === '' && found?.filter.join('\n') === filter.join('\n') ? found : undefined;
}

/** The state that an address stands for: one that says nothing is the first ready view of the kind. */
export function stateAt(kind: RecordKind, search: SearchParams): ListState {
  const first = kind.views?.[0];
  return first !== undefined && saysNothing(search) ? stateOfReady(first) : readListState(search);
}
