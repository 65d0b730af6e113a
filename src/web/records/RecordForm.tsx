import { Alert, Button, Group } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { RecordKind } from '#kernel/record-kind.ts';
import { type ProblemDocument, fieldErrors } from '#web/api/problem.ts';
import { type SentRecord, createRecord, updateRecord } from '#web/api/records-api.ts';
import { newIdempotencyKey } from '#web/api/request.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { recordWords } from '#web/i18n/record-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useDraft } from '#web/state/drafts.ts';
import { FieldInput, useProblemText } from './FieldInput.tsx';
import { currencyOf } from './field-text.ts';
import { type Raw, parseRaw, rawOf } from './field-raw.ts';
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

type Values = Readonly<Record<string, Raw>>;

/** A form from the definitions of a kind's fields. What is typed survives a reload; errors stand at their fields. */
export function RecordForm({ kind, record, preset = {}, onSaved, onCancel }: RecordFormProps) {
  const say = useWords(recordWords);
  const reader = useReader();
  const problemText = useProblemText();
  const fields = useVisibleFields(kind).filter(
    (field) => field.computed !== true && !(record !== undefined && field.createOnly === true),
  );
  const draft = useDraft<Values>(`${kind.kind}.${record?.id ?? 'new'}`, {});
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<ProblemDocument>();
  const [busy, setBusy] = useState(false);
  const [key, setKey] = useState(newIdempotencyKey);
  const begin: Readonly<Record<string, unknown>> = { ...record, ...preset };
  const rawAt = (name: string): Raw | undefined => draft.value[name];
  const errors = { ...fieldErrors(problem), ...own };
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const values: Record<string, unknown> = {};
    const wrong: Record<string, string> = {};
    for (const field of fields) {
      const raw = rawAt(field.name) ?? rawOf(field, begin[field.name]);
      const currency = currencyOf(field, { currency: rawAt('currency') ?? begin.currency }, reader.baseCurrency);
      const parsed = parseRaw(field, raw, currency);
      if (!parsed.ok) wrong[field.name] = problemText(parsed.problem, parsed.limit);
      else if (
        record === undefined
          ? parsed.value !== null && (field.type !== 'boolean' || parsed.value === true)
          : JSON.stringify(parsed.value) !== JSON.stringify(record[field.name] ?? null)
      ) {
        values[field.name] = parsed.value;
      }
    }
    setOwn(wrong);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    const answer =
      record === undefined
        ? await createRecord(kind, values, key)
        : await updateRecord(kind, record.id, record.version, values);
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) {
      setKey(newIdempotencyKey());
      return;
    }
    draft.drop();
    onSaved(answer.value);
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
              value={rawAt(field.name) ?? rawOf(field, begin[field.name])}
              onChange={(raw) => draft.set({ ...draft.value, [field.name]: raw })}
              error={errors[field.name]}
              currency={currencyOf(field, { currency: rawAt('currency') ?? begin.currency }, reader.baseCurrency)}
              valueLabel={
                rawAt(field.name) === undefined && !(field.name in preset) ? record?.labels?.[field.name] : undefined
              }
              autoFocus={at === 0}
            />
          </div>
        ))}
      </div>
      {problem === undefined ? null : <ProblemView problem={problem} draftKept />}
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
