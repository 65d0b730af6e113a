import { Button, Checkbox, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { usePayStep } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import { LayoutColumns } from './LayoutColumns.tsx';
import { LayoutPreview } from './LayoutPreview.tsx';
import type { LayoutDraft } from './layout-draft.ts';
import styles from './Period.module.css';
import type { PeriodView } from './period-types.ts';
import { periodWords } from './period-words.ts';

interface LayoutDialogProps {
  readonly period: PeriodView;
  readonly layout: LayoutDraft;
  readonly onClose: () => void;
}

/** A layout of pay files with its columns, beside the first rows as they would come out. */
export function LayoutDialog({ period, layout, onClose }: LayoutDialogProps) {
  const say = useWords(periodWords);
  const sayPay = useWords(payWords);
  const step = usePayStep();
  const [draft, setDraft] = useState(layout);
  const change = (part: Partial<LayoutDraft>): void => setDraft({ ...draft, ...part });
  const { id, version, ...body } = draft;
  const save = (): void =>
    step.mutate(
      id === undefined
        ? { path: '/pay-file-layouts', body }
        : { method: 'PUT', path: `/pay-file-layouts/${id}`, body, version },
      { onSuccess: onClose },
    );
  return (
    <Modal opened onClose={onClose} title={say(id === undefined ? 'newLayout' : 'editLayout')} size="xl">
      <form
        className={styles.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {step.error === null ? null : <ProblemView problem={problemOf(step.error)} draftKept />}
        <div className={styles.fields}>
          <TextInput
            size="xs"
            label={say('layoutName')}
            value={draft.name}
            maxLength={80}
            required
            data-autofocus
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <NativeSelect
            size="xs"
            label={say('rowsOf')}
            value={draft.rows}
            onChange={(event) => change({ rows: event.currentTarget.value as LayoutDraft['rows'] })}
            data={(['person', 'statement'] as const).map((value) => ({ value, label: say(`rows_${value}`) }))}
          />
          <NativeSelect
            size="xs"
            label={say('separator')}
            value={draft.separator}
            onChange={(event) => change({ separator: event.currentTarget.value as LayoutDraft['separator'] })}
            data={[
              { value: ',', label: say('sep_comma') },
              { value: ';', label: say('sep_semicolon') },
              { value: '\t', label: say('sep_tab') },
            ]}
          />
          <NativeSelect
            size="xs"
            label={say('decimalMark')}
            value={draft.decimalMark}
            onChange={(event) => change({ decimalMark: event.currentTarget.value as LayoutDraft['decimalMark'] })}
            data={['.', ',']}
          />
        </div>
        <Checkbox
          size="xs"
          label={say('headerRow')}
          checked={draft.header}
          onChange={(event) => change({ header: event.currentTarget.checked })}
        />
        <LayoutColumns columns={draft.columns} onColumns={(columns) => change({ columns })} />
        <LayoutPreview period={period} layout={body} />
        <Group gap="xs">
          <Button size="xs" type="submit" loading={step.isPending} disabled={draft.name.trim() === ''}>
            {sayPay('save')}
          </Button>
          <Button size="xs" variant="default" onClick={onClose}>
            {sayPay('cancel')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
