import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FieldDefinition, RecordKind } from '#kernel/record-kind.ts';
import { type RecordPage, type SentRecord, updateRecord } from '#web/api/records-api.ts';
import { useKindChanged } from '#web/api/use-records.ts';
import { toast } from '#web/components/toasts.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import { titleOf } from './field-text.ts';
import { useReader } from './use-reader.ts';

/** A move that needs more than the move: what the form is opened with. */
export interface Unfinished {
  readonly record: SentRecord;
  readonly preset: Readonly<Record<string, unknown>>;
}

/** Changes the field of a board's columns. When the new column asks for more (a reason, an amount), the form opens with it. */
export function useMoveCard(kind: RecordKind, by: FieldDefinition | undefined) {
  const told = useToldProblem(kind);
  const client = useQueryClient();
  const changed = useKindChanged(kind);
  const reader = useReader();
  const say = useWords(recordWords);
  const shell = useWords(shellWords);
  const [unfinished, setUnfinished] = useState<Unfinished>();
  const find = (id: string): SentRecord | undefined =>
    client
      .getQueriesData<InfiniteData<RecordPage>>({ queryKey: ['records', kind.kind, 'list'] })
      .flatMap(([, data]) => data?.pages ?? [])
      .flatMap(({ items }) => items)
      .find((record) => record.id === id);
  const move = async (id: string, to: string, toName: string): Promise<void> => {
    const record = find(id);
    if (record === undefined || by === undefined) return;
    const value = to === '' ? null : to;
    const answer = await updateRecord(kind, id, record.version, { [by.name]: value });
    changed();
    if (answer.ok) {
      toast(say('moved', { card: titleOf(kind, record, reader), column: toName }), {
        undo: async () => {
          const back = await updateRecord(kind, id, answer.value.version, { [by.name]: record[by.name] ?? null });
          changed();
          toast(back.ok ? shell('undone') : told.line(back.problem));
        },
      });
      return;
    }
    const asksMore =
      answer.problem.errors?.some(
        ({ field }) => field !== by.name && kind.fields.some(({ name }) => name === field),
      ) === true;
    if (asksMore) setUnfinished({ record, preset: { [by.name]: value } });
    else toast(told.line(answer.problem), { tone: 'bad' });
  };
  return { move, unfinished, finish: () => setUnfinished(undefined) };
}
