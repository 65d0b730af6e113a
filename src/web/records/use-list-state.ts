import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { RecordKind } from '#kernel/record-kind.ts';
import type { SearchParams } from '#web/shell/search-params.ts';
import { type ListState, stateAt, writeListState } from './list-state.ts';

/** The state of the list on this page, and how to change it. Typing replaces the address, choices add to the history. */
export function useListState(
  kind: RecordKind,
): readonly [ListState, (change: Partial<ListState>, manner?: { readonly replace?: boolean }) => void] {
  const search = useSearch({ strict: false }) as SearchParams;
  const navigate = useNavigate();
  const state = useMemo(() => stateAt(kind, search), [kind, search]);
  const change = useCallback(
    (next: Partial<ListState>, manner: { readonly replace?: boolean } = {}) => {
      void navigate({
        to: '.',
        search: ((before: SearchParams) => ({
          ...before,
          ...writeListState({ ...stateAt(kind, before), ...next }),
        })) as never,
        replace: manner.replace ?? false,
      });
    },
    [kind, navigate],
  );
  return [state, change];
}
