import { useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { RecordKind } from '#kernel/record-kind.ts';
import { useSavedViews } from '#web/api/views-api.ts';
import type { SearchParams } from '#web/shell/search-params.ts';
import { type ListState, readListState, saysNothing } from './list-state.ts';

/** Opens a list with the reader's default view, else that of their role, when its address says nothing. */
export function useDefaultView(
  kind: RecordKind,
  change: (state: ListState, manner: { readonly replace: boolean }) => void,
): void {
  const { data } = useSavedViews(kind.kind);
  const isBare = saysNothing(useSearch({ strict: false }) as SearchParams);
  const chosen =
    data?.views.find(({ isDefault, mine }) => isDefault && mine) ??
    data?.views.find(({ isRoleDefault }) => isRoleDefault);
  useEffect(() => {
    if (isBare && chosen !== undefined) change({ ...readListState(chosen.query), view: chosen.id }, { replace: true });
  }, [isBare, chosen, change]);
}
