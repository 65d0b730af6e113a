import { ActionIcon, Button, Menu, Modal, TextInput } from '@mantine/core';
import { IconDots, IconHistory, IconPencil, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { RecordKind } from '#kernel/record-kind.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import { mayDo } from '#web/api/session.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { useToday } from '#web/state/now.ts';
import { RecordDrawer } from './RecordDrawer.tsx';
import { useBulkActions } from './use-bulk-actions.ts';

interface RecordActionsProps {
  readonly kind: RecordKind;
  readonly record: SentRecord;
  readonly onAsOf: (instant: string | undefined) => void;
}

/** Edit, look back, delete: what every record page offers. */
export function RecordActions({ kind, record, onAsOf }: RecordActionsProps) {
  const say = useWords(recordWords);
  const session = useSession();
  const navigate = useNavigate();
  const today = useToday();
  const [editing, setEditing] = useState(false);
  const [dating, setDating] = useState(false);
  const { remove } = useBulkActions(kind);
  const drop = async (): Promise<void> => {
    await remove([record]);
    await navigate({ to: `/${kind.room}/${kind.path}` });
  };
  return (
    <>
      {mayDo(session, kind.kind, 'update') ? (
        <Button variant="default" leftSection={<IconPencil size={14} />} onClick={() => setEditing(true)}>
          {say('edit')}
        </Button>
      ) : null}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" aria-label={say('actions')}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconHistory size={14} />} onClick={() => setDating(true)}>
            {say('asOf')} …
          </Menu.Item>
          {mayDo(session, kind.kind, 'delete') ? (
            <Menu.Item leftSection={<IconTrash size={14} />} color="var(--qd-bad)" onClick={() => void drop()}>
              {say('remove')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={dating}
        onClose={() => setDating(false)}
        title={say('asOf')}
        closeButtonProps={{ 'aria-label': say('cancel') }}
      >
        <TextInput
          type="date"
          aria-label={say('asOf')}
          max={today}
          data-autofocus
          onChange={(event) => {
            const day = event.currentTarget.value;
            if (day === '' || day > today) return;
            setDating(false);
            onAsOf(`${day}T23:59:59Z`);
          }}
        />
      </Modal>
      <RecordDrawer kind={kind} opened={editing} record={record} onClose={() => setEditing(false)} />
    </>
  );
}
