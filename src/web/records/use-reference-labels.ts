import { useQueries } from '@tanstack/react-query';
import type { FieldDefinition } from '#kernel/record-kind.ts';
import { getRecord } from '#web/api/records-api.ts';
import { useKind } from '#web/shell/app-context.ts';
import { titleOf } from './field-text.ts';
import { useReader } from './use-reader.ts';

/** The names of the records that the comma-separated ids of a filter value stand for. */
export function useReferenceLabels(field: FieldDefinition, value: string): Readonly<Record<string, string>> {
  const reader = useReader();
  const kind = useKind(field.type === 'reference' ? field.to : undefined);
  const ids = kind === undefined ? [] : value.split(',').filter((id) => id !== '' && !id.startsWith('@'));
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['records', kind?.kind, 'one', id, 'now'],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        kind === undefined ? undefined : getRecord(kind, id, undefined, signal),
    })),
  });
  return Object.fromEntries(
    ids.map((id, at) => {
      const record = found[at].data;
      return [id, kind === undefined || record === undefined ? '…' : titleOf(kind, record, reader)];
    }),
  );
}
