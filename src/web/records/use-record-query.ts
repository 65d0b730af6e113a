import { useMemo } from 'react';
import type { RecordQuery } from '#web/api/records-api.ts';
import { useSession } from '#web/shell/app-context.ts';
import { useToday } from '#web/state/now.ts';
import { resolveClauses } from './filter-clause.ts';
import type { ListState } from './use-list-state.ts';

/** The query of a list as the API takes it: relative days and “me” are resolved. */
export function useRecordQuery(
  state: Pick<ListState, 'filter' | 'search' | 'sort'> & Partial<Pick<ListState, 'asOf'>>,
  fixed: readonly string[] = [],
): RecordQuery {
  const today = useToday();
  const me = useSession().viewer.personId;
  return useMemo(
    () => ({
      filter: resolveClauses([...fixed, ...state.filter], { today, me }),
      ...(state.search === '' ? {} : { search: state.search }),
      ...(state.sort === undefined ? {} : { sort: state.sort }),
      ...(state.asOf === undefined || state.asOf >= today ? {} : { asOf: `${state.asOf}T23:59:59Z` }),
    }),
    [state.filter, state.search, state.sort, state.asOf, fixed, today, me],
  );
}
