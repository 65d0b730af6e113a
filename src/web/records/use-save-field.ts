import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { FieldDefinition, RecordKind } from '#kernel/record-kind.ts';
import { problemCode } from '#web/api/problem.ts';
import { type SentRecord, updateRecord } from '#web/api/records-api.ts';
import { useRecordChanged } from '#web/api/use-records.ts';
import { toast } from '#web/components/toasts.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useToldProblem } from '#web/shell/use-told-problem.ts';

/** Saves one field of a record at the version that was read, says so, and offers to take it back. */
export function useSaveField(
  kind: RecordKind,
): (record: SentRecord, field: FieldDefinition, value: unknown) => Promise<SentRecord | undefined> {
  const told = useToldProblem(kind);
  const changed = useRecordChanged(kind);
  const client = useQueryClient();
  const say = useWords(recordWords);
  const shell = useWords(shellWords);
  const local = useLocal();
  return useCallback(
    async (record, field, value) => {
      const answer = await updateRecord(kind, record.id, record.version, { [field.name]: value });
      if (!answer.ok) {
        const stale = problemCode(answer.problem) === 'stale-version';
        toast(stale ? `${say('staleTitle')}. ${shell('nextStale')}` : told.line(answer.problem), {
          tone: 'bad',
        });
        await client.invalidateQueries({ queryKey: ['records', kind.kind] });
        return undefined;
      }
      changed(answer.value);
      toast(`${local(field.label)}: ${say('saved')}`, {
        undo: async () => {
          const back = await updateRecord(kind, record.id, answer.value.version, {
            [field.name]: record[field.name] ?? null,
          });
          if (back.ok) changed(back.value);
          toast(back.ok ? shell('undone') : told.line(back.problem), {
            tone: back.ok ? 'neutral' : 'bad',
          });
        },
      });
      return answer.value;
    },
    [kind, changed, client, say, shell, local, told],
  );
}
