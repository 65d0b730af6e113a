import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getRecord, listRecords } from '#web/api/records-api.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useKind } from '#web/shell/app-context.ts';
import { titleOf } from './field-text.ts';
import type { InputFrame } from './FieldInput.tsx';
import { useReader } from './use-reader.ts';

interface ReferenceSelectProps extends InputFrame {
  /** The kind it points to. */
  readonly to: string;
  readonly value: string | null;
  /** Name of the present value, when it is known. */
  readonly valueLabel?: string | null;
  readonly onChange: (id: string | null) => void;
}

/** Finds a record of another kind by name, pinyin or initials, asking the server as one types. */
export function ReferenceSelect({ to, value, valueLabel, onChange, ...frame }: ReferenceSelectProps) {
  const say = useWords(recordWords);
  const reader = useReader();
  const kind = useKind(to);
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed, 150);
  const [open, setOpen] = useState(false);
  const found = useQuery({
    queryKey: ['records', to, 'pick', asked],
    queryFn: ({ signal }) =>
      kind === undefined ? { items: [], next: null } : listRecords(kind, { search: asked, limit: 20 }, signal),
    enabled: open && kind !== undefined,
  });
  const current = useQuery({
    queryKey: ['records', to, 'one', value, 'now'],
    queryFn: ({ signal }) => (kind === undefined ? undefined : getRecord(kind, String(value), undefined, signal)),
    enabled: kind !== undefined && value !== null && value !== '' && (valueLabel === undefined || valueLabel === null),
  });
  const options = (kind === undefined ? [] : (found.data?.items ?? [])).map((record) => ({
    value: record.id,
    label: kind === undefined ? '' : titleOf(kind, record, reader),
  }));
  const name =
    valueLabel ?? (kind !== undefined && current.data !== undefined ? titleOf(kind, current.data, reader) : '…');
  const shown =
    value === null || value === '' || options.some((option) => option.value === value)
      ? options
      : [{ value, label: name }, ...options];
  return (
    <Select
      {...frame}
      data={shown}
      value={value === '' ? null : value}
      onChange={onChange}
      searchable
      openOnFocus={false}
      clearable={frame.required !== true}
      filter={({ options: all }) => all}
      onSearchChange={(text) => setTyped(shown.some(({ label }) => label === text) ? '' : text)}
      onDropdownOpen={() => setOpen(true)}
      placeholder={say('typeToFind')}
      nothingFoundMessage={found.isFetching ? '…' : say('nothing')}
      comboboxProps={{ withinPortal: true }}
    />
  );
}
