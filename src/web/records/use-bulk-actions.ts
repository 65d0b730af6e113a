import type { RecordKind } from '#kernel/record-kind.ts';
import { type SentRecord, bulkUpdate, deleteRecord, restoreRecord } from '#web/api/records-api.ts';
import type { ProblemDocument } from '#web/api/problem.ts';
import { useKindChanged } from '#web/api/use-records.ts';
import { toast } from '#web/components/toasts.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useToldProblem } from '#web/shell/use-told-problem.ts';

/** Changes and deletes of many records at once, each with its way back. */
export function useBulkActions(kind: RecordKind) {
  const told = useToldProblem(kind);
  const say = useWords(recordWords);
  const shell = useWords(shellWords);
  const local = useLocal();
  const changed = useKindChanged(kind);
  const tell = (problem: ProblemDocument): void => toast(told.line(problem), { tone: 'bad' });

  /** Sets one field of all; undo gives each its former value back, one request per distinct value. */
  const change = async (chosen: readonly SentRecord[], field: string, value: unknown): Promise<boolean> => {
    const answer = await bulkUpdate(
      kind,
      chosen.map(({ id }) => id),
      { [field]: value },
    );
    changed();
    if (!answer.ok) {
      tell(answer.problem);
      return false;
    }
    toast(say('changed', { count: answer.value.updated }), {
      undo: async () => {
        const former = Map.groupBy(chosen, (record) => JSON.stringify(record[field] ?? null));
        for (const [text, records] of former) {
          const back = await bulkUpdate(
            kind,
            records.map(({ id }) => id),
            { [field]: JSON.parse(text) as unknown },
          );
          if (!back.ok) tell(back.problem);
        }
        changed();
        toast(shell('undone'));
      },
    });
    return true;
  };

  const remove = async (chosen: readonly SentRecord[]): Promise<void> => {
    const gone: string[] = [];
    for (const { id } of chosen) {
      const answer = await deleteRecord(kind, id);
      if (answer.ok) gone.push(id);
      else tell(answer.problem);
    }
    changed();
    if (gone.length === 0) return;
    toast(say('deleted', { count: gone.length, label: local(kind.label) }), {
      undo: async () => {
        for (const id of gone) {
          const back = await restoreRecord(kind, id);
          if (!back.ok) tell(back.problem);
        }
        changed();
        toast(shell('undone'));
      },
    });
  };
  return { change, remove };
}
