import { Alert, Button, Group } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { RecordKind } from '#kernel/record-kind.ts';
import { type ProblemDocument, problemCode } from '#web/api/problem.ts';
import { type SentRecord, createRecord, getRecord, updateRecord } from '#web/api/records-api.ts';
import { newIdempotencyKey } from '#web/api/request.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { recordWords } from '#web/i18n/record-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useDraft } from '#web/state/drafts.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import { FieldInput, useProblemText } from './FieldInput.tsx';
import { rawOf } from './field-raw.ts';
import { type RawValues, collectValues, formCurrency, startValues } from './form-values.ts';
import { StaleNotice } from './StaleNotice.tsx';
import { useReader } from './use-reader.ts';
import { useVisibleFields } from './use-visible-fields.ts';
import styles from './RecordForm.module.css';

interface RecordFormProps {
  readonly kind: RecordKind;
  /** The record to change; a new one when absent. */
  readonly record?: SentRecord;
  /** Values a new record begins with. */
  readonly preset?: Readonly<Record<string, unknown>>;
  readonly onSaved: (record: SentRecord) => void;
  readonly onCancel: () => void;
}

/** A form from the definitions of a kind's fields. What is typed survives a reload; errors stand at their fields. */
export function RecordForm({ kind, record, preset = {}, onSaved, onCancel }: RecordFormProps) {
  const told = useToldProblem(kind);
  const say = useWords(recordWords);
  const reader = useReader();
  const problemText = useProblemText();
  const fields = useVisibleFields(kind).filter(
    (field) => field.computed !== true && !(record !== undefined && field.createOnly === true),
  );
  const draft = useDraft<RawValues>(`${kind.kind}.${record?.id ?? 'new'}`, {});
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<ProblemDocument>();
  const [busy, setBusy] = useState(false);
  const [key, setKey] = useState(newIdempotencyKey);
  const [newer, setNewer] = useState<SentRecord>();
  const base = newer ?? record;
  const begin = { ...(base ?? startValues(fields, reader.baseCurrency)), ...preset };
  const typed = draft.value;
  const context = { fields, typed, begin, baseCurrency: reader.baseCurrency };
  const errors = { ...told.atFields(problem), ...own };
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { values, wrong } = collectValues({ ...context, record: base });
    setOwn(Object.fromEntries(wrong.map(({ field, problem: what, limit }) => [field, problemText(what, limit)])));
    if (wrong.length > 0) return;
    setBusy(true);
    const answer =
      base === undefined
        ? await createRecord(kind, values, key)
        : await updateRecord(kind, base.id, base.version, values);
    const current =
      !answer.ok && problemCode(answer.problem) === 'stale-version' && base !== undefined
        ? await getRecord(kind, base.id).catch(() => undefined)
        : undefined;
    setBusy(false);
    setNewer(current ?? newer);
    setProblem(answer.ok || current !== undefined ? undefined : answer.problem);
    if (answer.ok) {
      draft.drop();
      onSaved(answer.value);
    } else if (answer.problem.status !== 0) setKey(newIdempotencyKey()); // an unanswered create keeps its key: it may have been done
  };
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)} noValidate>
      {draft.restored ? (
        <Alert variant="light" p={8}>
          {say('draftRestored')}{' '}
          <Button size="compact-xs" variant="subtle" onClick={() => draft.set({})}>
            {say('startAfresh')}
          </Button>
        </Alert>
      ) : null}
      <div className={styles.fields}>
        {fields.map((field, at) => (
          <div
            key={field.name}
            data-wide={field.type === 'longText' || field.name === kind.title || field.type === 'tags'}
          >
            <FieldInput
              field={field}
              value={typed[field.name] ?? rawOf(field, begin[field.name])}
              onChange={(raw) => draft.set({ ...typed, [field.name]: raw })}
              error={errors[field.name]}
              currency={formCurrency(field, context)}
              valueLabel={
                typed[field.name] === undefined && !(field.name in preset) ? base?.labels?.[field.name] : undefined
              }
              autoFocus={at === 0}
            />
          </div>
        ))}
      </div>
      {newer === undefined || record === undefined ? null : <StaleNotice fields={fields} before={record} now={newer} />}
      {problem === undefined ? null : <ProblemView kind={kind} problem={problem} draftKept />}
      <Group justify="flex-end" className={styles.foot}>
        <Button variant="default" onClick={onCancel}>
          {say('cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {say(record === undefined ? 'create' : 'save')}
        </Button>
      </Group>
    </form>
  );
}
