import { type KeyboardEvent, useState } from 'react';
import type { FieldDefinition, RecordKind } from '#kernel/record-kind.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import { FieldInput, useProblemText } from './FieldInput.tsx';
import { currencyOf } from './field-text.ts';
import { type Raw, parseRaw, rawOf } from './field-raw.ts';
import { useReader } from './use-reader.ts';
import { useSaveField } from './use-save-field.ts';

interface CellEditorProps {
  readonly kind: RecordKind;
  readonly field: FieldDefinition;
  readonly record: SentRecord;
  readonly onClose: () => void;
}

const savedWhenChosen = new Set(['choice', 'reference', 'boolean']);

/** Edits one field in place: Enter or leaving saves, Escape cancels, a choice saves at once. Every save can be undone. */
export function CellEditor({ kind, field, record, onClose }: CellEditorProps) {
  const reader = useReader();
  const currency = currencyOf(field, record, reader.baseCurrency);
  const [raw, setRaw] = useState<Raw>(() => rawOf(field, record[field.name]));
  const [error, setError] = useState<string>();
  const problemText = useProblemText();
  const save = useSaveField(kind);
  const commit = (next: Raw): void => {
    const parsed = parseRaw(field, next, currency);
    if (!parsed.ok) {
      setError(problemText(parsed.problem, parsed.limit));
      return;
    }
    onClose();
    if (parsed.value !== (record[field.name] ?? null)) void save(record, field, parsed.value);
  };
  const change = (next: Raw): void => {
    setRaw(next);
    setError(undefined);
    if (savedWhenChosen.has(field.type)) commit(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
    else if (
      event.key === 'Enter' &&
      !event.nativeEvent.isComposing &&
      !savedWhenChosen.has(field.type) &&
      (field.type !== 'longText' || event.ctrlKey || event.metaKey)
    )
      commit(raw);
  };
  const onBlur = (event: React.FocusEvent<HTMLElement>): void => {
    if (!event.currentTarget.contains(event.relatedTarget) && !savedWhenChosen.has(field.type)) commit(raw);
  };
  return (
    <div onKeyDown={onKeyDown} onBlur={onBlur} onDoubleClick={(event) => event.stopPropagation()}>
      <FieldInput
        bare
        autoFocus
        field={field}
        value={raw}
        onChange={change}
        error={error}
        currency={currency}
        valueLabel={record.labels?.[field.name]}
      />
    </div>
  );
}
