import { Button, Modal, Popover, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import type { RecordKind } from '#kernel/record-kind.ts';
import type { SentRecord } from '#web/api/records-api.ts';
import { mayDo } from '#web/api/session.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useSession } from '#web/shell/app-context.ts';
import { FieldInput, useProblemText } from './FieldInput.tsx';
import { type Raw, parseRaw, rawOf } from './field-raw.ts';
import { currencyOf } from './field-text.ts';
import { isEditable } from './record-columns.tsx';
import { useBulkActions } from './use-bulk-actions.ts';
import { useVisibleFields } from './use-visible-fields.ts';
import styles from './BulkBar.module.css';

interface BulkBarProps {
  readonly kind: RecordKind;
  readonly chosen: readonly SentRecord[];
  readonly onClear: () => void;
}

/** What can be done with the rows chosen: change a field of all, delete. Both can be undone. */
export function BulkBar({ kind, chosen, onClear }: BulkBarProps) {
  const say = useWords(recordWords);
  const shell = useWords(shellWords);
  const session = useSession();
  const [asking, setAsking] = useState(false);
  const { change, remove } = useBulkActions(kind);
  return (
    <div className={styles.bar} role="region" aria-label={say('selected', { count: chosen.length })}>
      <b>{say('selected', { count: chosen.length })}</b>
      {mayDo(session, kind.kind, 'update') ? (
        <ChangeField
          kind={kind}
          chosen={chosen}
          onApply={(field, value) => void change(chosen, field, value).then((done) => done && onClear())}
        />
      ) : null}
      {mayDo(session, kind.kind, 'delete') ? (
        <Button size="xs" variant="default" onClick={() => setAsking(true)}>
          {say('remove')}
        </Button>
      ) : null}
      <Button size="xs" variant="subtle" color="gray" onClick={onClear}>
        {say('clearSelection')}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={say('confirmDelete', { count: chosen.length })}
        closeButtonProps={{ 'aria-label': shell('close') }}
      >
        <div className={styles.ask}>
          <Button variant="default" onClick={() => setAsking(false)}>
            {say('cancel')}
          </Button>
          <Button
            color="var(--qd-bad)"
            onClick={() => {
              setAsking(false);
              void remove(chosen).then(onClear);
            }}
          >
            {say('remove')}
          </Button>
        </div>
      </Modal>
    </div>
  );
}

function ChangeField({
  kind,
  chosen,
  onApply,
}: {
  readonly kind: RecordKind;
  readonly chosen: readonly SentRecord[];
  readonly onApply: (field: string, value: unknown) => void;
}) {
  const say = useWords(recordWords);
  const local = useLocal();
  const { baseCurrency } = useSession().company;
  const problemText = useProblemText();
  const fields = useVisibleFields(kind).filter((field) => isEditable(field) && field.name !== kind.title);
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [raw, setRaw] = useState<Raw>('');
  const [error, setError] = useState<string>();
  const field = fields.find((one) => one.name === name);
  // An amount is set in the currency of each record, so it has to be the same for all.
  const currencies =
    field?.type === 'money' ? [...new Set(chosen.map((record) => currencyOf(field, record, baseCurrency)))] : [];
  const apply = (): void => {
    if (field === undefined) return;
    if (currencies.length > 1) return setError(say('severalCurrencies', { currencies: currencies.join(', ') }));
    const parsed = parseRaw(field, raw, currencies[0] ?? baseCurrency);
    setError(parsed.ok ? undefined : problemText(parsed.problem, parsed.limit));
    if (!parsed.ok) return;
    setOpen(false);
    onApply(field.name, parsed.value);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" trapFocus width={300}>
      <Popover.Target>
        <Button size="xs" variant="default" onClick={() => setOpen(!open)}>
          {say('changeField')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Select
            label={say('field')}
            data={fields.map((one) => ({ value: one.name, label: local(one.label) }))}
            value={name === '' ? null : name}
            onChange={(next) => {
              const picked = fields.find((one) => one.name === next);
              setName(next ?? '');
              setRaw(picked === undefined ? '' : rawOf(picked, undefined));
              setError(undefined);
            }}
            searchable
            comboboxProps={{ withinPortal: false }}
            data-autofocus
          />
          {field === undefined ? null : (
            <FieldInput
              field={{ ...field, label: { en: 'New value', 'zh-Hans': '新值', 'zh-Hant': '新值' } }}
              value={raw}
              onChange={setRaw}
              error={error}
              currency={currencies.join(', ')}
            />
          )}
          <Button disabled={field === undefined} onClick={apply}>
            {say('apply')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
