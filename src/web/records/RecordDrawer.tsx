import { Drawer } from '@mantine/core';
import type { RecordKind } from '#kernel/record-kind.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import { useKindChanged } from '#web/api/use-records.ts';
import { toast } from '#web/components/toasts.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { RecordForm } from './RecordForm.tsx';

interface RecordDrawerProps {
  readonly kind: RecordKind;
  readonly opened: boolean;
  readonly record?: SentRecord;
  readonly preset?: Readonly<Record<string, unknown>>;
  readonly onClose: () => void;
  readonly onSaved?: (record: SentRecord) => void;
}

/** The form of a record beside what one was looking at. */
export function RecordDrawer({ kind, opened, record, preset, onClose, onSaved }: RecordDrawerProps) {
  const say = useWords(recordWords);
  const shell = useWords(shellWords);
  const local = useLocal();
  const changed = useKindChanged(kind);
  const label = local(kind.label);
  const saved = (next: SentRecord): void => {
    changed();
    toast(record === undefined ? say('created', { label }) : say('saved'), { tone: 'good' });
    onClose();
    onSaved?.(next);
  };
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      size={560}
      title={record === undefined ? say('newOne', { label }) : say('editField', { label })}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <RecordForm kind={kind} record={record} preset={preset} onSaved={saved} onCancel={onClose} />
    </Drawer>
  );
}
