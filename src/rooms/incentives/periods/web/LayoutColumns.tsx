import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useWords } from '#web/i18n/language-context.tsx';
import { type LayoutDraft, sources } from './layout-draft.ts';
import styles from './Period.module.css';
import { periodWords } from './period-words.ts';

type Column = LayoutDraft['columns'][number];

interface LayoutColumnsProps {
  readonly columns: readonly Column[];
  readonly onColumns: (columns: Column[]) => void;
}

/** The columns of a layout in their order: heading and content. */
export function LayoutColumns({ columns, onColumns }: LayoutColumnsProps) {
  const say = useWords(periodWords);
  const change = (at: number, part: Partial<Column>): void =>
    onColumns(columns.map((column, index) => (index === at ? { ...column, ...part } : column)));
  return (
    <fieldset className={styles.columns}>
      <legend>{say('columns')}</legend>
      {columns.map((column, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
        <div key={index} className={styles.column}>
          <TextInput
            size="xs"
            aria-label={`${say('columnHeader')} ${index + 1}`}
            value={column.header}
            maxLength={80}
            required
            onChange={(event) => change(index, { header: event.currentTarget.value })}
          />
          <NativeSelect
            size="xs"
            aria-label={`${say('columnSource')} ${index + 1}`}
            value={column.source}
            onChange={(event) => {
              const source = event.currentTarget.value as Column['source'];
              change(index, { source, value: source === 'fixed' ? (column.value ?? '') : undefined });
            }}
            data={sources.map((value) => ({ value, label: say(`source_${value}`) }))}
          />
          {column.source === 'fixed' ? (
            <TextInput
              size="xs"
              aria-label={`${say('columnValue')} ${index + 1}`}
              placeholder={say('columnValue')}
              value={column.value ?? ''}
              maxLength={100}
              onChange={(event) => change(index, { value: event.currentTarget.value })}
            />
          ) : (
            <span />
          )}
          <ActionIcon
            size="sm"
            variant="subtle"
            aria-label={`${say('moveUp')} ${index + 1}`}
            disabled={index === 0}
            onClick={() => onColumns(columns.with(index - 1, column).with(index, columns[index - 1]))}
          >
            <IconArrowUp size={14} />
          </ActionIcon>
          <ActionIcon
            size="sm"
            variant="subtle"
            aria-label={`${say('removeColumn')} ${index + 1}`}
            disabled={columns.length === 1}
            onClick={() => onColumns(columns.filter((_, other) => other !== index))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconPlus size={12} />}
        disabled={columns.length >= 30}
        onClick={() => {
          const source = sources.find((one) => columns.every((column) => column.source !== one)) ?? 'name';
          onColumns([...columns, { header: source, source, ...(source === 'fixed' ? { value: '' } : {}) }]);
        }}
      >
        {say('addColumn')}
      </Button>
    </fieldset>
  );
}
