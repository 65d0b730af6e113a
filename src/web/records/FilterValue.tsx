import { Button, Group, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FieldDefinition } from '#kernel/record-kind.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { ChoicesInput } from './FieldInput.tsx';
import { parseRaw } from './field-raw.ts';
import { relativeDays } from './filter-clause.ts';
import { ReferenceSelect } from './ReferenceSelect.tsx';
import { useReferenceLabels } from './use-reference-labels.ts';

interface FilterValueProps {
  readonly field: FieldDefinition;
  readonly many: boolean;
  /** Of an amount: that it is compared in the company's currency, not in that of each record. */
  readonly inCompanyCurrency: boolean;
  /** The value as it stands in the clause. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The value of a condition, entered the way its field is. */
export function FilterValue({ field, many, inCompanyCurrency, value, onChange }: FilterValueProps) {
  const say = useWords(recordWords);
  switch (field.type) {
    case 'choice':
      return (
        <ChoicesInput
          field={field}
          values={value === '' ? [] : value.split(',')}
          onChange={(values) => onChange((many ? values : values.slice(-1)).join(','))}
        />
      );
    case 'reference':
      return <ReferenceValues field={field} many={many} value={value} onChange={onChange} />;
    case 'boolean':
      return (
        <SegmentedControl
          fullWidth
          data={[
            { value: 'true', label: say('yes') },
            { value: 'false', label: say('no') },
          ]}
          value={value}
          onChange={onChange}
        />
      );
    case 'date':
    case 'instant':
      return (
        <Stack gap={8}>
          <Group gap={4}>
            {relativeDays.map((day) => (
              <Button key={day} size="xs" variant={value === day ? 'light' : 'default'} onClick={() => onChange(day)}>
                {say(day)}
              </Button>
            ))}
          </Group>
          <TextInput
            type="date"
            label={say('orDay')}
            value={value.startsWith('@') ? '' : value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        </Stack>
      );
    default:
      return <TypedValue field={field} inCompanyCurrency={inCompanyCurrency} value={value} onChange={onChange} />;
  }
}

/** Numbers as they are read: shares in per cent, amounts with the currency they are compared in. */
function TypedValue({ field, inCompanyCurrency, value, onChange }: Omit<FilterValueProps, 'many'>) {
  const say = useWords(recordWords);
  const { baseCurrency } = useSession().company;
  const isShare = field.type === 'percent';
  const [typed, setTyped] = useState(() =>
    isShare && value !== '' ? String(Number((Number(value) * 100).toPrecision(12))) : value,
  );
  const change = (text: string): void => {
    setTyped(text);
    const parsed = parseRaw({ ...field, required: true }, text, baseCurrency);
    onChange(parsed.ok ? String(parsed.value) : '');
  };
  return (
    <TextInput
      label={say('value')}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      rightSection={isShare ? '%' : field.type === 'money' && inCompanyCurrency ? baseCurrency : undefined}
      rightSectionWidth={48}
      data-autofocus
    />
  );
}

function ReferenceValues({ field, many, value, onChange }: Omit<FilterValueProps, 'inCompanyCurrency'>) {
  const say = useWords(recordWords);
  const ids = value === '' ? [] : value.split(',');
  const labels = useReferenceLabels(field, value);
  const add = (id: string): void => onChange((many ? [...new Set([...ids, id])] : [id]).join(','));
  return (
    <Stack gap={8}>
      <Group gap={4}>
        {field.to === 'person' && !ids.includes('@me') ? (
          <Button size="xs" variant="default" onClick={() => add('@me')}>
            {say('@me')}
          </Button>
        ) : null}
        {ids.map((id) => (
          <Button
            key={id}
            size="xs"
            variant="light"
            rightSection="×"
            onClick={() => onChange(ids.filter((one) => one !== id).join(','))}
          >
            {id === '@me' ? say('@me') : labels[id]}
          </Button>
        ))}
      </Group>
      <ReferenceSelect
        aria-label={say('value')}
        to={field.to ?? ''}
        value={null}
        onChange={(id) => id !== null && add(id)}
      />
    </Stack>
  );
}
