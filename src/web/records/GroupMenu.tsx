import { Button, Menu } from '@mantine/core';
import { IconCheck, IconStack2 } from '@tabler/icons-react';
import type { RecordKind } from '#kernel/record-kind.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useVisibleFields } from './use-visible-fields.ts';

interface GroupMenuProps {
  readonly kind: RecordKind;
  readonly group: string | undefined;
  readonly onChange: (group: string | undefined) => void;
}

const groupable = new Set(['choice', 'reference', 'boolean']);

/** By which field the rows of a list stand together. */
export function GroupMenu({ kind, group, onChange }: GroupMenuProps) {
  const say = useWords(recordWords);
  const local = useLocal();
  const fields = useVisibleFields(kind).filter((field) => groupable.has(field.type));
  const current = fields.find(({ name }) => name === group);
  const tick = (on: boolean) => (on ? <IconCheck size={14} /> : <span style={{ width: 14 }} />);
  if (fields.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="subtle" color="gray" leftSection={<IconStack2 size={14} />}>
          {current === undefined ? say('groupBy') : local(current.label)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={400} style={{ overflow: 'auto' }}>
        <Menu.Item leftSection={tick(group === undefined)} onClick={() => onChange(undefined)}>
          {say('noGrouping')}
        </Menu.Item>
        {fields.map((field) => (
          <Menu.Item key={field.name} leftSection={tick(field.name === group)} onClick={() => onChange(field.name)}>
            {local(field.label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
