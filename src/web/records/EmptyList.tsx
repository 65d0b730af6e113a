import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RecordKind } from '#kernel/record-kind.ts';
import { EmptyState } from '#web/components/EmptyState.tsx';
import { iconNamed } from '#web/components/Icon.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { recordWords } from '#web/i18n/record-words.ts';
import { type ListState, allRecords, readyViewOf } from './list-state.ts';

interface EmptyListProps {
  readonly kind: RecordKind;
  readonly state: ListState;
  /** The button that makes a record; none for whom may not. */
  readonly add: ReactNode;
  readonly onChange: (change: Partial<ListState>) => void;
}

/** Why a list has no rows: nothing fits the filter, nothing stands in the view, or there is nothing of the kind. */
export function EmptyList({ kind, state, add, onChange }: EmptyListProps) {
  const say = useWords(recordWords);
  const local = useLocal();
  const ready = readyViewOf(kind, state);
  const whole = (
    <Button variant="default" onClick={() => onChange({ filter: [], search: '', view: allRecords })}>
      {say(ready === undefined ? 'clearFilters' : 'showAll')}
    </Button>
  );
  if (ready !== undefined)
    return (
      <EmptyState
        icon={iconNamed(kind.icon)}
        title={say('emptyViewTitle', { view: local(ready.label) })}
        actions={
          <>
            {whole}
            {add}
          </>
        }
      >
        {say('emptyViewBody')}
      </EmptyState>
    );
  if (state.filter.length > 0 || state.search !== '')
    return (
      <EmptyState icon="filter" title={say('noMatchTitle')} actions={whole}>
        {say('noMatchBody')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={iconNamed(kind.icon)}
      title={say('emptyTitle', { label: local(kind.plural) })}
      actions={add ?? undefined}
    >
      {say('emptyBody')}
    </EmptyState>
  );
}
