import { Link } from '@tanstack/react-router';
import type { RecordKind } from '#kernel/record-kind.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import { recordPath } from '#web/shell/app-context.ts';
import { titleOf } from './field-text.ts';
import { useReader } from './use-reader.ts';

/** The name of a record, leading to its page. */
export function RecordLink({ kind, record }: { readonly kind: RecordKind; readonly record: SentRecord }) {
  const reader = useReader();
  return (
    <Link to={recordPath(kind, record.id)} tabIndex={-1} preload={false}>
      {titleOf(kind, record, reader)}
    </Link>
  );
}
