import { useEffect } from 'react';
import type { RecordKind } from '#kernel/record-kind.ts';
import { useSavedViews } from '#web/api/views-api.ts';
import { type ListState, readListState, writeListState } from './list-state.ts';

/** Opens a list with the reader's default view, else that of their role, when its address asks for nothing else. */
export function useDefaultView(
  kind: RecordKind,
  state: ListState,
  change: (state: ListState, manner: { readonly replace: boolean }) => void,
): void {
  const { data } = useSavedViews(kind.kind);
  const isBare = Object.values(writeListState(state)).every((value) => value === undefined);
  const chosen =
    data?.views.find(({ isDefault, mine }) => isDefault && mine) ??
    data?.views.find(({ isRoleDefault }) => isRoleDefault);
  useEffect(() => {
    const key = `qd.opened.${kind.kind}`;
    if (!isBare || chosen === undefined || sessionStorage.getItem(key) !== null) return;
    sessionStorage.setItem(key, '1');
    change({ ...readListState(chosen.query), view: chosen.id }, { replace: true });
  }, [isBare, chosen, kind.kind, change]);
}
