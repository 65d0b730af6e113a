import type { RecordQuery } from '#web/api/records-api.ts';
import { resolveClauses } from './filter-clause.ts';
import type { ListState } from './list-state.ts';

/** What of a list's state says which records it shows, in which order. */
export type Asked = Pick<ListState, 'filter' | 'search' | 'sort'> & Partial<Pick<ListState, 'asOf'>>;

/** The query of a list as the API takes it: relative days and “me” are resolved. */
export function recordQueryOf(state: Asked, now: { readonly today: string; readonly me: string }): RecordQuery {
  return {
    filter: resolveClauses(state.filter, now),
    ...(state.search === '' ? {} : { search: state.search }),
    ...(state.sort === undefined ? {} : { sort: state.sort }),
    ...(state.asOf === undefined || state.asOf >= now.today ? {} : { asOf: `${state.asOf}T23:59:59Z` }),
  };
}
