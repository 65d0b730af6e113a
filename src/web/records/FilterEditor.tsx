import { Button, Select, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { FieldDefinition, RecordKind } from '#kernel/record-kind.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { operatorText } from './clause-text.ts';
import { type Clause, type Operator, isInCompanyCurrency, operatorsFor } from './filter-clause.ts';
import { FilterValue } from './FilterValue.tsx';

interface FilterEditorProps {
  readonly kind: RecordKind;
  readonly fields: readonly FieldDefinition[];
  /** The condition to change; a new one when absent. */
  readonly clause?: Clause;
  readonly onApply: (clause: Clause) => void;
}

const filterable = (field: FieldDefinition): boolean => field.type !== 'longText';

/** One condition: a field, how it is compared, with what. */
export function FilterEditor({ kind, fields, clause, onApply }: FilterEditorProps) {
  const say = useWords(recordWords);
  const local = useLocal();
  const [name, setName] = useState(clause?.field ?? '');
  const [operator, setOperator] = useState<Operator | undefined>(clause?.operator);
  const [value, setValue] = useState(clause?.value ?? '');
  const field = fields.find((one) => one.name === name);
  const operators = field === undefined ? [] : operatorsFor(field);
  const used = operator !== undefined && operators.includes(operator) ? operator : operators[0];
  const needsValue = used !== 'empty' && used !== 'filled';
  const ready = field !== undefined && used !== undefined && (!needsValue || value !== '');
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) onApply({ field: field.name, operator: used, value: needsValue ? value : '' });
  };
  return (
    <form onSubmit={apply} aria-label={`${say('addFilter')} ${local(kind.plural)}`}>
      <Stack gap="sm">
        <Select
          label={say('field')}
          data={fields.filter(filterable).map((one) => ({ value: one.name, label: local(one.label) }))}
          value={name === '' ? null : name}
          onChange={(next) => {
            setName(next ?? '');
            setOperator(undefined);
            setValue('');
          }}
          searchable
          data-autofocus={clause === undefined}
          comboboxProps={{ withinPortal: false }}
        />
        {field === undefined ? null : (
          <>
            <Select
              label={say('condition')}
              data={operators.map((one) => ({ value: one, label: operatorText(field, one, say) }))}
              value={used}
              onChange={(next) => setOperator((next ?? undefined) as Operator | undefined)}
              allowDeselect={false}
              comboboxProps={{ withinPortal: false }}
            />
            {needsValue ? (
              <FilterValue
                field={field}
                many={used === 'in'}
                inCompanyCurrency={isInCompanyCurrency(kind, field, used)}
                value={value}
                onChange={setValue}
              />
            ) : null}
          </>
        )}
        <Button type="submit" disabled={!ready}>
          {say('apply')}
        </Button>
      </Stack>
    </form>
  );
}
