import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import type { FieldDefinition, RecordKind } from '#kernel/record-kind.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useVisibleFields } from './use-visible-fields.ts';
import styles from './ColumnMenu.module.css';

interface ColumnMenuProps {
  readonly kind: RecordKind;
  readonly columns: readonly string[];
  readonly onChange: (columns: readonly string[]) => void;
}

/** Which columns a list shows and in which order; the name of the record always comes first. */
export function ColumnMenu({ kind, columns, onChange }: ColumnMenuProps) {
  const say = useWords(recordWords);
  const local = useLocal();
  const fields = useVisibleFields(kind);
  const shown = columns.flatMap((name) => fields.find((field) => field.name === name) ?? []);
  const rest = fields
    .filter((field) => !columns.includes(field.name))
    .toSorted((a, b) => local(a.label).localeCompare(local(b.label)));
  const move = (name: string, by: number): void => {
    const at = columns.indexOf(name);
    const next = columns.filter((one) => one !== name);
    onChange(next.toSpliced(Math.max(1, at + by), 0, name));
  };
  const line = (field: FieldDefinition, on: boolean) => (
    <li key={field.name}>
      <Checkbox
        label={local(field.label)}
        checked={on}
        disabled={field.name === kind.title}
        onChange={() => onChange(on ? columns.filter((name) => name !== field.name) : [...columns, field.name])}
      />
      {on && field.name !== kind.title ? (
        <span>
          <ActionIcon
            size="sm"
            aria-label={say('moveEarlier', { field: local(field.label) })}
            onClick={() => move(field.name, -1)}
          >
            <IconArrowUp size={12} />
          </ActionIcon>
          <ActionIcon
            size="sm"
            aria-label={say('moveLater', { field: local(field.label) })}
            onClick={() => move(field.name, 1)}
          >
            <IconArrowDown size={12} />
          </ActionIcon>
        </span>
      ) : null}
    </li>
  );
  return (
    <Popover position="bottom-end" width={280} trapFocus>
      <Popover.Target>
        <Button size="xs" variant="subtle" color="gray" leftSection={<IconColumns3 size={14} />}>
          {say('columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <ul className={styles.list}>
          {shown.map((field) => line(field, true))}
          {rest.map((field) => line(field, false))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
