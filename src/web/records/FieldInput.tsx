import { Checkbox, MultiSelect, Select, TagsInput, TextInput, Textarea } from '@mantine/core';
import type { FieldDefinition } from '#kernel/record-kind.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { type FieldProblem, type Raw } from './field-raw.ts';
import { ReferenceSelect } from './ReferenceSelect.tsx';

/** What every input is framed with. */
export interface InputFrame {
  readonly label?: string;
  readonly 'aria-label'?: string;
  readonly description?: string;
  readonly error?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly 'data-autofocus'?: boolean;
}

interface FieldInputProps {
  readonly field: FieldDefinition;
  readonly value: Raw;
  readonly onChange: (value: Raw) => void;
  readonly error?: string;
  readonly currency: string;
  readonly valueLabel?: string | null;
  readonly autoFocus?: boolean;
  /** Without its label above: the label is told to screen readers only. */
  readonly bare?: boolean;
}

/** The input that belongs to a field's type. */
export function FieldInput({
  field,
  value,
  onChange,
  error,
  currency,
  valueLabel,
  autoFocus = false,
  bare = false,
}: FieldInputProps) {
  const local = useLocal();
  const say = useWords(recordWords);
  const name = local(field.label);
  const frame: InputFrame = {
    ...(bare
      ? { 'aria-label': name }
      : { label: name, ...(field.help === undefined ? {} : { description: local(field.help) }) }),
    ...(error === undefined ? {} : { error }),
    required: field.required === true,
    ...(autoFocus ? { autoFocus, 'data-autofocus': true } : {}),
  };
  const text = typeof value === 'string' ? value : '';
  const typed = (event: { currentTarget: { value: string } }): void => onChange(event.currentTarget.value);
  switch (field.type) {
    case 'longText':
      return <Textarea {...frame} value={text} onChange={typed} autosize minRows={3} maxRows={12} />;
    case 'boolean':
      return (
        <Checkbox
          {...frame}
          size="sm"
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <Select
          {...frame}
          data={(field.choices ?? []).map((choice) => ({ value: choice.value, label: local(choice.label) }))}
          value={text === '' ? null : text}
          onChange={(chosen) => onChange(chosen ?? '')}
          clearable={field.required !== true}
          placeholder={say('none')}
        />
      );
    case 'reference':
      return (
        <ReferenceSelect
          {...frame}
          to={field.to ?? ''}
          value={text === '' ? null : text}
          valueLabel={valueLabel}
          onChange={(id) => onChange(id ?? '')}
        />
      );
    case 'tags':
      return <TagsInput {...frame} value={Array.isArray(value) ? [...value] : []} onChange={onChange} />;
    case 'date':
      return <TextInput {...frame} type="date" value={text} onChange={typed} max="9999-12-31" />;
    case 'instant':
      return <TextInput {...frame} type="datetime-local" value={text} onChange={typed} />;
    case 'money':
      return (
        <TextInput
          {...frame}
          inputMode="decimal"
          value={text}
          onChange={typed}
          rightSection={<Unit>{currency}</Unit>}
          rightSectionWidth={48}
        />
      );
    case 'percent':
      return <TextInput {...frame} inputMode="decimal" value={text} onChange={typed} rightSection={<Unit>%</Unit>} />;
    case 'whole':
    case 'decimal':
      return (
        <TextInput
          {...frame}
          inputMode={field.type === 'whole' ? 'numeric' : 'decimal'}
          value={text}
          onChange={typed}
        />
      );
    case 'email':
      return <TextInput {...frame} type="email" value={text} onChange={typed} />;
    case 'phone':
      return <TextInput {...frame} type="tel" value={text} onChange={typed} />;
    case 'url':
      return <TextInput {...frame} type="url" value={text} onChange={typed} />;
    case 'text':
      return <TextInput {...frame} value={text} onChange={typed} maxLength={field.maxLength ?? 300} />;
  }
}

/** Several values of a choice field, for filters. */
export function ChoicesInput({
  field,
  values,
  onChange,
}: {
  readonly field: FieldDefinition;
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
}) {
  const local = useLocal();
  return (
    <MultiSelect
      aria-label={local(field.label)}
      data={(field.choices ?? []).map((choice) => ({ value: choice.value, label: local(choice.label) }))}
      value={[...values]}
      onChange={onChange}
      data-autofocus
    />
  );
}

function Unit({ children }: { readonly children: string }) {
  return <span style={{ fontSize: 12, color: 'var(--qd-muted)' }}>{children}</span>;
}

/** What is wrong with what was typed, in the reader's words. */
export function useProblemText(): (problem: FieldProblem, limit?: number) => string {
  const say = useWords(recordWords);
  return (problem, limit) => say(problem, { limit: limit ?? '' });
}
