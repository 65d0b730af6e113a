import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FieldDefinition } from '#kernel/record-kind.ts';
import { type RecordGroup, columnsAtATime, listRecords } from '#web/api/records-api.ts';
import { useKind } from '#web/shell/app-context.ts';
import { titleOf } from './field-text.ts';
import { useReader } from './use-reader.ts';

export interface KnownColumn {
  readonly value: string;
  readonly label: string;
}

/** The values a choice or reference field can have, in their order; undefined while they are on their way. */
export function useKnownColumns(
  field: FieldDefinition | undefined,
  filter: readonly string[] = [],
): readonly KnownColumn[] | undefined {
  const reader = useReader();
  const target = useKind(field?.type === 'reference' ? field.to : undefined);
  const found = useQuery({
    queryKey: ['records', target?.kind, 'columns', filter],
    queryFn: ({ signal }) =>
      target === undefined ? { items: [], next: null } : listRecords(target, { filter, limit: columnsAtATime }, signal),
    enabled: target !== undefined,
  });
  return useMemo(() => {
    if (field?.type !== 'reference')
      return (field?.choices ?? []).map((choice) => ({ value: choice.value, label: choice.label[reader.language] }));
    if (found.isError) return [];
    return target === undefined
      ? []
      : found.data?.items.map((record) => ({ value: record.id, label: titleOf(target, record, reader) }));
  }, [field, target, found.data, found.isError, reader]);
}

/**
 * The columns of a board: known values in their order, empty ones too; values that are not known follow, those without a value last.
 * Of more than twelve known values only those with records are shown.
 */
export function orderedGroups(
  known: readonly KnownColumn[] | undefined,
  groups: readonly RecordGroup[] | undefined,
): readonly RecordGroup[] | undefined {
  if (known === undefined || groups === undefined) return undefined;
  const byValue = new Map(groups.map((group) => [group.value, group]));
  const inOrder = known.map(
    ({ value, label }): RecordGroup => byValue.get(value) ?? { value, label, count: 0, sum: null },
  );
  const shown = known.length > 12 ? inOrder.filter(({ count }) => count > 0) : inOrder;
  const names = new Set(known.map(({ value }) => value));
  const others = groups.filter(({ value }) => value !== null && !names.has(value));
  const without = byValue.get(null);
  return [...shown, ...others, ...(without === undefined ? [] : [without])];
}
