import type { RecordKind } from '#kernel/record-kind.ts';
import { type SentRecord, bulkUpdate, deleteRecord, restoreRecord } from '#web/api/records-api.ts';
import { type ProblemDocument, problemCode } from '#web/api/problem.ts';
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
  const tell = (problem: ProblemDocument): void => {
    const stale = problemCode(problem) === 'stale-version';
    toast(stale ? say('staleMany') : told.line(problem), { tone: 'bad' });
  };

  /** Sets one field of all, as they were chosen; undo gives each its former value back, one request per distinct value. */
  const change = async (chosen: readonly SentRecord[], field: string, value: unknown): Promise<boolean> => {
    const answer = await bulkUpdate(
      kind,
      versionsOf(chosen, ({ version }) => version),
      { [field]: value },
    );
    changed();
    if (!answer.ok) {
      tell(answer.problem);
      // Those that were chosen are no longer what is on the screen.
      return problemCode(answer.problem) === 'stale-version';
    }
    const { updated, versions } = answer.value;
    toast(say('changed', { count: updated }), {
      undo: async () => {
        const former = Map.groupBy(chosen, (record) => JSON.stringify(record[field] ?? null));
        let back = 0;
        for (const [text, records] of former) {
          const one = await bulkUpdate(
            kind,
            versionsOf(records, ({ id }) => versions[id]),
            {
              [field]: JSON.parse(text) as unknown,
            },
          );
          if (one.ok) back += one.value.updated;
          else tell(one.problem);
        }
        changed();
        if (back > 0) toast(shell('undone'));
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
        let back = 0;
        for (const id of gone) {
          const one = await restoreRecord(kind, id);
          if (one.ok) back += 1;
          else tell(one.problem);
        }
        changed();
        if (back > 0) toast(shell('undone'));
      },
    });
  };
  return { change, remove };
}

function versionsOf(
  records: readonly SentRecord[],
  versionOf: (record: SentRecord) => number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(records.map((record) => [record.id, versionOf(record)]));
}
