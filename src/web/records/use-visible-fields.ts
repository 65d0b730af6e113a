import { useMemo } from 'react';
import type { FieldDefinition, RecordKind } from '#kernel/record-kind.ts';
import { seesField } from '#web/api/session.ts';
import { useSession, useWholeKind } from '#web/shell/app-context.ts';

/** The fields of a kind that are shown to the reader. */
export function useVisibleFields(given: RecordKind): readonly FieldDefinition[] {
  const kind = useWholeKind(given);
  const session = useSession();
  return useMemo(
    () => kind.fields.filter((field) => field.internal !== true && seesField(session, field)),
    [kind, session],
  );
}
