import { Button, Menu } from '@mantine/core';
import { IconCheck, IconStack2 } from '@tabler/icons-react';
import type { RecordKind } from '#kernel/record-kind.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useVisibleFields } from './use-visible-fields.ts';

interface GroupMenuProps {
  readonly kind: RecordKind;
  readonly group: string | undefined;
  readonly sum: string | undefined;
  readonly onChange: (change: { readonly group?: string; readonly sum?: string }) => void;
}

const groupable = new Set(['choice', 'reference', 'boolean']);
const addable = new Set(['money', 'whole', 'decimal']);

/** By which field the rows of a list stand together, and what is added up. */
export function GroupMenu({ kind, group, sum, onChange }: GroupMenuProps) {
  const say = useWords(recordWords);
  const local = useLocal();
  const visible = useVisibleFields(kind);
  const fields = visible.filter((field) => groupable.has(field.type));
  // Amounts in the currencies of their records are not added where the same stands in the company's.
  const inBase = visible.some((field) => field.inBase === true);
  const sums = visible.filter(
    (field) =>
      addable.has(field.type) && (field.type !== 'money' || !inBase || field.inBase === true || field.custom === true),
  );
  const summed = sum ?? kind.board?.sum;
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
        <Menu.Item leftSection={tick(group === undefined)} onClick={() => onChange({ group: undefined })}>
          {say('noGrouping')}
        </Menu.Item>
        {fields.map((field) => (
          <Menu.Item
            key={field.name}
            leftSection={tick(field.name === group)}
            onClick={() => onChange({ group: field.name })}
          >
            {local(field.label)}
          </Menu.Item>
        ))}
        {group === undefined || sums.length === 0 ? null : (
          <>
            <Menu.Divider />
            <Menu.Label>{say('sumOf')}</Menu.Label>
            {sums.map((field) => (
              <Menu.Item
                key={field.name}
                leftSection={tick(field.name === summed)}
                onClick={() => onChange({ sum: field.name === summed ? undefined : field.name })}
              >
                {local(field.label)}
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
